"""The tick, every 10 s: ring again for what nobody did, start what the calendar asks for."""

from datetime import datetime

import structlog
from django.db import IntegrityError, transaction

from portal import clock, quiet
from portal.jobs.doorbell import ring
from portal.jobs.enqueueing import enqueue
from portal.jobs.models import PeriodicRun
from portal.jobs.registry import Daily, Hourly, calendar, tick_functions
from portal.jobs.working import due, told

log = structlog.get_logger("hezhong.jobs")

RING_AT_ONCE = 20
HEARTBEAT, LAST = "jobs.tick", "last"


def tick() -> None:
    """Safe to be called by several beats at once; one failing part does not stop the others."""
    for part in (start_periodic, ring_again, *tick_functions(), beat_heart):
        try:
            part()
        except Exception as error:  # noqa: BLE001 - the next part is not to blame
            name = getattr(part, "__name__", "?")
            log.error("tick part failed", part=name, error=told(error), trace=quiet.traced(error))


def beat_heart() -> None:
    """Leave the time of this tick in one row of the ledger, for `manage.py doctor`."""
    PeriodicRun.objects.update_or_create(
        name=HEARTBEAT, period=LAST, defaults={"recorded_at": clock.now()}
    )


def last_tick() -> datetime | None:
    """When a worker last ticked (aware), or None if none ever did."""
    rows = PeriodicRun.objects.filter(name=HEARTBEAT, period=LAST)
    return rows.values_list("recorded_at", flat=True).first()


def ring_again() -> int:
    """Ring for at most 20 due jobs, oldest first, none of which is in a living worker's hands; how
    many were rung for. The next tick rings for the next ones, so a pile of work makes no pile of
    messages.
    """
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
