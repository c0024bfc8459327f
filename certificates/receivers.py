"""What exams and courses tell becomes an outbox job, in their transaction, and nothing else."""

from typing import Any

from django.dispatch import receiver

from certificates import issuing
from certificates.falling import FELL, HOURS_FELL
from courses import progress
from courses.signals import hours_taken_back, progress_changed
from exams import results
from exams.choices import ExamKind
from exams.signals import result_changed, result_effective
from portal import clock
from portal.jobs.enqueueing import enqueue


@receiver(result_effective)
def issue_after_passing(attempt_id: int, person_id: int, kind: str, **_: Any) -> None:
    if kind == ExamKind.QUALIFYING and results.attempt_pass(attempt_id):
        issuing.ask(person_id, attempt_id, "passed")


@receiver(result_changed)
def follow_the_result(
    attempt_id: int, person_id: int, kind: str, passed_before: bool, passed: bool, **_: Any
) -> None:
    """Two people agreed to what the result says now, with the certificate before their eyes."""
    if kind != ExamKind.QUALIFYING or passed_before == passed:
        return
    if passed:
        issuing.ask(person_id, attempt_id, f"corrected{clock.now():%Y%m%d%H%M%S}")
    else:
        enqueue(FELL, f"{attempt_id}:{clock.now():%Y%m%d%H%M%S%f}", {"attempt": attempt_id})


@receiver(progress_changed)
def issue_after_learning(person_id: int, **_: Any) -> None:
    """Who passed before a module was added catches up with it later."""
    passed = results.qualifying_pass(person_id, on=clock.today())
    if passed is not None:
        issuing.ask(person_id, passed.attempt_id, f"modules{len(progress.modules_done(person_id))}")


@receiver(hours_taken_back)
def follow_the_hours(person_id: int, entry_id: int, **_: Any) -> None:
    enqueue(HOURS_FELL, str(entry_id), {"person": person_id})
