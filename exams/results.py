"""Reading results that count; other apps ask here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from exams.choices import ExamKind, ResultState
from exams.models import Result
from portal import clock
from portal.prepared import OfSome, Prepared


@dataclass(frozen=True)
class PassedExam:
    """An effective pass of the qualifying exam; whether it is too old is the reader's rule."""

    attempt_id: int
    exam_id: int
    score: Decimal
    out_of: Decimal
    effective_on: date


@dataclass(frozen=True)
class Outcome:
    """What an attempt at the qualifying exam came to and counts for, without its points; `day` is
    the day of the exam."""

    title: str
    day: date
    passed: bool


def _passes() -> QuerySet[Result]:
    return Result.objects.unscoped("results that count").filter(
        state=ResultState.EFFECTIVE, passed=True
    )


_QUIZZES = OfSome(
    lambda person_ids: (
        _passes()
        .filter(
            attempt__person_id__in=person_ids,
            attempt__exam__kind=ExamKind.QUIZ,
            attempt__exam__module__isnull=False,
        )
        .values_list("attempt__person_id", "attempt__exam__module_id")
    )
)
_QUALIFYING = Prepared(
    lambda person_id, on: (
        _passes()
        .filter(
            attempt__person_id=person_id,
            attempt__exam__kind=ExamKind.QUALIFYING,
            effective_from__lte=on,
        )
        .select_related("attempt")
        .order_by("-effective_from", "-attempt_id")[:1]
    ),
    *(int, date),
)


def quizzes_passed(person_id: int) -> frozenset[int]:
    """The modules (page ids) whose quiz the person has passed."""
    return passed_modules([person_id])[person_id]


def passed_modules(person_ids: Iterable[int]) -> dict[int, frozenset[int]]:
    """`quizzes_passed` for many people at once, in one query."""
    wanted = list(person_ids)
    found: dict[int, set[int]] = {person_id: set() for person_id in wanted}
    for person_id, module_id in _QUIZZES.rows(wanted):
        found[person_id].add(module_id)
    return {person_id: frozenset(modules) for person_id, modules in found.items()}


def qualifying_pass(person_id: int, on: date) -> PassedExam | None:
    """The latest pass of the qualifying exam that was effective on or before the day `on`."""
    return _passed(next(iter(_QUALIFYING.objects(person_id, on)), None))


def qualifying_passes(person_ids: Iterable[int], on: date) -> dict[int, PassedExam]:
    """`qualifying_pass` for many people in one query; those without a pass are left out."""
    rows = _passes().filter(
        attempt__person_id__in=list(person_ids),
        attempt__exam__kind=ExamKind.QUALIFYING,
        effective_from__lte=on,
    )
    found: dict[int, PassedExam] = {}
    for row in rows.select_related("attempt").order_by("effective_from", "attempt_id"):
        if passed := _passed(row):
            found[row.attempt.person_id] = passed
    return found


def outcomes_of(person_id: int) -> tuple[Outcome, ...]:
    """The effective results of a person's attempts at the qualifying exam, oldest first; one
    query."""
    rows = Result.objects.unscoped("results that count").filter(
        attempt__person_id=person_id,
        attempt__exam__kind=ExamKind.QUALIFYING,
        state=ResultState.EFFECTIVE,
    )
    values = rows.order_by("attempt__started_at", "attempt_id").values_list(
        "attempt__exam__title", "attempt__started_at", "passed"
    )
    return tuple(Outcome(title, clock.day_of(at), passed) for title, at, passed in values)


def attempt_pass(attempt_id: int) -> PassedExam | None:
    """The pass this attempt at the qualifying exam brought, once effective."""
    row = (
        _passes()
        .filter(attempt_id=attempt_id, attempt__exam__kind=ExamKind.QUALIFYING)
        .select_related("attempt")
        .first()
    )
    return _passed(row)


def attempt_passes(attempt_ids: Iterable[int]) -> dict[int, PassedExam]:
    """`attempt_pass` for many attempts in one query; those that brought no pass are left out."""
    rows = _passes().filter(
        attempt_id__in=list(attempt_ids), attempt__exam__kind=ExamKind.QUALIFYING
    )
    found = (_passed(row) for row in rows.select_related("attempt"))
    return {passed.attempt_id: passed for passed in found if passed is not None}


def _passed(row: Result | None) -> PassedExam | None:
    if row is None or row.effective_from is None:
        return None
    return PassedExam(
        row.attempt_id, row.attempt.exam_id, row.score, row.out_of, row.effective_from
    )
