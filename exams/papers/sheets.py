"""What the three printed sheets of a form say: the paper, the answer sheet (答题卡), the key.

The key is read only for the key: nothing on the way to the other two touches that table.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from courses.statutes.numerals import to_hanzi
from exams.choices import Kind
from exams.grading import shown_letters
from exams.models import FormQuestion, ItemKey, PaperForm
from exams.papers.blueprint import Blueprint
from exams.papers.typesetting import Block, blocks
from exams.wording import CHOICES, LETTERS, TRUE_FALSE
from portal.counting import plain


@dataclass(frozen=True)
class Choice:
    letter: str
    parts: tuple[Block, ...]


@dataclass(frozen=True)
class Question:
    """A question as printed. `boxes` are the letters to be marked on the answer sheet, none for
    what is written; `short`: its options fit beside each other."""

    position: int
    kind: str
    points: Decimal
    parts: tuple[Block, ...]
    choices: tuple[Choice, ...]
    boxes: tuple[str, ...]
    short: bool


@dataclass(frozen=True)
class Part:
    """A section of the paper: its heading says number, title, and what each question brings."""

    number: str
    heading: str
    remark: str
    questions: tuple[Question, ...]
    points: Decimal

    @property
    def short(self) -> str:
        """Its number alone, for the table of marks."""
        return self.number.strip("、. ")


@dataclass(frozen=True)
class Sheet:
    """A form with its parts."""

    form: PaperForm
    parts: tuple[Part, ...]

    @property
    def points(self) -> Decimal:
        return sum((part.points for part in self.parts), Decimal(0))

    @property
    def total(self) -> int:
        return sum(len(part.questions) for part in self.parts)


@dataclass(frozen=True)
class Answer:
    """A line of the key, with the letters as this form shows them."""

    position: int
    letters: str
    points: Decimal
    ref: str
    explanation: tuple[Block, ...]


SHORT = 12  # characters of an option that stands beside another one


def sheet(form: PaperForm, blueprint: Blueprint) -> Sheet:
    """What a candidate gets."""
    asked = form.questions.select_related("version__item").order_by("position")
    parts = []
    for number, (section, held) in enumerate(groupby(asked, key=lambda q: q.section), start=1):
        titles = [part.title for part in blueprint.sections]
        parts.append(_part(number, titles[section - 1], list(held)))
    return Sheet(form, tuple(parts))


def _part(number: int, title: str, held: list[FormQuestion]) -> Part:
    kinds = list(dict.fromkeys(question.version.item.kind for question in held))
    points = sum((Decimal(question.points) for question in held), Decimal(0))
    each = {Decimal(question.points) for question in held}
    return Part(
        number=_number(number),
        heading=title or _(", ").join(str(Kind(kind).label) for kind in kinds),
        remark=_remark(len(held), points, each),
        questions=tuple(_question(question) for question in held),
        points=points,
    )


def _number(number: int) -> str:
    return f"{to_hanzi(number)}、" if _in_chinese() else f"{number}. "


def _in_chinese() -> bool:
    return (get_language() or "").startswith("zh")


def _remark(count: int, points: Decimal, each: set[Decimal]) -> str:
    words = {"count": count, "points": plain(points)}
    if len(each) > 1:
        return (
            ngettext(
                "%(count)s question, %(points)s marks in all",
                "%(count)s questions, %(points)s marks in all",
                count,
            )
            % words
        )
    return ngettext(
        "%(count)s question of %(each)s marks, %(points)s marks in all",
        "%(count)s questions of %(each)s marks each, %(points)s marks in all",
        count,
    ) % (words | {"each": plain(each.pop())})


def _question(asked: FormQuestion) -> Question:
    version, kind = asked.version, asked.version.item.kind
    texts = [version.options[index] for index in asked.option_order] if version.options else []
    choices = tuple(
        Choice(letter, blocks(text)) for letter, text in zip(LETTERS, texts, strict=False)
    )
    return Question(
        position=asked.position,
        kind=kind,
        points=Decimal(asked.points),
        parts=blocks(version.stem),
        choices=choices,
        boxes=_boxes(kind, choices),
        short=all(len(text) <= SHORT for text in texts),
    )


def _boxes(kind: str, choices: tuple[Choice, ...]) -> tuple[str, ...]:
    if kind == TRUE_FALSE:
        return ("√", "×")
    return tuple(choice.letter for choice in choices) if kind in CHOICES else ()


def key(form: PaperForm) -> tuple[Answer, ...]:
    """What a marker gets; whoever sits the exam never does."""
    asked = form.questions.select_related("version__item").order_by("position")
    versions = [question.version_id for question in asked]
    keys = ItemKey.objects.in_bulk(versions)
    return tuple(_answer(question, keys) for question in asked)


def _answer(asked: FormQuestion, keys: Mapping[int, ItemKey]) -> Answer:
    held, kind = keys[asked.version_id], asked.version.item.kind
    return Answer(
        position=asked.position,
        letters=_letters(kind, held.key, asked.option_order),
        points=Decimal(asked.points),
        ref=asked.version.item.ref,
        explanation=blocks(held.explanation),
    )


def _letters(kind: str, held: str, order: Iterable[int]) -> str:
    if kind == TRUE_FALSE:
        return {"A": "√", "B": "×"}.get(held, held)
    return shown_letters(held, tuple(order)) if kind in CHOICES else held
