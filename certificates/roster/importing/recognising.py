"""Whom a row names: certainly one person of the bearer's places, or an objection."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from certificates.choices import CertificateKind
from certificates.models import Certificate
from certificates.roster.models import Appointment
from portal import clock
from portal.people import enciphering
from portal.people.choices import IdentityDocument, RowVerdict
from portal.people.importing.kinds import Bearer, Outcome, Reading, Remark
from portal.people.importing.person_columns import person_number
from portal.people.models import Person

AT_ONCE = 500
WHY = "rows of a table are compared with the whole city; what is elsewhere is not told"


@dataclass(frozen=True)
class Named:
    """How a row names somebody. `columns` are the keys of the cells for name, person number, ID
    number and certificate number."""

    name: str
    person: str = ""
    number: str = ""
    masked: str = ""
    certificate: str = ""
    columns: tuple[str, str, str, str] = ("name", "person", "number", "certificate")

    @property
    def numbers(self) -> tuple[str, ...]:
        return tuple(one for one in (self.person, self.number, self.certificate) if one)

    @property
    def index(self) -> str:
        return enciphering.index(IdentityDocument.ID_CARD, self.number) if self.number else ""


def named_in(reading: Reading) -> Named:
    """Whom the row is about."""
    values = reading.values
    return Named(
        values.get("name", ""),
        values.get("person", ""),
        values.get("number", ""),
        values.get("masked", ""),
        values.get("certificate", ""),
    )


def successor_in(reading: Reading) -> Named | None:
    """Who comes after, where the row says it."""
    values = reading.values
    named = Named(
        values.get("successor", ""),
        values.get("successor_person", ""),
        values.get("successor_number", ""),
        "",
        values.get("successor_certificate", ""),
        ("successor", "successor_key", "successor_key", "successor_key"),
    )
    return named if named.name or named.numbers else None


@dataclass
class People:
    """Those in the bearer's reach, at home or serving there, whom the rows may name."""

    by_pk: dict[int, Person] = field(default_factory=dict)
    by_index: dict[str, Person] = field(default_factory=dict)
    by_certificate: dict[str, Person] = field(default_factory=dict)
    by_name: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))

    def find(
        self, named: Named, holders: Iterable[Person] = ()
    ) -> tuple[Person | None, Outcome | None]:
        """Who it is. A name alone is enough for one of `holders`, who hold the post in question;
        of anybody else it is not certain."""
        found, objection = self._by_numbers(named)
        if objection:
            return None, objection
        if found is None:
            return self._by_name(named, holders)
        if named.name and named.name != found.name:
            return None, _held("name_differs", named.columns[0])
        return found, None

    def _by_numbers(self, named: Named) -> tuple[Person | None, Outcome | None]:
        """By whatever numbers there are; all of them must be one person's."""
        said: list[tuple[str, Person | None]] = []
        if named.person:
            said.append((named.columns[1], self.by_pk.get(int(named.person))))
        if named.number:
            said.append((named.columns[2], self.by_index.get(named.index)))
        if named.certificate:
            said.append((named.columns[3], self.by_certificate.get(named.certificate)))
        for column, person in said:
            if person is None:
                return None, refused("unknown_number", column)
        people = {person.pk: person for _column, person in said if person}
        if len(people) > 1:
            return None, _held("numbers_differ", said[0][0])
        return next(iter(people.values()), None), None

    def _by_name(
        self, named: Named, holders: Iterable[Person]
    ) -> tuple[Person | None, Outcome | None]:
        alike = self.by_name.get(named.name, [])
        if named.masked:
            alike = [one for one in alike if one.id_masked == named.masked]
            if len(alike) == 1:
                return alike[0], None
        sure = [one for one in holders if one.name == named.name]
        if len(sure) == 1 and not named.masked:
            return sure[0], None
        if not alike:
            return None, refused("unknown_person", named.columns[0])
        keys = "、".join(person_number(one.pk) for one in alike)
        return None, _held("which_person", named.columns[0], keys=keys)


def read_people(named: Sequence[Named], bearer: Bearer) -> People:
    """Everybody in reach whom the rows may name, in a few queries for each 500 of them."""
    people = People()
    for start in range(0, len(named), AT_ONCE):
        _add(people, named[start : start + AT_ONCE], bearer)
    return people


def _add(people: People, named: Sequence[Named], bearer: Bearer) -> None:
    keys = {int(one.person) for one in named if one.person}
    indexes = {one.index for one in named if one.number}
    numbers = {one.certificate for one in named if one.certificate}
    names = {one.name for one in named if one.name}
    certified = dict(
        Certificate.objects.unscoped(WHY)
        .filter(number__in=numbers, kind=CertificateKind.POST)
        .values_list("number", "person_id")
    )
    sought = Q(pk__in=keys | set(certified.values())) | Q(id_index__in=indexes)
    rows = Person.objects.unscoped(WHY).select_related("organisation")
    rows = rows.filter(sought | Q(name__in=names), merged_into__isnull=True)
    found = list(rows.order_by("pk"))
    serving = _serving({one.pk for one in found}, bearer)
    for one in found:
        if one.pk in serving or bearer.reaches(one.organisation.path):
            if one.pk not in people.by_pk:
                people.by_name[one.name].append(one)
            people.by_pk[one.pk] = one
            if one.id_index in indexes:
                people.by_index[one.id_index] = one
    for number, pk in certified.items():
        if pk in people.by_pk:
            people.by_certificate[number] = people.by_pk[pk]


def _serving(person_ids: set[int], bearer: Bearer) -> set[int]:
    """Who serves at the bearer's places today, wherever at home."""
    open_today = Q(ends__isnull=True) | Q(ends__gt=clock.today())
    rows = Appointment.objects.unscoped(WHY).filter(
        open_today, person_id__in=person_ids, superseded_at__isnull=True
    )
    return {pk for pk, path in rows.values_list("person_id", "organisation__path")
            if bearer.reaches(path)}  # fmt: skip


def refused(code: str, column: str = "", **facts: object) -> Outcome:
    return Outcome(RowVerdict.REFUSED, problems=[Remark(code, column, facts)])


def _held(code: str, column: str = "", **facts: object) -> Outcome:
    return Outcome(RowVerdict.HELD, problems=[Remark(code, column, facts)])
