"""The list as a file: asked for, made by a job, lying ready for its asker for two days."""

import io
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import override

from certificates.roster.listing import Filters
from certificates.roster.sharing import filling, keeping, printing, wording
from certificates.roster.sharing.choices import Form, Stage
from certificates.roster.sharing.examples import EVERY, example
from certificates.roster.sharing.lines import Line, lines_on
from certificates.roster.sharing.models import Handout, RosterTemplate
from certificates.roster.twin import AsOf
from exams.papers.printing import Unprintable
from portal import clock
from portal.audit.recording import record
from portal.jobs.choices import JobState
from portal.jobs.enqueueing import enqueue
from portal.jobs.models import Job
from portal.people.models import Organisation
from portal.scope import Scope
from portal.spreadsheets.tables import FileRefused

MAKE = "roster.hand_out"


@dataclass(frozen=True)
class Wish:
    """What is asked for: whose list, as of which day and as known when, narrowed how, as what (in
    which template where it is one), in which language."""

    place: Organisation
    as_of: AsOf
    filters: Filters
    form: Form
    template: RosterTemplate | None
    language: str


def ask(wish: Wish, *, actor_id: int) -> Handout:
    """Have a file made; that it left the house is recorded now."""
    with transaction.atomic():
        row = Handout.objects.create(
            organisation=wish.place,
            form=wish.form,
            template=wish.template,
            day=wish.as_of.day,
            known_at=wish.as_of.known_at,
            filters=asdict(wish.filters),
            language=wish.language,
            asked_at=clock.now(),
            asked_by_id=actor_id,
        )
        data = {"form": str(row.form), **wish.as_of.told}
        if wish.template:
            data["template"] = str(wish.template.pk)
        record(
            "roster.handed_out",
            row,
            actor_id=actor_id,
            place=wish.place.path,
            data=data,
        )
        enqueue(MAKE, str(row.pk), {"handout": row.pk})
    return row


def make(row: Handout, scope: Scope) -> tuple[list[str], str]:
    """The names of the files, or none and why there are none. `scope` is that of its asker now: who
    keeps the roster no longer gets an empty list. Takes its time: never in a request, never in a
    transaction."""
    with override(row.language):
        try:
            lines = lines_on(scope, row.organisation, _as_of(row), Filters(**row.filters))
            _progress(row.pk, rows=len(lines))
            return (_print if row.form == Form.PRINT else _fill)(row, lines), ""
        except FileRefused as refused:
            return [], wording.refusal(refused)
        except Unprintable as why:
            return [], str(why)


def finish(row: Handout, files: list[str], trouble: str) -> None:
    """Lay the files ready, or say why there are none; in the transaction that ends the job."""
    Handout.objects.unscoped("a file is ready").filter(pk=row.pk, stage=Stage.MAKING).update(
        stage=Stage.READY if files else Stage.FAILED, files=files, trouble=trouble[:500]
    )


def _progress(pk: int, **told: int) -> None:
    rows = Handout.objects.unscoped("how far a file is")
    rows.filter(pk=pk, stage=Stage.MAKING).update(**told)


def _teller(pk: int) -> Callable[[int], None]:
    return lambda done: _progress(pk, done=done)


def _as_of(row: Handout) -> AsOf:
    return AsOf(row.day, row.known_at)


def _fill(row: Handout, lines: Sequence[Line]) -> list[str]:
    author = row.template.organisation if row.template else row.organisation
    head = wording.head(row.organisation.name, author.name, _as_of(row), clock.today(), lines)
    out = io.BytesIO()
    values = (wording.words(line, number) for number, line in enumerate(lines, start=1))
    filling.fill(_workbook(row), head, values, out, _teller(row.pk))
    name = f"{row.pk}-1.xlsx"
    keeping.keep_made(name, out.getvalue())
    return [name]


def _workbook(row: Handout) -> bytes:
    """The superior's, else one with every column."""
    if row.template:
        return keeping.template(row.template.sha256)
    return example(chinese=row.language != "en", columns=EVERY)


def _print(row: Handout, lines: Sequence[Line]) -> list[str]:
    people = {line.person_id for line in lines if line.in_office}
    sheet = printing.Sheet(
        place=row.organisation.name,
        as_of=_as_of(row),
        made_at=clock.now(),
        narrowed=wording.narrowed(Filters(**row.filters)),
        people=len(people),
        rows=len(lines),
    )
    names = []
    for part in range(1, printing.parts(len(lines)) + 1):
        name = f"{row.pk}-{part}.pdf"
        keeping.keep_made(name, printing.printed(sheet, lines, part))
        names.append(name)
        _progress(row.pk, done=min(part * printing.AT_ONCE, len(lines)))
    return names


def stage(row: Handout) -> Stage:
    """How far a file is; also when its job was given up."""
    if row.stage == Stage.MAKING:
        job = Job.objects.filter(key=f"{MAKE}:{row.pk}").first()
        if job and job.state == JobState.FAILED:
            return Stage.FAILED
    return Stage(row.stage)
