"""What a candidate gets on paper: the questions of a form, and what the answer sheet (答题卡) asks.

Nothing here reads a key, an explanation or a marking scheme.
"""

import base64
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from courses.statutes.numerals import to_hanzi
from exams.choices import Kind
from exams.models import FormQuestion, ItemPicture, ItemVersion, PaperForm
from exams.papers.blueprint import Blueprint
from exams.papers.typesetting import Block, blocks, pictures_in
from exams.wording import BLANK, CHOICES, FILL_BLANK, LETTERS, MATCHING, ORDERING, TRUE_FALSE
from portal.counting import plain

Set = Callable[[str], tuple[Block, ...]]
SHORT = 12  # characters of an option that stands beside another one
TRUE, FALSE = "√", "×"


@dataclass(frozen=True)
class Choice:
    letter: str
    parts: tuple[Block, ...]


@dataclass(frozen=True)
class Question:
    """A question as printed. `label` is its number; `choices` are lettered, of a matching question
    the targets, whose `left` side is numbered. `boxes` are the letters to be marked on the answer
    sheet, `blanks` how many short answers it takes; with neither it is answered at length.
    `short`: its choices fit beside each other. `below` are the questions on a case."""

    label: str
    kind: str
    points: str
    parts: tuple[Block, ...]
    choices: tuple[Choice, ...] = ()
    left: tuple[Choice, ...] = ()
    boxes: tuple[str, ...] = ()
    blanks: int = 0
    short: bool = False
    below: tuple["Question", ...] = ()

    @property
    def blank_places(self) -> range:
        return range(1, self.blanks + 1)


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


def sheet(form: PaperForm, blueprint: Blueprint) -> Sheet:
    """The questions of a form in their places; three queries."""
    asked = list(form.questions.select_related("version__item").order_by("position"))
    titles = [part.title for part in blueprint.sections]
    set_ = setter(text for question in asked for text in _texts(question.version))
    return Sheet(
        form,
        tuple(
            _part(number, titles[section - 1], list(held), set_)
            for number, (section, held) in enumerate(
                groupby(asked, key=lambda question: question.section), start=1
            )
        ),
    )


def setter(texts: Iterable[str]) -> Set:
    """Sets texts with the pictures they show, whose bytes are in the page itself."""
    rows = ItemPicture.objects.filter(digest__in=pictures_in(texts))
    addresses = {
        row.digest: f"data:{row.media_type};base64,{base64.b64encode(row.content).decode()}"
        for row in rows
    }
    return lambda text: blocks(text, addresses)


def _texts(version: ItemVersion) -> Iterable[str]:
    yield from (version.stem, *version.options, *version.targets)
    for part in version.parts:
        yield from (part["stem"], *part["options"], *part["targets"])


def _part(number: int, title: str, held: list[FormQuestion], set_: Set) -> Part:
    kinds = list(dict.fromkeys(question.version.item.kind for question in held))
    points = sum((Decimal(question.points) for question in held), Decimal(0))
    each = {Decimal(question.points) for question in held}
    return Part(
        number=_number(number),
        heading=title or _(", ").join(str(Kind(kind).label) for kind in kinds),
        remark=_remark(len(held), points, each),
        questions=tuple(_asked(question, set_) for question in held),
        points=points,
    )


def _number(number: int) -> str:
    chinese = (get_language() or "").startswith("zh")
    return f"{to_hanzi(number)}、" if chinese else f"{number}. "


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


def _asked(asked: FormQuestion, set_: Set) -> Question:
    version = asked.version
    shown = {
        "kind": version.item.kind,
        "stem": version.stem,
        "options": version.options,
        "targets": version.targets,
        "parts": version.parts,
    }
    label = f"{asked.position}."
    return question(label, shown, asked.option_order, plain(Decimal(asked.points)), set_)


def question(
    label: str, shown: Mapping[str, Any], order: Iterable[int], points: str, set_: Set
) -> Question:
    """A question, or a part of a case, from the fields of its wording."""
    kind = shown["kind"]
    mixed = shown["targets"] if kind == MATCHING else shown["options"]
    texts = [mixed[index] for index in order] if mixed else []
    choices = tuple(
        Choice(letter, set_(text)) for letter, text in zip(LETTERS, texts, strict=False)
    )
    left = shown["options"] if kind == MATCHING else ()
    return Question(
        label=label,
        kind=kind,
        points=points,
        parts=set_(shown["stem"]),
        choices=choices,
        left=tuple(Choice(f"({n})", set_(text)) for n, text in enumerate(left, start=1)),
        boxes=_boxes(kind, choices),
        blanks=_blanks(shown),
        short=all(len(text) <= SHORT for text in texts),
        below=tuple(
            _below(n, part, set_) for n, part in enumerate(shown.get("parts", ()), start=1)
        ),
    )


def _below(n: int, part: Mapping[str, Any], set_: Set) -> Question:
    order = range(len(part["options"]))
    return question(f"({n})", part, order, plain(Decimal(part.get("marks") or 0)), set_)


def _boxes(kind: str, choices: tuple[Choice, ...]) -> tuple[str, ...]:
    if kind == TRUE_FALSE:
        return (TRUE, FALSE)
    return tuple(choice.letter for choice in choices) if kind in CHOICES else ()


def _blanks(shown: Mapping[str, Any]) -> int:
    if shown["kind"] == FILL_BLANK:
        return max(1, str(shown["stem"]).count(BLANK))
    return len(shown["options"]) if shown["kind"] in (MATCHING, ORDERING) else 0
