"""From a grade to a result that counts: graded, released, effective."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction

from exams import storing
from exams.choices import ExamKind, ResultState
from exams.grading import Grade
from exams.models import Attempt, Result
from exams.signals import result_effective
from portal import clock
from portal.audit.recording import record
from portal.policy.rules import rule


def settle(attempt: Attempt, grade: Grade, questions: Mapping[int, int]) -> Result:
    """Store the grade of an attempt and release it; with nothing to wait for it is effective at
    once. `questions` are the rows of the paper by their place. Must run in the transaction that
    ended the attempt."""
    result = Result.objects.create(
        attempt=attempt,
        score=grade.score,
        out_of=grade.out_of,
        passed=grade.passed,
        graded_at=clock.now(),
    )
    marks = [
        (questions[mark.position], result.pk, str(mark.points), mark.full) for mark in grade.marks
    ]
    storing.put_marks(marks)
    _note("result.graded", result, {"score": str(grade.score), "passed": grade.passed})
    release(result)
    return result


def release(result: Result) -> bool:
    """Let the person see the result; effective from now or after the days for objections
    (`exam.objection_days`, qualifying exams only). False when it was released before."""
    today = clock.today()
    waits = (
        rule("exam.objection_days", on=today).number
        if result.attempt.exam.kind == ExamKind.QUALIFYING
        else 0
    )
    with transaction.atomic(savepoint=False):
        moved = (
            Result.objects.unscoped("releasing")
            .filter(pk=result.pk, state=ResultState.GRADED)
            .update(
                state=ResultState.RELEASED,
                released_at=clock.now(),
                effective_from=today + timedelta(days=waits),
            )
        )
        if not moved:
            return False
        _note("result.released", result, {"waits": waits})
        if not waits:
            make_effective(result)
    return True


def make_effective(result: Result) -> bool:
    """Let a released result count and tell the apps that listen, in one transaction. False when
    it counts already."""
    with transaction.atomic(savepoint=False):
        moved = (
            Result.objects.unscoped("releasing")
            .filter(pk=result.pk, state=ResultState.RELEASED)
            .update(state=ResultState.EFFECTIVE, effective_at=clock.now())
        )
        if not moved:
            return False
        _note("result.made_effective", result, {})
        result_effective.send(
            sender=Result,
            attempt_id=result.attempt_id,
            person_id=result.attempt.person_id,
            kind=result.attempt.exam.kind,
            passed=result.passed,
        )
    return True


def make_due_effective(day: date) -> int:
    """Let every released result count whose days for objections are over on `day`; how many."""
    due = Result.objects.unscoped("releasing").filter(
        state=ResultState.RELEASED, effective_from__lte=day
    )
    rows = due.select_related("attempt__exam", "attempt__person__organisation")
    return sum(make_effective(result) for result in rows)


def _note(kind: str, result: Result, data: dict[str, object]) -> None:
    place = result.attempt.person.organisation.path
    record(kind, result, actor_id=None, place=place, data=data)
