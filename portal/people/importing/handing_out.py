"""Tables that are handed out: the template, the report of a run, the people themselves."""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.audit.recording import record
from portal.people.importing.kinds import kind_of
from portal.people.importing.person_columns import COLUMNS, person_number
from portal.people.models import Organisation, Person
from portal.spreadsheets.writing import xlsx_file

CHUNK = 2_000


def template(kind: str) -> bytes:
    """An empty table of a kind: its titles, an example row that is never imported, and notes."""
    columns, speech = kind_of(kind).columns, kind_of(kind).speech
    titles = [str(column.label) for column in columns]
    example = [column.example for column in columns]
    example[0] = _("Example, not imported")
    notes = [
        [
            str(column.label),
            _("required") if column.required else "",
            str(column.hint),
            "、".join(column.aliases),
        ]
        for column in columns
    ]
    note_titles = [_("Column"), _("Required"), _("What to write"), _("Also understood")]
    return xlsx_file(
        [
            (str(speech.sheet), titles, [example]),
            (pgettext("sheet", "Notes"), note_titles, notes),
        ]
    )


def report(rows: Iterable[tuple[int, str, str, str, str, str]]) -> bytes:
    """What became of each row: row, name, organisation, outcome, column, problem with remedy."""
    titles = [
        pgettext("sheet", "Row"),
        _("Name"),
        pgettext("column", "Organisation"),
        pgettext("import", "Outcome"),
        _("Column"),
        _("What it says"),
    ]
    lines = ([str(cell) for cell in row] for row in rows)
    return xlsx_file([(pgettext("sheet", "Report"), titles, lines)])


def export_people(people: "QuerySet[Person]", place: Organisation, *, actor_id: int) -> bytes:
    """People as a table that can be imported again; the export itself is recorded."""
    people = people.filter(merged_into__isnull=True, erased_at__isnull=True)
    rows = people.select_related("organisation").order_by("organisation__path", "pk")
    with transaction.atomic():
        record(
            "people.exported",
            place,
            actor_id=actor_id,
            place=place.path,
            data={"rows": rows.count()},
        )
    titles = [str(column.label) for column in COLUMNS]
    return xlsx_file([(pgettext("sheet", "People"), titles, _lines(rows))])


def _lines(rows: "QuerySet[Person]") -> Iterator[list[str]]:
    for person in rows.iterator(chunk_size=CHUNK):
        yield [
            person_number(person.pk),
            person.name,
            person.latin_name,
            str(person.get_sex_display()),
            person.birth_date.isoformat(),
            str(person.get_id_document_display()) if person.id_document else "",
            person.id_masked,
            person.phone,
            person.email,
            person.organisation.name,
        ]
