"""Reading a batch: the file is opened in a confined process, every question is judged, nothing
enters the bank."""

from collections.abc import Mapping, Sequence

from exams.formats import reading
from exams.formats.entries import Contents, Note, Unreadable
from exams.formats.packing import packed_entry, packed_note
from exams.importing import staging
from exams.importing.choices import BatchState
from exams.importing.judging import Judged, judge
from exams.importing.models import BatchPicture, BatchRow, QuestionBatch
from exams.picturing import NoPicture, look_at
from portal import clock
from portal.people.importing import keeping

AT_ONCE = 500


def look(batch: QuestionBatch) -> tuple[Contents | None, list[Judged], Unreadable | None]:
    """What the file holds and what importing it would do; writes nothing. Takes seconds."""
    try:
        contents = reading.read(keeping.get(batch.token, batch.key), batch.file_name)
    except Unreadable as error:
        return None, [], error
    except keeping.Gone:
        return None, [], Unreadable("gone")
    return contents, judge(contents), None


def keep(
    batch: QuestionBatch,
    contents: Contents | None,
    judged: Sequence[Judged],
    error: Unreadable | None,
) -> None:
    """Keep what `look` found, within the caller's transaction. Raises NotNow."""
    if contents is None or error is not None:
        problem = packed_note(Note(error.code, facts=error.facts)) if error else []
        staging.move(batch, BatchState.REFUSED, problem=problem)
        return
    staging.move(
        batch,
        BatchState.CHECKED,
        form=contents.form,
        notes=[packed_note(note) for note in contents.notes],
        checked_at=clock.now(),
    )
    for start in range(0, len(judged), AT_ONCE):
        some = enumerate(judged[start : start + AT_ONCE], start=start + 1)
        BatchRow.objects.bulk_create(_row(batch, number, row) for number, row in some)
    pictures: dict[str, bytes] = {}
    for row in judged:
        pictures.update(row.entry.pictures if row.entry else {})
    _keep_pictures(batch, pictures)


def _row(batch: QuestionBatch, number: int, row: Judged) -> BatchRow:
    return BatchRow(
        batch=batch,
        number=number,
        verdict=row.verdict,
        entry=packed_entry(row.entry) if row.entry else {},
        problem=packed_note(row.problem) if row.problem else [],
        notes=[packed_note(note) for note in row.notes],
        ref=row.ref,
        alike=row.alike,
        ratio=row.ratio,
    )


def _keep_pictures(batch: QuestionBatch, pictures: Mapping[str, bytes]) -> None:
    rows = []
    for digest, content in pictures.items():
        try:
            picture = look_at(content)
        except NoPicture:
            continue
        rows.append(BatchPicture(batch=batch, digest=digest, **vars(picture)))
    BatchPicture.objects.bulk_create(rows, batch_size=20)
