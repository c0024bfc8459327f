"""What exams tell becomes an outbox job, in its transaction, and nothing else."""

from typing import Any

from django.dispatch import receiver

from exams.reporting import asking
from exams.signals import results_moved


@receiver(results_moved, dispatch_uid="reporting.compute")
def compute(exam_ids: set[int], **_: Any) -> None:
    for exam_id in sorted(exam_ids):
        asking.soon(exam_id)
