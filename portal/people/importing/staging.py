"""The way of a table: uploaded, checked, entered or discarded. Knows no kind by name.

Each step is one conditional UPDATE with its audit event and its job; what a job finds no longer
in the state it was enqueued for is nobody's business any more.
"""

import hashlib
from dataclasses import asdict
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import transaction

from portal import clock, masking
from portal.audit.recording import record
from portal.jobs.enqueueing import enqueue
from portal.people.choices import IMPORT_MOVES, ImportState
from portal.people.importing import keeping
from portal.people.importing.kinds import kind_of
from portal.people.models import ImportMemory, ImportRow, ImportRun, Organisation
from portal.spreadsheets.heading import find_heading, plain
from portal.spreadsheets.reading import read_table
from portal.spreadsheets.tables import FileRefused, Table

CHECK = "import.check"
COMMIT = "import.commit"
KEPT = timedelta(days=7)
NAME_LENGTH = 120
WHY = "the state machine of imports"
OPEN = (ImportState.UPLOADED, ImportState.CHECKING, ImportState.CHECKED)


class NotNow(RuntimeError):
    """The run is not in a state for that; somebody else may have been quicker."""


def upload(
    content: bytes, name: str, *, kind: str, organisation: Organisation, actor_id: int
) -> ImportRun:
    """Take a table in. Raises FileRefused, also without any row of titles (`heading`)."""
    shown_name = clean_file_name(name)
    table = read_table(content, shown_name)
    described: Any = describe(table, kind, organisation)
    token, key = keeping.put(content)
    run = ImportRun(
        kind=kind,
        organisation=organisation,
        file_name=shown_name,
        token=token,
        key=key,
        recorded_by_id=actor_id,
        **described,
    )
    with transaction.atomic():
        begin(run, form=table.seen.form, rows=len(table.rows))
    return run


def begin(run: ImportRun, *, form: str, rows: int) -> None:
    """Save a run whose file is held, with its event, in the caller's transaction."""
    run.recorded_at = clock.now()
    run.save(force_insert=True)
    record(
        "import.uploaded",
        run,
        actor_id=run.recorded_by_id,
        place=run.organisation.path,
        data={"kind": run.kind, "form": form, "rows": rows},
    )


def describe(table: Table, kind: str, organisation: Organisation) -> dict[str, Any]:
    """What was seen of a table, its titles, and which column is what by memory or by title."""
    known = {title for column in kind_of(kind).columns for title in column.titles()}
    heading = find_heading(table.rows, known.__contains__)
    if not heading.last:
        raise FileRefused("heading")
    titles = list(heading.titles)
    memory = ImportMemory.objects.filter(
        organisation=organisation, kind=kind, titles_hash=hash_of(titles)
    ).first()
    seen = asdict(table.seen) | {"heading": [heading.first, heading.last]}
    sample = [[cell.text for cell in row] for _n, row in table.numbered(heading.last)][:3]
    return {
        "seen": seen | {"examples": _examples(sample, len(titles))},
        "titles": titles,
        "columns": memory.columns if memory else guess(kind, titles),
        "places": memory.places if memory else {},
    }


def _examples(sample: list[list[str]], width: int) -> list[str]:
    """The first value of each column, cut, for recognising it; long numbers are masked."""
    found = []
    for at in range(width):
        texts = (row[at] for row in sample if at < len(row) and row[at])
        found.append(masking.cell(next(texts, "")[:20]))
    return found


def guess(kind: str, titles: list[str]) -> dict[str, int]:
    """Which column is what, by its title; the first of two alike."""
    found: dict[str, int] = {}
    for column in kind_of(kind).columns:
        known = column.titles()
        for at, title in enumerate(titles):
            if plain(title) in known and at not in found.values():
                found[column.key] = at
                break
    return found


def hash_of(titles: list[str]) -> str:
    return hashlib.sha256("\x1f".join(map(plain, titles)).encode()).hexdigest()


def clean_file_name(name: str) -> str:
    """The name as it may be shown: without folders and invisible characters, at most 120 long, an
    ID number in it masked."""
    base = name.replace("\\", "/").rpartition("/")[2]
    kept = masking.file_name(base).strip()
    stem, _dot, ending = kept.rpartition(".")
    return f"{stem[: NAME_LENGTH - len(ending) - 1]}.{ending}" if stem else kept[:NAME_LENGTH]


def reread(run: ImportRun, *, sheet: str, encoding: str) -> None:
    """Read the file again as another sheet or encoding says. Raises FileRefused, NotNow."""
    content = keeping.get(run.token, run.key)
    table = read_table(content, run.file_name, sheet=sheet, encoding=encoding)
    described = describe(table, run.kind, run.organisation)
    rows = ImportRun.objects.unscoped(WHY).filter(pk=run.pk, state=ImportState.UPLOADED)
    if not rows.update(**described):
        raise NotNow(run.pk)


def ask_check(
    run: ImportRun, *, columns: dict[str, int], places: dict[str, int], actor_id: int
) -> None:
    """Have the table checked, with these columns and answers. Raises NotNow."""
    with transaction.atomic():
        number = run.number + 1
        move(
            run,
            ImportState.CHECKING,
            number=number,
            columns=columns,
            places=places,
            done=0,
            total=0,
            problem="",
            differs=False,
        )
        enqueue(CHECK, f"{run.pk}:{number}", {"run": run.pk, "number": number, "actor": actor_id})
        record("import.asked", run, actor_id=actor_id, place=run.organisation.path)


def ask_commit(run: ImportRun, *, only_good: bool, actor_id: int) -> None:
    """Have the checked rows entered. Raises NotNow."""
    with transaction.atomic():
        number = run.number + 1
        move(run, ImportState.COMMITTING, number=number, only_good=only_good, differs=False)
        enqueue(COMMIT, f"{run.pk}:{number}", {"run": run.pk, "number": number, "actor": actor_id})
        record("import.confirmed", run, actor_id=actor_id, place=run.organisation.path)


def discard(run: ImportRun, *, actor_id: int | None) -> None:
    """Throw a table away: its file and what its rows said. Raises NotNow."""
    with transaction.atomic():
        move(run, ImportState.DISCARDED, ended_at=clock.now())
        ImportRow.objects.unscoped(WHY).filter(run=run).delete()
        record("import.discarded", run, actor_id=actor_id, place=run.organisation.path)
        transaction.on_commit(partial(keeping.forget, run.token))


def discard_old() -> int:
    """Throw away what nobody has entered within seven days; how many."""
    old = ImportRun.objects.unscoped(WHY).filter(
        state__in=(ImportState.UPLOADED, ImportState.CHECKED), recorded_at__lt=clock.now() - KEPT
    )
    runs = list(old.select_related("organisation"))
    for run in runs:
        discard(run, actor_id=None)
    return len(runs)


def move(run: ImportRun, state: str, **values: Any) -> None:
    """Bring a run into a state that may follow the one it was read in. Raises NotNow when it may
    not, or when somebody else has moved it."""
    if state not in IMPORT_MOVES[run.state]:
        raise NotNow(f"{run.pk}: {run.state} -> {state}")
    rows = ImportRun.objects.unscoped(WHY).filter(pk=run.pk, state=run.state, number=run.number)
    if not rows.update(state=state, **values):
        raise NotNow(f"{run.pk}: no longer {run.state}")
    run.refresh_from_db()


def remember(run: ImportRun) -> None:
    """Keep what was said of a table with these titles, for the next one."""
    ImportMemory.objects.update_or_create(
        organisation_id=run.organisation_id,
        kind=run.kind,
        titles_hash=hash_of(run.titles),
        defaults={"columns": run.columns, "places": run.places, "recorded_at": clock.now()},
    )
