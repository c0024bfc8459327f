"""From a grade to a result that counts: marked by people where they have to, graded, released,
effective."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Round

from exams import objection_days, storing
from exams.choices import CorrectionState, ExamKind, ResultState
from exams.grading import Grade, passes
from exams.models import Attempt, CorrectionLine, Result
from exams.signals import answers_wait, result_effective
from portal import clock
from portal.audit.recording import record
from portal.policy.rules import rule


class MarkedAlready(RuntimeError):
    """Nothing of this result waits to be marked any more."""


def settle(attempt: Attempt, grade: Grade, questions: Mapping[int, int]) -> Result:
    """Store the grade of an attempt and release it; with nothing to wait for it is effective at
    once. What people have to mark waits for them, and nothing is released before that. `questions`
    are the rows of the paper by their place. Must run in the transaction that ended the attempt.
    """
    waiting = [mark.position for mark in grade.marks if mark.waits]
    marked = [mark for mark in grade.marks if not mark.waits]
    result = Result.objects.create(
        attempt=attempt,
        score=sum((mark.points for mark in marked), Decimal(0)),
        out_of=grade.out_of,
        passed=grade.passed and not waiting,
        state=ResultState.MARKING if waiting else ResultState.GRADED,
        waiting=len(waiting),
        graded_at=clock.now(),
    )
    storing.put_marks(
        [(questions[mark.position], result.pk, str(mark.points), mark.full) for mark in marked]
    )
    if waiting:
        _note("result.waits", result, {"questions": waiting})
        answers_wait.send(sender=Result, attempt_id=attempt.pk)
        return result
    _note("result.graded", result, {"score": str(grade.score), "passed": grade.passed})
    if not by_act(result):
        release(result, fresh=True)
    return result


def take_mark(attempt_id: int, question_id: int, points: Decimal, *, full: bool) -> Result:
    """What people gave for a question that waited; with the last one the result is graded, and
    waits for its release. Must run in the transaction that settles what they gave. Raises
    MarkedAlready."""
    rows = _results().filter(pk=attempt_id)
    open_one = rows.filter(state=ResultState.MARKING, waiting__gt=0)
    score = Round(F("score") + points, 2)  # SQLite adds in binary, which is not to the cent
    if not open_one.update(score=score, waiting=F("waiting") - 1):
        raise MarkedAlready(attempt_id)
    storing.put_marks([(question_id, attempt_id, str(points), full)])
    result = _read(rows)
    if not result.waiting:
        result.passed = passes(result.score, result.out_of, result.attempt.pass_mark)
        result.state, result.graded_at = ResultState.GRADED, clock.now()
        rows.update(passed=result.passed, state=result.state, graded_at=result.graded_at)
        _note("result.graded", result, {"score": str(result.score), "passed": result.passed})
    return result


def by_act(result: Result) -> bool:
    """Whether the exam office releases it: what people marked always, other results of the
    qualifying exam by the rule `exam.results_by_act`."""
    if result.attempt.exam.kind != ExamKind.QUALIFYING:
        return False
    return bool(rule("exam.results_by_act", on=clock.today()).number)


def release(
    result: Result, *, actor_id: int | None = None, reason: str = "", fresh: bool = False
) -> bool:
    """Let the person see the result, as an act of the exam office or by itself in the transaction
    that graded it (`fresh`); effective from now or after the days for objections
    (`objection_days`, qualifying exams only). False when it was released before, or is still being
    marked."""
    today = clock.today()
    qualifying = result.attempt.exam.kind == ExamKind.QUALIFYING
    since = objection_days.counts_from(today, by_act=not fresh) if qualifying else today
    with transaction.atomic(savepoint=False):
        moved = (
            _results()
            .filter(pk=result.pk, state=ResultState.GRADED)
            .update(
                state=ResultState.RELEASED,
                released_at=clock.now(),
                effective_from=since,
            )
        )
        if not moved:
            return False
        data: dict[str, object] = {"from": since.isoformat()}
        _note("result.released", result, data, actor_id=actor_id, reason=reason)
        if since == today:
            make_effective(result, fresh=fresh)
    return True


def hold(result_id: int) -> bool:
    """Let nothing make a released result effective until it is let go; False when it counts
    already, or was held before."""
    rows = _results().filter(pk=result_id, state=ResultState.RELEASED, held_at__isnull=True)
    return bool(rows.update(held_at=clock.now()))


def let_go(result_id: int) -> bool:
    """Nothing stands against it any more: it becomes effective on its day, at once when that is
    over. Must run in a transaction."""
    rows = _results().filter(pk=result_id)
    if not rows.filter(held_at__isnull=False).update(held_at=None):
        return False
    result = _read(rows)
    if result.effective_from and result.effective_from <= clock.today():
        make_effective(result)
    return True


def make_effective(result: Result, *, fresh: bool = False) -> bool:
    """Let a released result count and tell the apps that listen, in one transaction. False when
    it counts already, or something stands against it; against one made in this transaction
    (`fresh`) nothing can, and handing in is spared the question."""
    with transaction.atomic(savepoint=False):
        free = _results().filter(pk=result.pk, state=ResultState.RELEASED)
        free = free if fresh else unopposed(free)
        if not free.update(state=ResultState.EFFECTIVE, effective_at=clock.now()):
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


def unopposed(rows: QuerySet[Result]) -> QuerySet[Result]:
    """Released results against which nothing stands: no open objection, and no wrong key that would
    make them fail or pass, as long as it is not decided and all is graded anew."""
    flips = CorrectionLine.objects.unscoped("what a correction flips").filter(
        result=OuterRef("pk"),
        correction__state__in=(CorrectionState.PROPOSED, CorrectionState.APPROVED),
    )
    flips = flips.exclude(passed_before=F("passed"))
    return rows.filter(~Exists(flips), state=ResultState.RELEASED, held_at__isnull=True)


def make_due_effective(day: date) -> int:
    """Let every released result count whose days for objections are over on `day`; how many."""
    due = unopposed(_results()).filter(effective_from__lte=day)
    rows = due.select_related("attempt__exam", "attempt__person__organisation")
    return sum(make_effective(result) for result in rows)


def _results() -> QuerySet[Result]:
    return Result.objects.unscoped("releasing")


def _read(rows: QuerySet[Result]) -> Result:
    return rows.select_related("attempt__exam", "attempt__person__organisation").get()


def _note(
    kind: str,
    result: Result,
    data: dict[str, object],
    *,
    actor_id: int | None = None,
    reason: str = "",
) -> None:
    place = result.attempt.person.organisation.path
    record(kind, result, actor_id=actor_id, place=place, data=data, reason=reason)
