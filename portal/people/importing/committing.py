"""Entering what was checked: all in one transaction, and only if the world is still as it was."""

from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import Count

from portal import clock
from portal.audit.recording import record
from portal.people.choices import WRITTEN_VERDICTS, ImportState
from portal.people.correcting import ChangedMeanwhile
from portal.people.importing import keeping, staging
from portal.people.importing.checking import decide_again, setting_of, stored_outcome
from portal.people.importing.kinds import Bearer, Outcome, Reading, kind_of
from portal.people.models import ImportRow, ImportRun

WHY = "entering an import"
AT_ONCE = 500
FIELDS = ["verdict", "subject", "changes", "problems", "before"]


class Differs(RuntimeError):
    """Rows would now have another outcome than the one that was confirmed."""


def counts_of(run: ImportRun) -> dict[str, int]:
    """How many rows have each verdict."""
    rows = ImportRow.objects.unscoped(WHY).filter(run=run).order_by()
    return dict(rows.values_list("verdict").annotate(Count("pk")))


def look_again(run: ImportRun, bearer: Bearer) -> int:
    """Decide a checked run again, before it is confirmed; how many rows differ (bad input 59).

    Rows that differ get the new outcome and keep the one that was seen in `before`; the number of
    the run goes up, so that a confirmation of what was seen before no longer counts.
    """
    judge = kind_of(run.kind).judge(setting_of(run, bearer))
    changed = []
    for row, _reading, outcome in decide_again(run, judge):
        was, is_now = stored_outcome(row), outcome.stored()
        if was != is_now:
            row.before = was
            for name, value in is_now.items():
                setattr(row, name, value)
            changed.append(row)
    if changed:
        with transaction.atomic():
            ImportRow.objects.unscoped(WHY).filter(run=run).update(before=None)
            ImportRow.objects.unscoped(WHY).bulk_update(changed, FIELDS, batch_size=AT_ONCE)
            rows = ImportRun.objects.unscoped(WHY).filter(
                pk=run.pk, state=ImportState.CHECKED, number=run.number
            )
            if not rows.update(number=run.number + 1, differs=True, questions=judge.questions):
                raise staging.NotNow(run.pk)
        run.refresh_from_db()
    return len(changed)


def commit(run: ImportRun, bearer: Bearer) -> None:
    """Write the rows of a confirmed run, in the transaction that ends the job.

    Raises Differs, ChangedMeanwhile or IntegrityError when somebody else was quicker: then
    nothing is written, and `send_back` asks for another confirmation.
    """
    judge = kind_of(run.kind).judge(setting_of(run, bearer))
    pending: list[tuple[Reading, Outcome]] = []
    for row, reading, outcome in decide_again(run, judge):
        if stored_outcome(row) != outcome.stored():
            raise Differs(run.pk)
        if outcome.verdict in WRITTEN_VERDICTS:
            pending.append((reading, outcome))
    with transaction.atomic():
        judge.write(pending)
        ImportRow.objects.unscoped(WHY).filter(run=run).update(payload=None, key="")
        close(run, bearer, done=len(pending))
        staging.remember(run)


def close(run: ImportRun, bearer: Bearer, *, done: int) -> None:
    """The run is over, with its event, in the transaction that wrote its rows; its file goes when
    that is committed. Raises NotNow."""
    staging.move(run, ImportState.COMMITTED, ended_at=clock.now(), done=done)
    record(
        "import.committed",
        run,
        actor_id=bearer.actor_id,
        place=run.organisation.path,
        reason=run.file_name,
        data={str(verdict): number for verdict, number in counts_of(run).items()},
    )
    transaction.on_commit(partial(keeping.forget, run.token))


BEATEN = (Differs, ChangedMeanwhile, IntegrityError)


def send_back(run: ImportRun) -> None:
    """Somebody was quicker: the run waits, checked, for another look and confirmation."""
    staging.move(run, ImportState.CHECKED, differs=True)
