"""Entering a batch: all in one transaction that ends the batch, so that a batch enters once."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Count

from exams import bank
from exams.bank import Label, NewItem, Picture
from exams.formats.entries import Entry
from exams.formats.packing import unpacked_entry
from exams.importing import staging
from exams.importing.choices import BatchState, RowVerdict
from exams.importing.judging import refs_in_bank
from exams.importing.labels import label_of
from exams.importing.models import BatchPicture, BatchRow, QuestionBatch
from portal import clock
from portal.people.importing import keeping

AT_ONCE = 500


class RowsRefused(RuntimeError):
    """Some rows cannot be imported, and nobody asked to leave them out."""


def counts_of(batch: QuestionBatch) -> dict[str, int]:
    """How many rows have each verdict."""
    rows = BatchRow.objects.filter(batch=batch).order_by()
    return dict(rows.values_list("verdict").annotate(Count("pk")))


def enter(batch: QuestionBatch, *, actor_id: int | None) -> int:
    """Enter the good rows (and the alike ones when asked) as drafts; how many were added.

    In the caller's transaction. A question that somebody entered since the file was read is left
    out. Raises RowsRefused, and NotNow when it was entered, or discarded, already.
    """
    if counts_of(batch).get(RowVerdict.REFUSED) and not batch.only_good:
        raise RowsRefused(batch.pk)
    verdicts = [RowVerdict.GOOD, *([RowVerdict.ALIKE] if batch.with_alike else [])]
    rows = list(BatchRow.objects.filter(batch=batch, verdict__in=verdicts).order_by("number"))
    taken = refs_in_bank(row.ref for row in rows)
    fresh = [row for row in rows if row.ref not in taken]
    with transaction.atomic():
        staging.move(
            batch,
            BatchState.ENTERED,
            added=len(fresh),
            ended_at=clock.now(),
            token="",
        )
        bank.keep_pictures(_pictures(batch))
        new = [_new(row, batch) for row in fresh]
        items = bank.add_drafts(new, batch=batch, actor_id=actor_id)
        for row, item in zip(fresh, items, strict=True):
            row.item = item
            row.entry = {}
        BatchRow.objects.bulk_update(fresh, ["item", "entry"], batch_size=AT_ONCE)
        batch.pictures.all().delete()
        transaction.on_commit(lambda: keeping.forget(batch.token))
    return len(fresh)


def _new(row: BatchRow, batch: QuestionBatch) -> NewItem:
    entry: Entry = unpacked_entry(row.entry)
    standing = Label(batch.subject, batch.tier, batch.pool, batch.file_name)
    return NewItem(row.ref, entry.wording, label_of(entry, standing))


def _pictures(batch: QuestionBatch) -> Mapping[str, Picture]:
    return {
        row.digest: Picture(row.media_type, row.width, row.height, bytes(row.content))
        for row in BatchPicture.objects.filter(batch=batch)
    }
