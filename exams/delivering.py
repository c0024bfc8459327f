"""The paper as its candidate sees it. Nothing here reads a key or an explanation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from math import ceil

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from exams.asking import Question, drawn
from exams.choices import LINE_BY_LINE, Credit, Kind
from exams.models import Attempt, PaperQuestion
from portal.counting import plain

MARKED = {
    Kind.SINGLE: _("%(points)s points, one right answer"),
    Kind.TRUE_FALSE: _("%(points)s points; is the sentence true or false?"),
    Kind.FILL_BLANK: _("%(points)s points, the same share for each blank"),
    Kind.MATCHING: _(
        "%(points)s points, the same share for each entry. Choose for each what belongs to it;"
        " something may be used twice."
    ),
    Kind.ORDERING: _("%(points)s points, if all stand in the right order"),
}
PARTLY = {
    Credit.HALF: _(
        "All right: %(points)s points; some right and none wrong: %(half)s;"
        " any wrong: 0. Choose all that are right."
    ),
    Credit.PER_OPTION: _(
        "All right: %(points)s points; some right and none wrong: a share for each;"
        " any wrong: 0. Choose all that are right."
    ),
    Credit.WHOLE: _("%(points)s points, if you choose all that are right and nothing else."),
}

FLAG_KEY = "F"


@dataclass(frozen=True)
class Cell:
    """A question in the question card."""

    position: int
    answered: bool
    current: bool
    flagged: bool = False


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

    @property
    def flagged(self) -> tuple[int, ...]:
        """The places to look at again."""
        return tuple(cell.position for cell in self.cells if cell.flagged)


@dataclass(frozen=True)
class Screen:
    """One question on the screen."""

    position: int
    points: Decimal
    question: Question
    sequence: int
    saved_at: datetime | None
    card: Card

    @property
    def section(self) -> Section:
        return next(part for part in self.card.sections if part.kind == self.question.kind)

    @property
    def first(self) -> bool:
        return self.position == 1

    @property
    def last(self) -> bool:
        return self.position == self.card.total

    @property
    def flagged(self) -> bool:
        return self.position in self.card.flagged

    @property
    def flag_key(self) -> bool:
        """Whether the key F flags; where an option is called F, it chooses that."""
        return self.last_letter < FLAG_KEY

    @property
    def pictures(self) -> str:
        """Where its pictures lie, below the address of the paper."""
        return f"{self.position}/pictures/"

    @property
    def last_letter(self) -> str:
        """The last letter that a key press chooses; "" where something else is answered."""
        return "" if self.question.kind in LINE_BY_LINE else self.question.lines[-1].letter

    @property
    def how(self) -> str:
        """How this question is marked."""
        kind, credit = Kind(self.question.kind), Credit(self.question.credit)
        text = PARTLY[credit] if kind == Kind.MULTIPLE else MARKED[kind]
        return str(text) % {"points": plain(self.points), "half": plain(self.points / 2)}


def card(attempt: Attempt, current: int = 0) -> Card:
    """The question card, in one query."""
    rows = (
        PaperQuestion.objects.unscoped("one paper")
        .filter(attempt=attempt)
        .order_by("position")
        .values_list("position", "version__item__kind", "answer__value", "flag")
    )
    cells: dict[str, list[Cell]] = {}
    for position, kind, value, flag in rows:
        cell = Cell(position, bool(value), position == current, flag is not None)
        cells.setdefault(kind, []).append(cell)
    return Card(
        tuple(
            Section(number, kind, str(Kind(kind).label), tuple(held))
            for number, (kind, held) in enumerate(cells.items(), start=1)
        )
    )


def screen(attempt: Attempt, position: int, typed: Sequence[str] | None = None) -> Screen | None:
    """The question at a place of the paper, or None; two queries. It shows what was `typed` in
    place of the answer that was saved."""
    asked = _questions(attempt).filter(position=position).first()
    return _screen(asked, card(attempt, position), typed) if asked else None


def screens(attempt: Attempt) -> list[Screen]:
    """All questions, for a page that may lose its line; two queries."""
    whole = card(attempt)
    return [_screen(asked, whole) for asked in _questions(attempt).order_by("position")]


def pictures(attempt: Attempt, position: int) -> frozenset[str]:
    """The digests of the pictures of the question at a place of the paper."""
    asked = _questions(attempt).filter(position=position).first()
    return drawn(asked.version, asked.option_order).pictures if asked else frozenset()


def _questions(attempt: Attempt) -> QuerySet[PaperQuestion]:
    rows = PaperQuestion.objects.unscoped("one paper").filter(attempt=attempt)
    return rows.select_related("version__item", "answer")


def _screen(asked: PaperQuestion, whole: Card, typed: Sequence[str] | None = None) -> Screen:
    answer = getattr(asked, "answer", None)
    given = typed if typed is not None else answer.value if answer else ()
    return Screen(
        position=asked.position,
        points=Decimal(asked.points),
        question=drawn(asked.version, asked.option_order, given),
        sequence=answer.sequence if answer else 0,
        saved_at=answer.saved_at if answer else None,
        card=whole,
    )


def seconds_left(deadline: datetime | None, moment: datetime) -> int:
    """Whole seconds to the deadline, never negative; 0 without one."""
    return max(0, ceil((deadline - moment).total_seconds())) if deadline else 0
