"""The paper as its candidate sees it. Nothing here reads a key or an explanation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from math import ceil

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from exams.choices import Kind
from exams.models import Attempt, ItemVersion, PaperQuestion
from exams.wording import LETTERS
from portal.counting import plain


@dataclass(frozen=True)
class Choice:
    """An option as shown."""

    letter: str
    text: str
    chosen: bool


@dataclass(frozen=True)
class Cell:
    """A question in the question card."""

    position: int
    answered: bool
    current: bool


@dataclass(frozen=True)
class Section:
    """The questions of one kind; `number` counts the sections of this paper."""

    number: int
    kind: str
    label: str
    cells: tuple[Cell, ...]

    @property
    def done(self) -> int:
        return sum(cell.answered for cell in self.cells)

    @property
    def total(self) -> int:
        return len(self.cells)


@dataclass(frozen=True)
class Card:
    """The question card: what is answered and what is not."""

    sections: tuple[Section, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(cell for section in self.sections for cell in section.cells)

    @property
    def total(self) -> int:
        return len(self.cells)

    @property
    def answered(self) -> int:
        return sum(cell.answered for cell in self.cells)

    @property
    def left(self) -> tuple[int, ...]:
        """The places without an answer."""
        return tuple(cell.position for cell in self.cells if not cell.answered)


@dataclass(frozen=True)
class Screen:
    """One question on the screen."""

    position: int
    kind: str
    points: Decimal
    stem: str
    choices: tuple[Choice, ...]
    sequence: int
    saved_at: datetime | None
    card: Card

    @property
    def section(self) -> Section:
        return next(section for section in self.card.sections if section.kind == self.kind)

    @property
    def first(self) -> bool:
        return self.position == 1

    @property
    def last(self) -> bool:
        return self.position == self.card.total

    @property
    def last_letter(self) -> str:
        return self.choices[-1].letter

    @property
    def how(self) -> str:
        """How this question is marked."""
        points = plain(self.points)
        if self.kind == Kind.MULTIPLE:
            half = plain(self.points / 2)
            return _(
                "All right: %(points)s points; some right and none wrong: %(half)s;"
                " any wrong: 0. Choose all that are right."
            ) % {"points": points, "half": half}
        if self.kind == Kind.TRUE_FALSE:
            return _("%(points)s points; is the sentence true or false?") % {"points": points}
        return _("%(points)s points, one right answer") % {"points": points}


def option_texts(version: ItemVersion, kind: str, order: Iterable[int]) -> list[str]:
    """The options in the order shown."""
    if kind == Kind.TRUE_FALSE:
        return [pgettext("answer", "True"), pgettext("answer", "False")]
    return [version.options[index] for index in order]


def card(attempt: Attempt, current: int = 0) -> Card:
    """The question card, in one query."""
    rows = (
        PaperQuestion.objects.unscoped("one paper")
        .filter(attempt=attempt)
        .order_by("position")
        .values_list("position", "version__item__kind", "answer__value")
    )
    cells: dict[str, list[Cell]] = {}
    for position, kind, value in rows:
        cell = Cell(position, answered=bool(value), current=position == current)
        cells.setdefault(kind, []).append(cell)
    return Card(
        tuple(
            Section(number, kind, str(Kind(kind).label), tuple(held))
            for number, (kind, held) in enumerate(cells.items(), start=1)
        )
    )


def screen(attempt: Attempt, position: int) -> Screen | None:
    """The question at a place of the paper, or None; two queries."""
    asked = _questions(attempt).filter(position=position).first()
    return _screen(asked, card(attempt, position)) if asked else None


def screens(attempt: Attempt) -> list[Screen]:
    """All questions, for a page that may lose its line; two queries."""
    whole = card(attempt)
    return [_screen(asked, whole) for asked in _questions(attempt).order_by("position")]


def _questions(attempt: Attempt) -> QuerySet[PaperQuestion]:
    rows = PaperQuestion.objects.unscoped("one paper").filter(attempt=attempt)
    return rows.select_related("version__item", "answer")


def _screen(asked: PaperQuestion, whole: Card) -> Screen:
    answer = getattr(asked, "answer", None)
    chosen = answer.value if answer else []
    kind = asked.version.item.kind
    texts = option_texts(asked.version, kind, asked.option_order)
    return Screen(
        position=asked.position,
        kind=kind,
        points=Decimal(asked.points),
        stem=asked.version.stem,
        choices=tuple(
            Choice(letter, text, letter in chosen)
            for letter, text in zip(LETTERS, texts, strict=False)
        ),
        sequence=answer.sequence if answer else 0,
        saved_at=answer.saved_at if answer else None,
        card=whole,
    )


def seconds_left(attempt: Attempt, moment: datetime) -> int:
    """Whole seconds to the deadline, never negative."""
    return max(0, ceil((attempt.deadline - moment).total_seconds()))
