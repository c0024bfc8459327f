"""ZIPs of portraits for the tests, and their way as the pages take it."""

import io
import zipfile
from collections.abc import Mapping

from portal.jobs.working import work_all
from portal.people.importing import portrait_batch, staging
from portal.people.importing.wording import told
from portal.people.models import ImportRow, ImportRun, Organisation

WHY = "a test"
Files = Mapping[str, bytes]


def zipped(files: Files, how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP as today's programs write it: names in UTF-8, marked so."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", how) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def renamed(content: bytes, to: Mapping[bytes, bytes]) -> bytes:
    """A ZIP whose names are other bytes of the same length, not marked as UTF-8: as Windows writes
    them in GBK."""
    for old, new in to.items():
        assert len(old) == len(new)
        content = content.replace(old, new)
    return content


def brought(files: Files, place: Organisation, actor_id: int) -> ImportRun:
    return portrait_batch.upload(
        io.BytesIO(zipped(files)), "照片.zip", organisation=place, actor_id=actor_id
    )


def looked_at(run: ImportRun) -> ImportRun:
    """A ZIP after its dry run."""
    assert work_all(staging.CHECK) == 1
    run.refresh_from_db()
    return run


def kept(run: ImportRun) -> ImportRun:
    """Confirm and keep, as the page does."""
    staging.ask_commit(run, only_good=True, actor_id=run.recorded_by_id)
    assert work_all(staging.COMMIT) == 1
    run.refresh_from_db()
    return run


def outcomes(run: ImportRun) -> list[tuple[str, str]]:
    """Verdict and the words of the first problem, file by file."""
    found = ImportRow.objects.unscoped(WHY).filter(run=run).order_by("number")
    return [(row.verdict, told(row.problems[0]) if row.problems else "") for row in found]
