"""Rings a worker for a job. A bell that does not ring is no loss: the sweeper rings again."""

import structlog
from celery import current_app

log = structlog.get_logger("hezhong.jobs")

WORK_TASK = "portal.jobs.work"
TICK_TASK = "portal.jobs.tick"
TICK_QUEUE = "tick"


def ring(job_id: int) -> None:
    """Tell a worker, if any can be told, that a job is due. Never raises."""
    try:
        current_app.send_task(WORK_TASK, args=[job_id], ignore_result=True, retry=False)
    except Exception as error:  # noqa: BLE001 - no broker may ever fail a user's request
        log.warning("no broker to ring; the sweeper will", job=job_id, error=type(error).__name__)


def forget_older_ticks() -> None:
    """A new tick makes the older ones worthless: while no worker runs, no pile of them grows."""
    try:
        with current_app.connection_for_write() as broker:
            broker.default_channel.queue_purge(TICK_QUEUE)
    except Exception as error:  # noqa: BLE001 - beat sends the tick all the same
        log.warning("older ticks not removed", error=type(error).__name__)
