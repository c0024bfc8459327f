"""Wagtail's own background work (search index, reference index) goes through the outbox, not
through the request."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.utils import get_random_id, normalize_json

from portal import clock
from portal.jobs.choices import JobState
from portal.jobs.enqueueing import enqueue
from portal.jobs.models import Job
from portal.jobs.registry import Claim, daily, handler

KIND = "wagtail.task"
KEPT = timedelta(days=7)


class OutboxBackend(BaseTaskBackend):
    """A backend for Django's TASKS setting that writes an outbox job; results are not kept."""

    def enqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        self.validate_task(task)
        result_id = get_random_id()
        payload = {
            "task": task.module_path,
            "args": normalize_json(list(args)),
            "kwargs": normalize_json(dict(kwargs)),
        }
        with transaction.atomic():
            enqueue(KIND, result_id, payload)
        return TaskResult(
            task=task,
            id=result_id,
            status=TaskResultStatus.READY,
            enqueued_at=clock.now(),
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=list(args),
            kwargs=dict(kwargs),
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )


@handler(KIND)
def run(claim: Claim) -> None:
    task = import_string(claim.payload["task"])
    with claim.finish():
        task.call(*claim.payload["args"], **claim.payload["kwargs"])


@daily("jobs.forget_wagtail_tasks", hour=2, minute=30)
def forget(claim: Claim) -> None:
    """Done index work has no history worth keeping; every other job stays."""
    old = Job.objects.filter(kind=KIND, state=JobState.DONE, done_at__lt=clock.now() - KEPT)
    with claim.finish():
        old.delete()
