"""What doctor says of the outbox."""

from datetime import timedelta

from portal import clock, hooks
from portal.jobs.choices import JobState
from portal.jobs.models import Job
from portal.jobs.sweeping import last_tick
from portal.jobs.working import due

LATE = timedelta(minutes=5)
SILENT = timedelta(minutes=1)


@hooks.invariant
def no_job_failed() -> hooks.Finding:
    failed = Job.objects.filter(state=JobState.FAILED)
    first = failed.values_list("key", flat=True).first()
    return hooks.Finding("jobs: none stands failed", first is None, failed.count(), first or "")


@hooks.invariant
def no_job_is_late() -> hooks.Finding:
    late = due(clock.now() - LATE)
    first = late.values_list("key", flat=True).first()
    return hooks.Finding(
        "jobs: none is due for more than 5 minutes", first is None, late.count(), first or ""
    )


@hooks.invariant
def somebody_ticks() -> hooks.Finding:
    """Without a tick nothing is rung for again and the calendar stands still."""
    came = last_tick()
    alive = came is not None and came > clock.now() - SILENT
    when = "never" if came is None else came.isoformat(timespec="seconds")
    return hooks.Finding(
        "jobs: a worker ticked within the last minute",
        alive,
        int(not alive),
        "" if alive else when,
    )
