"""Celery's side of the outbox: the work task and the tick."""

from celery import shared_task

from portal.jobs import sweeping, working
from portal.jobs.doorbell import WORK_TASK


@shared_task(name=WORK_TASK)
def work(job_id: int) -> None:
    working.work(job_id)


@shared_task(name="portal.jobs.tick")
def tick() -> None:
    sweeping.tick()
