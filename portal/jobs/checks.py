"""What doctor says of the outbox."""

from datetime import timedelta

from portal import clock, invariants
from portal.jobs.choices import JobState
from portal.jobs.models import Job
from portal.jobs.sweeping import last_tick
from portal.jobs.working import due

LATE = timedelta(minutes=5)
SILENT = timedelta(minutes=1)


@invariants.invariant
def no_job_failed() -> invariants.Finding:
    failed = Job.objects.filter(state=JobState.FAILED)
    first = failed.values_list("key", flat=True).first()
    return invariants.Finding(
        "jobs: none stands failed", first is None, failed.count(), first or ""
    )


@invariants.invariant
def no_job_is_late() -> invariants.Finding:
    late = due(clock.now() - LATE)
    first = late.values_list("key", flat=True).first()
    return invariants.Finding(
        "jobs: none is due for more than 5 minutes", first is None, late.count(), first or ""
    )


@invariants.invariant
def somebody_ticks() -> invariants.Finding:
    """Without a tick nothing is rung for again and the calendar stands still."""
    came = last_tick()
    alive = came is not None and came > clock.now() - SILENT
    when = "never" if came is None else came.isoformat(timespec="seconds")
    return invariants.Finding(
        "jobs: a worker ticked within the last minute",
        alive,
        int(not alive),
        "" if alive else when,
    )
