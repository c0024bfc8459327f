"""What doctor says of the outbox."""

from datetime import timedelta

from portal import clock, hooks
from portal.jobs.choices import JobState
from portal.jobs.models import Job
from portal.jobs.working import due

LATE = timedelta(minutes=5)


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
