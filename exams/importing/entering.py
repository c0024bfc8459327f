"""Entering a batch: all in one transaction that ends the batch, so that a batch enters once."""

from collections.abc import Iterator, Mapping, Sequence

from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery

from exams import bank
from exams.bank import Label, NewItem, Picture
from exams.choices import ItemState, Verdict
from exams.formats.packing import unpacked_entry
from exams.importing import staging
from exams.importing.choices import BatchState, RowVerdict
from exams.importing.judging import refs_in_bank
from exams.importing.labels import label_of
from exams.importing.models import BatchPicture, BatchRow, QuestionBatch
from exams.models import Item, ItemReview
from portal import clock
from portal.people.importing import keeping

AT_ONCE = 500


class RowsRefused(RuntimeError):
    """Some rows cannot be imported, and nobody asked to leave them out."""


def counts_of(batch: QuestionBatch) -> dict[str, int]:
    """How many rows have each verdict."""
    rows = BatchRow.objects.filter(batch=batch).order_by()
    return dict(rows.values_list("verdict").annotate(Count("pk")))


def not_handed_in(batch: QuestionBatch) -> QuerySet[Item, int]:
    """The ids of the drafts from this file that nobody has given to a second person."""
    drafts = Item.objects.filter(state=ItemState.DRAFT, submitted_n=0, approved_n=0)
    judged = ItemReview.objects.exclude(verdict=Verdict.COMMENT).values("version__item")
    own = BatchRow.objects.filter(batch=batch, item__isnull=False).values("item")
    return (
        drafts.filter(pk__in=own).exclude(pk__in=judged).order_by("pk").values_list("pk", flat=True)
    )


def enter(batch: QuestionBatch, *, actor_id: int | None) -> int:
    """Enter the good rows (and the alike ones when asked) as drafts; how many were added.

    In the caller's transaction. A question that somebody entered since the file was read is left
    out. Raises RowsRefused, and NotNow when it was entered, or discarded, already.
    """
    if counts_of(batch).get(RowVerdict.REFUSED) and not batch.only_good:
        raise RowsRefused(batch.pk)
    verdicts = [RowVerdict.GOOD, *([RowVerdict.ALIKE] if batch.with_alike else [])]
    rows = BatchRow.objects.filter(batch=batch, verdict__in=verdicts).order_by("number")
    refs = dict(rows.values_list("pk", "ref"))
    taken = refs_in_bank(refs.values())
    fresh = [pk for pk, ref in refs.items() if ref not in taken]
    with transaction.atomic():
        staging.move(
            batch,
            BatchState.ENTERED,
            added=len(fresh),
            ended_at=clock.now(),
            token="",
        )
        bank.keep_pictures(_pictures(batch))
        bank.add_drafts(_new(batch, fresh), batch=batch, actor_id=actor_id)
        _let_go(batch, fresh)
        _leave_out(batch, [pk for pk, ref in refs.items() if ref in taken])
        batch.pictures.all().delete()
        transaction.on_commit(lambda: keeping.forget(batch.token))
    return len(fresh)


def _let_go(batch: QuestionBatch, rows: Sequence[int]) -> None:
    """The rows that entered name their question and keep its words no longer."""
    named = Item.objects.filter(ref=OuterRef("ref")).values("pk")[:1]
    for start in range(0, len(rows), AT_ONCE):
        some = BatchRow.objects.filter(batch=batch, pk__in=rows[start : start + AT_ONCE])
        some.update(item=Subquery(named), entry={})


def _leave_out(batch: QuestionBatch, rows: Sequence[int]) -> None:
    """The rows whose question somebody entered since the file was read are known, and name it."""
    named = Item.objects.filter(ref=OuterRef("ref")).values("pk")[:1]
    for start in range(0, len(rows), AT_ONCE):
        some = BatchRow.objects.filter(batch=batch, pk__in=rows[start : start + AT_ONCE])
        some.update(item=Subquery(named), verdict=RowVerdict.KNOWN)


def _new(batch: QuestionBatch, rows: Sequence[int]) -> Iterator[NewItem]:
    """The questions of these rows, in their order, read some at a time."""
    source = "" if batch.is_pasted else batch.file_name  # what was pasted bears no name of its own
    standing = Label(batch.subject, batch.tier, batch.pool, source)
    for start in range(0, len(rows), AT_ONCE):
        some = BatchRow.objects.filter(pk__in=rows[start : start + AT_ONCE]).order_by("number")
        for row in some:
            entry = unpacked_entry(row.entry)
            yield NewItem(row.ref, entry.wording, label_of(entry, standing))


def _pictures(batch: QuestionBatch) -> Mapping[str, Picture]:
    return {
        row.digest: Picture(row.media_type, row.width, row.height, bytes(row.content))
        for row in BatchPicture.objects.filter(batch=batch)
    }
