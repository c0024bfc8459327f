"""A worker that takes a job out and does it then, as a broker's early acknowledgement does."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from portal import clock
from portal.jobs import working
from portal.jobs.choices import JobState
from portal.jobs.registry import handler_of
from portal.jobs.working import JobClaim


class Taken(JobClaim):
    @contextmanager
    def finish(self) -> Iterator[None]:
        with transaction.atomic():
            yield
        self.finished = True


def work(job_id: int) -> bool:
    claimed = working.claim(job_id)
    if claimed is None:
        return False
    claimed._mine().update(state=JobState.DONE, done_at=clock.now(), lease="", lease_until=None)
    claimed.__class__ = Taken
    handler_of(claimed.kind)(claimed)
    return True


def change() -> None:
    working.work = work
