"""The lines of the roster as plain values, whatever they are handed out as."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from certificates.roster import listing
from certificates.roster.choices import VACANT
from certificates.roster.listing import Filters, Row
from portal import masking
from portal.people.models import Organisation
from portal.scope import Scope


@dataclass(frozen=True)
class Line:
    """A line of the list; `label` is one of choices.ROW_LABELS, `until` and `certificate_until` are
    last days. Empty and None where there is nothing: an empty post has no person. Of ID number and
    phone there is only what is masked; no way leads from here to the whole."""

    organisation: str
    label: str
    person_id: int | None = None
    name: str = ""
    sex: str = ""
    birth_date: date | None = None
    id_masked: str = ""
    phone_masked: str = ""
    post: str = ""
    mode: str = ""
    full_time: bool | None = None
    starts: date | None = None
    until: date | None = None
    certificate: str = ""
    certificate_number: str = ""
    certificate_until: date | None = None
    assessor: bool = False

    @property
    def is_vacant(self) -> bool:
        return self.label == VACANT

    @property
    def in_office(self) -> bool:
        return self.mode != ""


def lines_on(scope: Scope, place: Organisation, day: date, filters: Filters) -> list[Line]:
    """What the list shows a keeper of the place on a day, in its order."""
    rows = listing.at_or_below(listing.roster_on(scope, day), place)
    return list(as_lines(listing.select(rows, filters)))


def as_lines(rows: Iterable[Row]) -> Iterator[Line]:
    return (_line(row) for row in rows)


def _line(row: Row) -> Line:
    person, appointment = row.person, row.appointment
    ends = (appointment.ends or appointment.term_ends) if appointment else None
    return Line(
        organisation=row.organisation.name,
        label=row.label,
        person_id=person.pk if person else None,
        name=person.name if person else "",
        sex=person.sex if person else "",
        birth_date=person.birth_date if person else None,
        id_masked=person.id_masked if person else "",
        phone_masked=masking.phone(person.phone) if person else "",
        post=row.post.kind if row.post else "",
        mode=appointment.mode if appointment else "",
        full_time=appointment.full_time if appointment else None,
        starts=appointment.starts if appointment else row.vacant_since,
        until=ends - timedelta(days=1) if ends else None,
        certificate=row.certificate or "",
        certificate_number=row.certificate_number,
        certificate_until=row.certificate_until,
        assessor=row.assessor,
    )
