"""The tick, every 10 s: ring again for what nobody did, start what the calendar asks for."""

import structlog
from django.db import IntegrityError, transaction

from portal import clock
from portal.jobs.doorbell import ring
from portal.jobs.enqueueing import enqueue
from portal.jobs.models import PeriodicRun
from portal.jobs.registry import Daily, Hourly, calendar, tick_functions
from portal.jobs.working import due

log = structlog.get_logger("hezhong.jobs")

RING_AT_ONCE = 200


def tick() -> None:
    """Safe to be called by several beats at once; one failing part does not stop the others."""
    for part in (start_periodic, ring_again, *tick_functions()):
        try:
            part()
        except Exception as error:
            log.error("tick part failed", part=getattr(part, "__name__", "?"), exc_info=error)


def ring_again() -> int:
    """Ring for due jobs, oldest first; how many were rung for."""
    job_ids = list(due().values_list("pk", flat=True)[:RING_AT_ONCE])
    for job_id in job_ids:
        ring(job_id)
    return len(job_ids)


def start_periodic() -> int:
    """Enqueue each calendar job whose latest period has no row yet; a missed period is caught up
    once."""
    return sum(start_once(entry) for entry in calendar())


def start_once(entry: Daily | Hourly) -> bool:
    """Record (job, period) and enqueue in one transaction; False when that period was started
    before."""
    period = entry.latest_period(clock.now())
    if PeriodicRun.objects.filter(name=entry.name, period=period).exists():
        return False
    try:
        with transaction.atomic():
            PeriodicRun.objects.create(name=entry.name, period=period, recorded_at=clock.now())
            enqueue(entry.name, period, {"period": period})
    except IntegrityError:
        return False
    return True
