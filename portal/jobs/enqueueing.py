"""Writing a job into the outbox, inside the caller's transaction."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db import IntegrityError, connection, transaction

from portal import clock
from portal.jobs.choices import JobState
from portal.jobs.doorbell import ring
from portal.jobs.models import Job

AT_ONCE = 500


class NoTransaction(RuntimeError):
    """A job outside the transaction of its state change could be lost or come too early."""


def enqueue(
    kind: str, key: str, payload: dict[str, Any], *, due_at: datetime | None = None
) -> bool:
    """Insert a job in the caller's transaction and ring a worker after its commit.

    `key` identifies the effect within `kind`; asking twice for the same effect keeps the first job
    and returns False. `payload` is JSON of ids. `due_at` (aware) holds the job back until then.
    Raises NoTransaction outside `transaction.atomic`.
    """
    if not connection.in_atomic_block:
        raise NoTransaction(f"enqueue({kind!r}, {key!r}) outside a transaction")
    moment = clock.now()
    try:
        with transaction.atomic():
            job = Job.objects.create(
                kind=kind,
                key=f"{kind}:{key}",
                payload=payload,
                due_at=due_at or moment,
                created_at=moment,
            )
    except IntegrityError:
        return False
    if due_at is None:
        transaction.on_commit(partial(ring, job.pk))
    return True


def enqueue_many(kind: str, asked: Sequence[tuple[str, dict[str, Any]]]) -> None:
    """Insert jobs of one kind, (key, payload) each, as `enqueue` does one, in few queries. Their
    keys must be new: an IntegrityError is the caller's.

    Raises NoTransaction outside `transaction.atomic`.
    """
    if not connection.in_atomic_block:
        raise NoTransaction(f"enqueue_many({kind!r}) outside a transaction")
    moment = clock.now()
    jobs = Job.objects.bulk_create(
        [
            Job(
                kind=kind,
                key=f"{kind}:{key}",
                payload=payload,
                due_at=moment,
                created_at=moment,
            )
            for key, payload in asked
        ],
        batch_size=AT_ONCE,
    )
    for job in jobs:
        transaction.on_commit(partial(ring, job.pk))


OPEN = (JobState.WAITING, JobState.RUNNING)


def enqueue_again(kind: str, name: str, payload: dict[str, Any]) -> bool:
    """Have something done once more that may be done any number of times, one after the other:
    False while what was asked for under this name still waits or runs. Of two who ask at once one
    is heard, for the key names the job before. `name` holds no other name with a colon behind it.

    Raises NoTransaction outside `transaction.atomic`.
    """
    before = newest(kind, name)
    if before and before.state in OPEN:
        return False
    return enqueue(kind, f"{name}:{before.pk if before else 0}", payload)


def newest(kind: str, name: str) -> Job | None:
    """The job that was last asked for under a name (`enqueue_again`)."""
    return Job.objects.filter(kind=kind, key__startswith=f"{kind}:{name}:").order_by("pk").last()
