"""The dry run: every row of a table is read and decided, nothing of people is written."""

from collections.abc import Iterator, Sequence

from portal import clock
from portal.audit.recording import record
from portal.people.choices import ImportState
from portal.people.importing import keeping, staging
from portal.people.importing.kinds import (
    Bearer,
    Judge,
    Kind,
    Outcome,
    Reading,
    Remark,
    Setting,
    kind_of,
)
from portal.people.models import ImportRow, ImportRun
from portal.spreadsheets.heading import is_note
from portal.spreadsheets.reading import read_table
from portal.spreadsheets.tables import BLANK, Cell, FileRefused, Row, Table
from portal.spreadsheets.writing import bare

AT_ONCE = 500
LONGEST = 500
EXAMPLES = ("示例", "（示例", "例：", "Example")
WHY = "the dry run of an import"


def waiting_run(run_id: int, number: int, state: str) -> ImportRun | None:
    """The run a job was enqueued for, or None when it has gone on without it."""
    runs = ImportRun.objects.unscoped(WHY).select_related("organisation")
    return runs.filter(pk=run_id, number=number, state=state).first()


def setting_of(run: ImportRun, bearer: Bearer) -> Setting:
    return Setting(
        bearer=bearer,
        today=clock.today(),
        home=run.organisation_id,
        homeless="place" not in run.columns,
        places=run.places,
        era_1904=run.seen.get("era_1904"),
        reason=run.file_name,
    )


def check(run: ImportRun, bearer: Bearer) -> Judge | None:
    """Read and decide all rows, and note each outcome; progress shows in `run.done`.

    None when the file cannot be read (any more): the run says why and waits for a human.
    """
    try:
        content = keeping.get(run.token, run.key)
        table = read_table(
            content, run.file_name, sheet=run.seen["sheet"], encoding=run.seen["encoding"]
        )
    except (FileRefused, keeping.Gone) as refused:
        note(run, problem=getattr(refused, "code", "damaged"))
        return None
    del content
    kind, setting = kind_of(run.kind), setting_of(run, bearer)
    readings = _read_all(run, table, kind, setting)
    del table
    judge = kind.judge(setting)
    judge.begin(readings)
    ImportRow.objects.unscoped(WHY).filter(run=run).delete()
    for start in range(0, len(readings), AT_ONCE):
        some = readings[start : start + AT_ONCE]
        outcomes = judge.decide(some)
        ImportRow.objects.unscoped(WHY).bulk_create(
            _row(run, kind, reading, outcome)
            for reading, outcome in zip(some, outcomes, strict=True)
        )
        note(run, done=start + len(some))
    return judge


def finish(run: ImportRun, judge: Judge | None, bearer: Bearer) -> None:
    """In the transaction that ends the job: the run is checked, or waits for another file."""
    if judge is None:
        staging.move(run, ImportState.UPLOADED)
        return
    staging.move(run, ImportState.CHECKED, checked_at=clock.now(), questions=judge.questions)
    if judge.foreign:
        record(
            "import.foreign_rows",
            run,
            actor_id=bearer.actor_id,
            place=run.organisation.path,
            data={"rows": judge.foreign},
        )


def note(run: ImportRun, **values: object) -> None:
    """Progress, and what was left out: visible at once, and never in a run that has gone on."""
    rows = ImportRun.objects.unscoped(WHY).filter(pk=run.pk, number=run.number, state=run.state)
    rows.update(**values)


def _read_all(run: ImportRun, table: Table, kind: Kind, setting: Setting) -> list[Reading]:
    left_out: list[tuple[int, str]] = []
    readings = [
        reading
        for number, cells, remarks in _data_rows(run, table, left_out)
        if (reading := _read(number, cells, remarks, kind, setting))
    ]
    note(run, total=len(readings), left_out=left_out)
    return readings


def _data_rows(
    run: ImportRun, table: Table, left_out: list[tuple[int, str]]
) -> Iterator[tuple[int, dict[str, Cell], list[Remark]]]:
    """The rows that say something in a matched column; the others are left out and named."""
    hidden = set(table.seen.hidden_rows)
    for number, row in table.numbered(run.seen["heading"][1]):
        first = next(cell.text for cell in row if cell.text)
        cells = {key: _cell(row, at) for key, at in run.columns.items()}
        if is_note(row) or not any(cell.text for cell in cells.values()):
            left_out.append((number, "note"))
        elif first.startswith(EXAMPLES):
            left_out.append((number, "example"))
        else:
            remarks = [Remark("hidden_row")] if number in hidden else []
            yield number, cells, remarks + _formula_remarks(run, table, number, cells)


def _cell(row: Row, at: int) -> Cell:
    cell = row[at] if at < len(row) else BLANK
    return cell._replace(text=bare(cell.text)) if cell.text.startswith("'") else cell


def _formula_remarks(
    run: ImportRun, table: Table, number: int, cells: dict[str, Cell]
) -> list[Remark]:
    formulas = set(table.seen.formulas.get(number, ()))
    return [
        Remark("formula" if cells[key].text else "formula_blank", key)
        for key, at in run.columns.items()
        if at in formulas
    ]


def _read(
    number: int, cells: dict[str, Cell], remarks: list[Remark], kind: Kind, setting: Setting
) -> Reading:
    too_long = [key for key, cell in cells.items() if len(cell.text) > LONGEST]
    if too_long:
        return Reading(number, problems=[Remark("too_long", key) for key in too_long])
    reading = kind.read(number, cells, setting)
    reading.problems += [one for one in remarks if one.code == "formula_blank"]
    reading.notes += [one for one in remarks if one.code != "formula_blank"]
    return reading


def _row(run: ImportRun, kind: Kind, reading: Reading, outcome: Outcome) -> ImportRow:
    payload, key = keeping.seal(reading)
    stored = outcome.stored()
    return ImportRow(
        run=run,
        number=reading.number,
        shown=kind.shown(reading),
        notes=[list(note) for note in reading.notes],
        payload=payload,
        key=key,
        **stored,
    )


def decide_again(run: ImportRun, judge: Judge) -> Iterator[tuple[ImportRow, Reading, Outcome]]:
    """Every row of a checked run with the outcome it would have now."""
    rows = list(ImportRow.objects.unscoped(WHY).filter(run=run, payload__isnull=False))
    readings = [keeping.unseal(row.number, row.payload or b"", row.key) for row in rows]
    judge.begin(readings)
    for start in range(0, len(rows), AT_ONCE):
        some: Sequence[Reading] = readings[start : start + AT_ONCE]
        yield from zip(rows[start:], some, judge.decide(some), strict=False)


def stored_outcome(row: ImportRow) -> dict[str, object]:
    return {
        "verdict": row.verdict,
        "subject": row.subject,
        "changes": row.changes,
        "problems": row.problems,
    }
