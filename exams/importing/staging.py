"""The way of a file of questions: brought, shown, entered or discarded.

Each step is one conditional update with its audit event and its job; a second click, or a job done
twice, changes nothing (bad input 52)."""

import hashlib
from datetime import timedelta
from typing import Any

from django.db import transaction

from exams.bank import Label
from exams.importing.choices import BATCH_MOVES, BatchState
from exams.importing.models import BatchRow, QuestionBatch
from portal import clock
from portal.audit.recording import record
from portal.jobs.choices import JobState
from portal.jobs.enqueueing import enqueue
from portal.jobs.models import Job
from portal.people.importing import keeping
from portal.people.importing.staging import clean_file_name

READ = "exams.read_batch"
ENTER = "exams.enter_batch"
KEPT = timedelta(days=7)
MOST_BYTES = 20_000_000


class NotNow(RuntimeError):
    """The batch is not in a state for that; somebody else may have been quicker."""


def bring(
    content: bytes, name: str, *, label: Label, actor_id: int | None, is_pasted: bool = False
) -> QuestionBatch:
    """Take a file, or pasted text, in and have it read by a worker. `label` holds for rows that say
    nothing."""
    with transaction.atomic():
        batch = take_in(content, name, label=label, actor_id=actor_id, is_pasted=is_pasted)
        enqueue(READ, str(batch.pk), {"batch": batch.pk})
    return batch


def take_in(
    content: bytes, name: str, *, label: Label, actor_id: int | None, is_pasted: bool = False
) -> QuestionBatch:
    """Keep a file as a batch that nobody has read yet."""
    token, key = keeping.put(content)
    with transaction.atomic():
        batch = QuestionBatch.objects.create(
            file_name=clean_file_name(name),
            digest=hashlib.sha256(content).hexdigest(),
            token=token,
            key=key,
            subject=label.subject,
            tier=label.tier,
            pool=label.pool,
            is_pasted=is_pasted,
            recorded_at=clock.now(),
            recorded_by_id=actor_id,
        )
        data = {"file": batch.file_name, "sha256": batch.digest, "bytes": len(content)}
        record("questions.brought", batch, actor_id=actor_id, data=data)
    return batch


def pasted_text(batch: QuestionBatch) -> str:
    """The text of a batch that was pasted, to be changed; "" when it is no longer kept."""
    if not batch.is_pasted or not batch.token:
        return ""
    try:
        return keeping.get(batch.token, batch.key).decode()
    except keeping.Gone:
        return ""


def ask_entering(
    batch: QuestionBatch, *, only_good: bool, with_alike: bool, actor_id: int | None
) -> None:
    """Have the questions that were shown entered by a worker. Raises NotNow."""
    with transaction.atomic():
        number = confirm(batch, only_good=only_good, with_alike=with_alike, actor_id=actor_id)
        payload = {"batch": batch.pk, "number": number, "actor": actor_id}
        enqueue(ENTER, f"{batch.pk}:{number}", payload)


def confirm(
    batch: QuestionBatch, *, only_good: bool, with_alike: bool, actor_id: int | None
) -> int:
    """Say that the questions that were shown may be entered; the number of this confirmation.
    Raises NotNow."""
    number = batch.number + 1
    with transaction.atomic():
        move(
            batch,
            BatchState.ENTERING,
            number=number,
            only_good=only_good,
            with_alike=with_alike,
        )
        record("questions.confirmed", batch, actor_id=actor_id, data={"number": number})
    return number


def has_failed(batch: QuestionBatch) -> bool:
    """Whether the work that is awaited was given up; its job is in the list of failed ones."""
    keys = {
        BatchState.READING: f"{READ}:{batch.pk}",
        BatchState.ENTERING: f"{ENTER}:{batch.pk}:{batch.number}",
    }
    key = keys.get(BatchState(batch.state), "")
    return Job.objects.filter(key=key, state=JobState.FAILED).exists()


def give_back(batch: QuestionBatch) -> None:
    """Let somebody decide again on a batch that could not be entered. Raises NotNow."""
    with transaction.atomic():
        if not has_failed(batch):
            raise NotNow(batch.pk)
        move(batch, BatchState.CHECKED)
        record("questions.given_back", batch, actor_id=None, data={"number": batch.number})


def discard(batch: QuestionBatch, *, actor_id: int | None) -> None:
    """Leave it, and forget what the file held. Raises NotNow."""
    with transaction.atomic():
        if batch.state == BatchState.ENTERING:
            give_back(batch)
        move(batch, BatchState.DISCARDED, ended_at=clock.now(), token="")
        BatchRow.objects.filter(batch=batch).delete()
        batch.pictures.all().delete()
        record("questions.discarded", batch, actor_id=actor_id)
        transaction.on_commit(lambda: _forget(batch.token))


def discard_old() -> int:
    """Discard what nobody decided on within `KEPT`; how many."""
    over = (BatchState.ENTERED, BatchState.DISCARDED)
    old = QuestionBatch.objects.filter(recorded_at__lt=clock.now() - KEPT)
    idle = old.exclude(state__in=over)
    gone = 0
    for batch in idle:
        try:
            discard(batch, actor_id=None)
        except NotNow:
            continue
        gone += 1
    return gone


def move(batch: QuestionBatch, state: str, **changes: Any) -> None:
    """One conditional update; `batch` itself stays as it was read. Raises NotNow."""
    origins = [before for before, after in BATCH_MOVES.items() if state in after]
    rows = QuestionBatch.objects.filter(pk=batch.pk, state__in=origins, number=batch.number)
    if not rows.update(state=state, **changes):
        raise NotNow(batch.pk)


def _forget(token: str) -> None:
    if token:
        keeping.forget(token)
