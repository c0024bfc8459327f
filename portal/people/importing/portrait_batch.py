"""The way of a ZIP of portraits: held, checked file by file, kept in one go or discarded.

It is a run of `staging` of its own kind: the same states, jobs, seven days and rows. Each picture
is developed twice, once to be looked at and once to be kept: what was never confirmed leaves no
portrait behind.
"""

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from portal import clock
from portal.people import filing, portraying
from portal.people.choices import WRITTEN_VERDICTS, ImportState, RowVerdict
from portal.people.developing import PortraitRefused, develop
from portal.people.importing import keeping, staging
from portal.people.importing.checking import note
from portal.people.importing.committing import Differs, close
from portal.people.importing.kinds import Bearer, Remark
from portal.people.importing.portrait_archive import (
    Archive,
    ArchiveRefused,
    Entry,
    EntryRefused,
)
from portal.people.importing.portrait_judging import Claim, claims, live_hashes
from portal.people.importing.portrait_names import Named, read_name, shown
from portal.people.importing.wording import SAID
from portal.people.models import ImportRow, ImportRun, Organisation, Person
from portal.people.portraying import Shape

KIND = "portraits"
PACE = 20  # files between two looks at how far it is
AT_ONCE = 500
UNREADABLE = (ArchiveRefused, keeping.Gone, EntryRefused, PortraitRefused)
WHY = "a ZIP of portraits"


@dataclass
class Found:
    """A file of the ZIP with what keeping it would do."""

    entry: Entry
    named: Named
    claim: Claim
    verdict: str = RowVerdict.REFUSED
    shape: Shape = ("", 0, 0)
    problems: list[Remark] = field(default_factory=list)

    def row(self, run: ImportRun) -> ImportRow:
        person = self.claim.person
        sha256, width, height = self.shape
        name = person.name if person else shown(self.named.name)
        place = person.organisation.short_name if person else ""
        return ImportRow(
            run=run,
            number=self.entry.number,
            verdict=self.verdict,
            subject=person.pk if person else None,
            shown={
                "file": self.named.shown,
                "name": name,
                "place": place,
                "sha256": sha256,
                "size": [width, height],
            },
            problems=[list(problem) for problem in self.problems],
        )


def upload(file: IO[bytes], name: str, *, organisation: Organisation, actor_id: int) -> ImportRun:
    """Hold a ZIP, encrypted, and have it checked. Raises ArchiveRefused."""
    number = len(Archive(file).entries)
    file.seek(0)
    name = shown(staging.clean_file_name(name))
    run = ImportRun(kind=KIND, organisation=organisation, file_name=name, recorded_by_id=actor_id)
    run.token, run.key = keeping.put_long(file)
    with transaction.atomic():
        staging.begin(run, form="zip", rows=number)
        staging.ask_check(run, columns={}, places={}, actor_id=actor_id)
    return run


@contextmanager
def _opened(run: ImportRun) -> Iterator[Archive]:
    """The ZIP again, in a file without a name that is gone with its last reader.

    Raises ArchiveRefused, keeping.Gone.
    """
    with tempfile.TemporaryFile(dir=settings.FILES_ROOT) as file:
        keeping.copy_long(run.token, run.key, file)
        yield Archive(file)


def check(run: ImportRun, bearer: Bearer) -> bool:
    """Look at every file and note what keeping it would do; progress shows in `run.done`. False
    when the ZIP cannot be read any more."""
    try:
        with _opened(run) as archive:
            found = _judged(archive, bearer)
            note(run, total=len(found), done=0)
            for at, one in enumerate(found, start=1):
                _look_at(archive, one)
                if at % PACE == 0:
                    note(run, done=at)
    except (ArchiveRefused, keeping.Gone):
        note(run, problem="damaged")
        return False
    _compare(found)
    rows = ImportRow.objects.unscoped(WHY)
    with transaction.atomic():
        rows.filter(run=run).delete()
        rows.bulk_create((one.row(run) for one in found), batch_size=AT_ONCE)
    note(run, done=len(found))
    return True


def finish(run: ImportRun, is_read: bool) -> None:
    """In the transaction that ends the job: the run is checked, or waits to be discarded."""
    if is_read:
        staging.move(run, ImportState.CHECKED, checked_at=clock.now())
    else:
        staging.move(run, ImportState.UPLOADED)


def _judged(archive: Archive, bearer: Bearer) -> list[Found]:
    names = [read_name(entry.name) for entry in archive.entries]
    found = [
        Found(entry, named, claim)
        for entry, named, claim in zip(archive.entries, names, claims(names, bearer), strict=True)
    ]
    for one in found:
        if one.entry.problem:
            one.claim = Claim(problem=one.entry.problem)
        if one.claim.problem:
            one.problems.append(Remark(one.claim.problem))
    persons = ((one.claim.person.pk if one.claim.person else None, one) for one in found)
    _refuse_shared(persons, "portrait_twice")
    return found


def _refuse_shared(keyed: Iterable[tuple[object, Found]], code: str) -> None:
    """Of several files with one key none is kept: nobody can tell which is meant."""
    groups: dict[object, list[Found]] = defaultdict(list)
    for key, one in keyed:
        if key:
            groups[key].append(one)
    for group in groups.values():
        for one in group:
            other = next((other for other in group if other is not one), None)
            if other is not None:
                one.problems.append(Remark(code, "", {"row": other.entry.number}))
                one.verdict = RowVerdict.REFUSED


def _look_at(archive: Archive, one: Found) -> None:
    """Develop the picture of a file that is somebody's; its bytes are not kept."""
    if one.problems:
        return
    try:
        picture = develop(archive.read(one.entry))
    except EntryRefused as refused:
        one.problems.append(Remark(str(refused)))
    except PortraitRefused:
        words = _in_every_language(archive.read(one.entry))
        one.problems.append(Remark(SAID, "", words))
    else:
        one.shape = picture.sha256, picture.width, picture.height


def _in_every_language(content: bytes) -> dict[str, str]:
    found = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            try:
                develop(content)
            except PortraitRefused as refused:
                found[code] = str(refused)
    return found


def _compare(found: list[Found]) -> None:
    """New, changed or the same, beside what is live; one picture for two people is a mistake."""
    good = [one for one in found if not one.problems and one.claim.person]
    live = live_hashes([one.claim.person.pk for one in good if one.claim.person])
    for one in good:
        before = live.get(one.claim.person.pk) if one.claim.person else None
        one.verdict = RowVerdict.CHANGED if before else RowVerdict.NEW
        if before == one.shape[0]:
            one.verdict = RowVerdict.SAME
    _refuse_shared(((one.shape[0], one) for one in good), "portrait_shared")


Kept = list[tuple[Person, Shape]]


def prepare(run: ImportRun, bearer: Bearer) -> Kept:
    """Write the files of a confirmed run, outside any transaction; until their rows are entered
    they are strays that the night sweeps away.

    Raises Differs when a file would now mean somebody else or another picture, or cannot be read.
    """
    rows = _rows(run)
    kept: Kept = []
    note(run, done=0, total=len(rows))
    try:
        with _opened(run) as archive:
            for one in _judged(archive, bearer):
                if one.entry.number in rows:
                    kept.append(_put(archive, one, rows[one.entry.number]))
                    if len(kept) % PACE == 0:
                        note(run, done=len(kept))
    except UNREADABLE:
        raise Differs(run.pk) from None
    return kept


def _put(archive: Archive, one: Found, row: ImportRow) -> tuple[Person, Shape]:
    person = one.claim.person
    if one.problems or person is None or person.pk != row.subject:
        raise Differs(row.pk)
    picture = develop(archive.read(one.entry))
    if picture.sha256 != row.shown["sha256"]:
        raise Differs(row.pk)
    filing.put(person.pk, picture.content)
    return person, (picture.sha256, picture.width, picture.height)


def _rows(run: ImportRun) -> dict[int, ImportRow]:
    rows = ImportRow.objects.unscoped(WHY).filter(run=run, verdict__in=WRITTEN_VERDICTS)
    return {row.number: row for row in rows}


def commit(run: ImportRun, kept: Kept, bearer: Bearer) -> None:
    """Enter the rows of the files that `prepare` wrote, in the transaction that ends the job.

    Raises Differs or IntegrityError when somebody has brought a portrait meanwhile: then none is
    kept, and `committing.send_back` asks for another look.
    """
    rows = _rows(run)
    live = live_hashes([person.pk for person, _shape in kept])
    fresh = {row.subject for row in rows.values() if row.verdict == RowVerdict.NEW}
    if any((person.pk in fresh) == (person.pk in live) for person, _shape in kept):
        raise Differs(run.pk)
    with transaction.atomic():
        try:
            portraying.enter_many(kept, bearer.actor_id)
        except PortraitRefused:
            raise Differs(run.pk) from None
        close(run, bearer, done=len(kept))
