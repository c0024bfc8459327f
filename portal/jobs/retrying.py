"""Putting failed jobs back after their cause was mended; a human asks for it, with a reason."""

from django.db.models import QuerySet

from portal import clock
from portal.jobs.choices import JobState
from portal.jobs.models import Job


def failed(kind: str = "") -> QuerySet[Job]:
    """The jobs that stand failed, of one kind or of all, oldest first."""
    rows = Job.objects.filter(state=JobState.FAILED).order_by("pk")
    return rows.filter(kind=kind) if kind else rows


def put_back(job_id: int) -> bool:
    """Let a failed job be tried again from the start, now; False when it does not stand failed.
    The tick rings for it. Must run in the transaction that records why."""
    rows = Job.objects.filter(pk=job_id, state=JobState.FAILED)
    return bool(rows.update(state=JobState.WAITING, tries=0, due_at=clock.now()))
