"""What a corrected key makes of each paper that asked its question; nothing is written here."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from exams.choices import Cause, Fix, ResultState
from exams.grading import Asked, mark, passes
from exams.models import ItemVersion, PaperQuestion
from exams.revising import NewMark

AT_ONCE = 200


@dataclass(frozen=True)
class Wanted:
    """What the key should have been (`ItemKey`); nothing but `fix` for points to everybody."""

    fix: Fix
    key: str = ""
    accepted: tuple[tuple[str, ...], ...] = ()
    any_order: bool = False


@dataclass(frozen=True)
class Line:
    """What a correction makes of one result: `mark` is what its question is to bring."""

    result_id: int
    mark: NewMark
    score_before: Decimal
    passed_before: bool
    score: Decimal
    passed: bool
    changes: bool

    @property
    def flips(self) -> bool:
        return self.passed_before != self.passed


class Row(NamedTuple):
    """A question of a paper that has a mark, and the result it belongs to."""

    pk: int
    result_id: int
    points: Decimal
    order: list[int]
    credit: str
    value: list[str] | None
    mark: Decimal
    full: bool
    pass_mark: int
    score: Decimal
    out_of: Decimal
    passed: bool
    state: str


def dry_run(version: ItemVersion, wanted: Wanted) -> Iterator[Line]:
    """Every result whose score the correction changes; nothing is written."""
    for rows in in_parts(version.pk):
        lines = (line_of(row, version.item.kind, wanted) for row in rows)
        yield from (line for line in lines if line.changes)


def in_parts(version_id: int) -> Iterator[list[Row]]:
    """The questions of this version that have a mark, AT_ONCE at a time; but for those whose points
    people decided on for one person, which a key does not undo."""
    marked = PaperQuestion.objects.unscoped("what a correction changes").filter(
        version_id=version_id, mark__isnull=False
    )
    marked = marked.exclude(mark__revision__cause__in=(Cause.OBJECTION, Cause.SAMPLE))
    ordered = marked.order_by("pk").values_list(
        *("pk", "attempt_id", "points", "option_order", "version__credit", "answer__value"),
        *("mark__points", "mark__full", "attempt__pass_mark", "attempt__result__score"),
        *("attempt__result__out_of", "attempt__result__passed", "attempt__result__state"),
    )
    after = 0
    while rows := [Row(*row) for row in ordered.filter(pk__gt=after)[:AT_ONCE]]:
        yield rows
        after = rows[-1].pk


def line_of(row: Row, kind: str, wanted: Wanted) -> Line:
    found = mark(
        Asked(
            position=1,
            kind=kind,
            points=Decimal(row.points),
            key=wanted.key,
            order=tuple(row.order),
            answer=tuple(row.value or ()),
            credit=row.credit,
            accepted=wanted.accepted,
            any_order=wanted.any_order,
            free=wanted.fix == Fix.FREE,
        )
    )
    score = row.score + found.points - row.mark
    marking = row.state == ResultState.MARKING
    return Line(
        row.result_id,
        NewMark(row.pk, found.points, found.full),
        row.score,
        row.passed,
        score,
        passed=not marking and passes(score, row.out_of, row.pass_mark),
        changes=(found.points, found.full) != (row.mark, row.full),
    )
