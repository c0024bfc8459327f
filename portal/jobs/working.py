"""Doing a job: claim it by a conditional update, work outside any transaction, commit the effect
with "done"."""

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import Error, connection, transaction
from django.db.models import F, Q

from portal import clock, quiet
from portal.jobs.choices import JobState
from portal.jobs.models import Job
from portal.jobs.registry import UnknownKind, handler_of

log = structlog.get_logger("hezhong.jobs")

LEASE = timedelta(seconds=settings.JOB_LEASE_SECONDS)
RENEW_SECONDS = settings.JOB_LEASE_SECONDS / 3
MAX_TRIES = 12  # the last ones 10 minutes apart: 37 minutes in all
LONGEST_WAIT = timedelta(minutes=10)


class LeaseLost(RuntimeError):
    """Another worker has taken the job over; this one's effect is rolled back."""


class NotFinished(RuntimeError):
    """A handler returned without `claim.finish()`."""


class JobClaim:
    """A job in this worker's hands for `LEASE`, renewed three times within it while it works."""

    def __init__(self, job: Job, lease: str) -> None:
        self.job_id = job.pk
        self.key = job.key
        self.kind = job.kind
        self.payload: dict[str, Any] = job.payload
        self.lease = lease
        self.finished = False

    def _mine(self) -> Any:
        return Job.objects.filter(pk=self.job_id, state=JobState.RUNNING, lease=self.lease)

    def renew(self) -> bool:
        """Prolong the lease; False when the job is no longer ours."""
        return bool(self._mine().update(lease_until=clock.now() + LEASE))

    @contextmanager
    def finish(self) -> Iterator[None]:
        with transaction.atomic():
            yield
            done = self._mine().update(
                state=JobState.DONE, done_at=clock.now(), lease="", lease_until=None, last_error=""
            )
            if done != 1:
                raise LeaseLost(self.key)
        self.finished = True

    @contextmanager
    def kept_alive(self) -> Iterator[None]:
        """Renew from a thread of its own, on a database connection of its own."""
        stop = threading.Event()

        def keep() -> None:
            while not stop.wait(RENEW_SECONDS):
                try:
                    if not self.renew():
                        break
                except Error as error:  # the database may be back before the lease ends
                    log.warning("lease not renewed", job=self.key, error=type(error).__name__)
                    connection.close()
            connection.close()

        thread = threading.Thread(target=keep, name=f"lease {self.key}", daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()


def due(moment: Any = None) -> Any:
    """Jobs that somebody should do now: waiting and due, or running with a lease that ran out."""
    moment = moment or clock.now()
    return Job.objects.filter(
        Q(state=JobState.WAITING, due_at__lte=moment)
        | Q(state=JobState.RUNNING, lease_until__lt=moment)
    ).order_by("due_at", "pk")


def claim(job_id: int) -> JobClaim | None:
    """Take a due job, or None when it is done, not due, or in other hands."""
    lease = secrets.token_hex(16)
    taken = (
        due()
        .order_by()
        .filter(pk=job_id)
        .exclude(state=JobState.RUNNING, tries__gte=MAX_TRIES)
        .update(
            state=JobState.RUNNING,
            lease=lease,
            lease_until=clock.now() + LEASE,
            tries=F("tries") + 1,
        )
    )
    if not taken:
        give_up(job_id)
        return None
    return JobClaim(Job.objects.get(pk=job_id), lease)


def give_up(job_id: int) -> None:
    """A job whose worker died at the last try stands still: it may be what kills the workers."""
    lost = Job.objects.filter(
        pk=job_id, state=JobState.RUNNING, lease_until__lt=clock.now(), tries__gte=MAX_TRIES
    )
    stopped = lost.update(
        state=JobState.FAILED,
        lease="",
        lease_until=None,
        last_error=f"its worker died {MAX_TRIES} times",
    )
    if stopped:
        log.error("job failed: its workers died", job_id=job_id, tries=MAX_TRIES)


def work(job_id: int) -> bool:
    """Do one job now. True when its effect is committed; False when it was not ours to do or
    failed and waits."""
    claimed = claim(job_id)
    if claimed is None:
        return False
    try:
        with claimed.kept_alive():
            handler_of(claimed.kind)(claimed)
        if not claimed.finished:
            raise NotFinished(f"the handler of {claimed.kind} did not call claim.finish()")
    except LeaseLost:
        log.warning("lease lost, the effect is rolled back", job=claimed.key)
        return False
    except Exception as error:  # noqa: BLE001 - any failure puts the job back
        put_back(claimed, error)
        return False
    return True


def told(error: BaseException) -> str:
    """What may be kept of a job's error: our own words when they name a kind of job only."""
    if isinstance(error, (NotFinished, UnknownKind)):
        return f"{type(error).__name__}: {error}"
    return quiet.told(error)


def put_back(claimed: JobClaim, error: BaseException) -> None:
    """After a failure: wait longer each time, and after the last try stand still for a human."""
    log.error("job failed", job=claimed.key, error=told(error), trace=quiet.traced(error))
    tries = Job.objects.values_list("tries", flat=True).get(pk=claimed.job_id)
    wait = min(timedelta(seconds=2**tries), LONGEST_WAIT)
    claimed._mine().update(  # noqa: SLF001 - same module
        state=JobState.FAILED if tries >= MAX_TRIES else JobState.WAITING,
        due_at=clock.now() + wait,
        lease="",
        lease_until=None,
        last_error=told(error)[:500],
    )


def work_all(*kinds: str, most: int = 10_000) -> int:
    """Do every due job of these kinds (all without any) in this process; how many were done. For
    demo and tests."""
    done = 0
    refused: set[int] = set()
    while done < most:
        rows = due().exclude(pk__in=refused)
        job_id = (
            (rows.filter(kind__in=kinds) if kinds else rows).values_list("pk", flat=True).first()
        )
        if job_id is None:
            break
        if work(job_id):
            done += 1
        else:
            refused.add(job_id)
    return done
