"""Celery's side of the outbox: the work task and the tick."""

from typing import Any

from celery import shared_task
from celery.signals import before_task_publish

from portal.jobs import sweeping, working
from portal.jobs.doorbell import TICK_TASK, WORK_TASK, forget_older_ticks


@shared_task(name=WORK_TASK)
def work(job_id: int) -> None:
    working.work(job_id)


@shared_task(name=TICK_TASK)
def tick() -> None:
    sweeping.tick()


@before_task_publish.connect(sender=TICK_TASK)
def one_tick_waits(**_: Any) -> None:
    forget_older_ticks()
