"""What a marker gets on paper: the key of a form in its own letters, explanations, and how written
answers are marked. Whoever sits the exam never gets it; nothing else of the papers imports this.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from exams.grading import as_shown
from exams.keying import keys_in_force
from exams.models import FormQuestion, ItemKey, MarkingScheme, PaperForm
from exams.papers.sheets import FALSE, TRUE, Set, setter
from exams.papers.typesetting import Block
from exams.wording import CHOICES, FILL_BLANK, LETTERS, MATCHING, ORDERING, TRUE_FALSE
from portal.counting import plain

NONE: Mapping[str, Any] = {"answer": "", "points": []}


@dataclass(frozen=True)
class MarkingPoint:
    text: str
    marks: str


@dataclass(frozen=True)
class Answer:
    """A line of the key. `right` is what is right, in the letters that the form shows; a written
    answer has a `model` and marking `points` instead; `below` are the questions on a case."""

    label: str
    right: str
    marks: str
    ref: str
    explanation: tuple[Block, ...]
    model: tuple[Block, ...] = ()
    points: tuple[MarkingPoint, ...] = ()
    below: tuple["Answer", ...] = ()


def key(form: PaperForm) -> tuple[Answer, ...]:
    """The key of every question of a form, in order."""
    asked = list(form.questions.select_related("version__item").order_by("position"))
    versions = [question.version_id for question in asked]
    keys = keys_in_force(versions)
    schemes = MarkingScheme.objects.in_bulk(versions)
    set_ = setter(text for held in keys.values() for text in _texts(held, schemes))
    return tuple(
        _answer(question, keys[question.version_id], schemes.get(question.version_id), set_)
        for question in asked
    )


def _texts(held: ItemKey, schemes: Mapping[int, MarkingScheme]) -> Iterable[str]:
    yield held.explanation
    yield from (part["explanation"] for part in held.parts)
    scheme = schemes.get(held.pk)
    if scheme:
        yield scheme.answer
        yield from (part["answer"] for part in scheme.parts)


def _answer(asked: FormQuestion, held: ItemKey, scheme: MarkingScheme | None, set_: Set) -> Answer:
    version, kind = asked.version, asked.version.item.kind
    schemes = scheme.parts if scheme else []
    below = [
        _line(
            f"({n})",
            _right(part["kind"], key, range(len(part["options"]))),
            plain(Decimal(part.get("marks") or 0)),
            (key["explanation"], schemes[n - 1] if n <= len(schemes) else NONE),
            set_,
        )
        for n, (part, key) in enumerate(zip(version.parts, held.parts, strict=True), start=1)
    ]
    return _line(
        str(asked.position),
        _right(kind, vars(held), asked.option_order),
        plain(Decimal(asked.points)),
        (
            as_shown(held.explanation, asked.option_order, sort=kind in (*CHOICES, TRUE_FALSE)),
            vars(scheme) if scheme else NONE,
        ),
        set_,
        ref=version.item.ref,
        below=tuple(below),
    )


def _line(
    label: str,
    right: str,
    marks: str,
    told: tuple[str, Mapping[str, Any]],
    set_: Set,
    **more: Any,
) -> Answer:
    explanation, scheme = told
    return Answer(
        label=label,
        right=right,
        marks=marks,
        ref=more.pop("ref", ""),
        explanation=set_(explanation),
        model=set_(scheme["answer"]),
        points=tuple(
            MarkingPoint(point["text"], plain(Decimal(point["marks"])))
            for point in scheme["points"]
        ),
        **more,
    )


def _right(kind: str, held: Mapping[str, Any], order: Sequence[int]) -> str:
    """What is right, as a marker reads it."""
    if kind == FILL_BLANK:
        return "；".join("／".join(forms) for forms in held["accepted"])
    if kind == TRUE_FALSE:
        return {"A": TRUE, "B": FALSE}[held["key"]]
    shown = [LETTERS[order.index(LETTERS.index(letter))] for letter in held["key"]]
    if kind in (ORDERING, MATCHING):
        return "".join(shown) if kind == ORDERING else " ".join(_numbered(shown))
    return "".join(sorted(shown)) if kind in CHOICES else ""


def _numbered(letters: Iterable[str]) -> Iterable[str]:
    return (f"({n}){letter}" for n, letter in enumerate(letters, start=1))
