"""The lines of the roster as plain values, whatever they are handed out as."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from certificates.roster import listing
from certificates.roster.choices import ROSTER_KEEPERS, VACANT
from certificates.roster.lines import Row
from certificates.roster.listing import Filters
from certificates.roster.twin import AsOf
from portal import masking
from portal.people.choices import PostKind
from portal.people.models import Organisation, Person
from portal.scope import Scope

AT_ONCE = 500


@dataclass(frozen=True)
class Line:
    """A line of the list; `label` is one of choices.ROW_LABELS, `until` and `certificate_until` are
    last days, `starts` of an empty post is the day since when it is empty. Empty and None where
    there is nothing: an empty post has no person. Of ID number and phone there is only what is
    masked; no way leads from here to the whole."""

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


def lines_on(scope: Scope, place: Organisation, as_of: AsOf, filters: Filters) -> list[Line]:
    """What the list shows a keeper of the place as of a day, in its order."""
    paths = [place.path]
    if not scope.covers(place.path, *ROSTER_KEEPERS):
        paths = [path for path in scope.paths(*ROSTER_KEEPERS) if path.startswith(place.path)]
    rows = listing.all_rows(paths, as_of, filters)
    found: list[Line] = []
    while some := list(islice(rows, AT_ONCE)):
        ids = {row.person_id for row in some if row.person_id}
        people = Person.objects.unscoped("lines of a list in reach").in_bulk(ids)
        found.extend(_line(row, people.get(row.person_id or 0)) for row in some)
    return found


def _line(row: Row, person: Person | None) -> Line:
    return Line(
        organisation=row.organisation,
        label=row.label,
        person_id=row.person_id,
        name=row.name,
        sex=person.sex if person else "",
        birth_date=person.birth_date if person else None,
        id_masked=person.id_masked if person else "",
        phone_masked=masking.phone(person.phone) if person else "",
        post=row.kind,
        mode=row.mode,
        full_time=row.kind == PostKind.FULL_TIME if row.mode else None,
        starts=row.starts or row.vacant_since,
        until=row.until - timedelta(days=1) if row.until else None,
        certificate=row.certificate or "",
        certificate_number=row.certificate_number,
        certificate_until=row.certificate_until,
        assessor=row.assessor,
    )
