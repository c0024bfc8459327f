"""What exams and courses tell becomes an outbox job, in their transaction, and nothing else."""

from typing import Any

from django.dispatch import receiver

from certificates import issuing
from courses import progress
from courses.signals import progress_changed
from exams import results
from exams.choices import ExamKind
from exams.signals import result_effective
from portal import clock


@receiver(result_effective)
def issue_after_passing(attempt_id: int, person_id: int, kind: str, **_: Any) -> None:
    if kind == ExamKind.QUALIFYING and results.attempt_pass(attempt_id):
        issuing.ask(person_id, attempt_id, "passed")


@receiver(progress_changed)
def issue_after_learning(person_id: int, **_: Any) -> None:
    """Who passed before a module was added catches up with it later."""
    passed = results.qualifying_pass(person_id, on=clock.today())
    if passed is not None:
        issuing.ask(person_id, passed.attempt_id, f"modules{len(progress.modules_done(person_id))}")
