"""What exams tell becomes an outbox job, in its transaction, and nothing else."""

from typing import Any

from django.dispatch import receiver

from exams.marking.collecting import COLLECT
from exams.signals import answers_wait
from portal.jobs.enqueueing import enqueue


@receiver(answers_wait, dispatch_uid="marking.collect")
def collect_scripts(attempt_id: int, **_: Any) -> None:
    enqueue(COLLECT, f"{attempt_id}", {"attempt": attempt_id})
