"""The paper as its candidate sees it. Nothing here reads a key or an explanation."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from math import ceil
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from exams.asking import Question, drawn
from exams.choices import LINE_BY_LINE, Credit, Kind
from exams.models import Attempt, ItemVersion, PaperQuestion
from exams.remembering import versions
from portal.counting import plain
from portal.prepared import Prepared
from portal.scope import Scope

MARKED = {
    Kind.SINGLE: _("%(points)s points, one right answer"),
    Kind.TRUE_FALSE: _("%(points)s points; is the sentence true or false?"),
    Kind.FILL_BLANK: _("%(points)s points, the same share for each blank"),
    Kind.MATCHING: _(
        "%(points)s points, the same share for each entry. Choose for each what belongs to it;"
        " something may be used twice."
    ),
    Kind.ORDERING: _("%(points)s points, if all stand in the right order"),
    Kind.OPEN: _("%(points)s points; two people mark what you write, without your name"),
    Kind.CASE: _(
        "%(points)s points together. Please answer each question on the case; two people mark what"
        " you write, without your name."
    ),
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

_OWN = Prepared(
    lambda attempt_id, person_id: (
        Attempt.objects.scoped(Scope(person_id=person_id))
        .filter(pk=attempt_id, person_id=person_id)
        .select_related("exam", "person", "result")
    ),
    *(int, int),
)
_PAPER = Prepared(
    lambda attempt_id: PaperQuestion.with_answers(attempt_id, "one paper").values_list(
        *("position", "version_id", "option_order", "points"),
        *("given__value", "given__sequence", "given__saved_at", "flag"),
    ),
    int,
)


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

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(cell for section in self.sections for cell in section.cells)

    @property
    def total(self) -> int:
        return len(self.cells)

    @cached_property
    def answered(self) -> int:
        return sum(cell.answered for cell in self.cells)

    @cached_property
    def left(self) -> tuple[int, ...]:
        """The places without an answer."""
        return tuple(cell.position for cell in self.cells if not cell.answered)

    @cached_property
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


class _Row(NamedTuple):
    """A question of one paper with what was answered so far."""

    position: int
    version_id: int
    order: list[int]
    points: Decimal
    value: list[str] | None
    sequence: int | None
    saved_at: datetime | None
    flag: int | None


def own_paper(attempt_id: int, person_id: int) -> Attempt | None:
    """An attempt of this person's, with exam, person and result; one query."""
    return next(iter(_OWN.objects(attempt_id, person_id)), None)


_ALL_OWN = Prepared(
    lambda person_id: (
        Attempt.objects.scoped(Scope(person_id=person_id))
        .filter(person_id=person_id)
        .select_related("exam", "result")
        .order_by("-started_at")
    ),
    int,
)


def own_papers(person_id: int) -> list[Attempt]:
    """All attempts of this person, with exam and result, newest first; one query."""
    return _ALL_OWN.objects(person_id)


def _rows(attempt: Attempt) -> list[_Row]:
    return [_Row(*row) for row in _PAPER.rows(attempt.pk)]


def card(attempt: Attempt) -> Card:
    """The question card; one query, as `screen`, when this process knows the questions."""
    rows = _rows(attempt)
    return _card(rows, versions({row.version_id for row in rows}))


def _card(rows: Iterable[_Row], known: Mapping[int, ItemVersion], current: int = 0) -> Card:
    cells: dict[str, list[Cell]] = {}
    for row in rows:
        at = row.position
        cell = Cell(at, bool(row.value), at == current, row.flag is not None)
        cells.setdefault(known[row.version_id].item.kind, []).append(cell)
    return Card(
        tuple(
            Section(number, kind, str(Kind(kind).label), tuple(held))
            for number, (kind, held) in enumerate(cells.items(), start=1)
        )
    )


def screen(attempt: Attempt, position: int, typed: Sequence[str] | None = None) -> Screen | None:
    """The question at a place of the paper, or None. It shows what was `typed` in place of the
    answer that was saved."""
    rows = _rows(attempt)
    asked = next((row for row in rows if row.position == position), None)
    if asked is None:
        return None
    known = versions({row.version_id for row in rows})
    return _screen(asked, known, _card(rows, known, position), typed)


def screens(attempt: Attempt) -> list[Screen]:
    """All questions, for a page that may lose its line."""
    rows = _rows(attempt)
    known = versions({row.version_id for row in rows})
    whole = _card(rows, known)
    return [_screen(row, known, whole) for row in rows]


def pictures(attempt: Attempt, position: int) -> frozenset[str]:
    """The digests of the pictures of the question at a place of the paper."""
    shown = screen(attempt, position)
    return shown.question.pictures if shown else frozenset()


def _screen(
    asked: _Row, known: Mapping[int, ItemVersion], whole: Card, typed: Sequence[str] | None = None
) -> Screen:
    given = typed if typed is not None else asked.value or ()
    return Screen(
        position=asked.position,
        points=Decimal(asked.points),
        question=drawn(known[asked.version_id], asked.order, given, Decimal(asked.points)),
        sequence=asked.sequence or 0,
        saved_at=asked.saved_at,
        card=whole,
    )


def seconds_left(deadline: datetime | None, moment: datetime) -> int:
    """Whole seconds to the deadline, never negative; 0 without one."""
    return max(0, ceil((deadline - moment).total_seconds())) if deadline else 0
