"""Writing down many people at once: what `register_person` and `identify` do for each, in few
queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from portal import clock, masking
from portal.audit.recording import Note, record_many
from portal.people import enciphering
from portal.people.identity import Document
from portal.people.models import Organisation, Person
from portal.people.recording import clean_birth_date, clean_name

AT_ONCE = 500
WHY = "new people, and their namesakes in the whole city"


@dataclass(frozen=True)
class Newcomer:
    """Somebody to be written down; `document` was read by `identity.read_document` and agrees with
    birth date and sex."""

    name: str
    organisation: Organisation
    sex: str
    birth_date: date
    latin_name: str = ""
    phone: str = ""
    email: str = ""
    document: Document | None = None


def enrol(newcomers: Sequence[Newcomer], *, actor_id: int | None, reason: str) -> list[Person]:
    """Enter people at their home organisations, with their document numbers.

    Raises NameRefused, BirthRefused, and IntegrityError when the city knows one of the numbers:
    nothing is written then.
    """
    with transaction.atomic():
        people = Person.objects.unscoped(WHY).bulk_create(
            [_row(one) for one in newcomers], batch_size=AT_ONCE
        )
        notes = [Note(person, person.organisation.path) for person in people]
        record_many("person.registered", notes, actor_id=actor_id, reason=reason)
        identified = [
            Note(person, person.organisation.path, {"document": person.id_document})
            for person in people
            if person.id_index
        ]
        record_many("person.identified", identified, actor_id=actor_id, reason=reason)
    return people


def _row(one: Newcomer) -> Person:
    row = Person(
        name=clean_name(one.name),
        latin_name=one.latin_name,
        sex=one.sex,
        birth_date=clean_birth_date(one.birth_date, today=clock.today()),
        phone=one.phone,
        email=one.email,
        organisation=one.organisation,
        recorded_at=clock.now(),
    )
    if one.document is not None:
        sealed = enciphering.seal(one.document.kind, one.document.number)
        row.id_document = one.document.kind
        row.id_cipher, row.id_key, row.id_index = sealed.cipher, sealed.key, sealed.index
        row.id_masked = masking.number(one.document.number)
    return row


def with_namesakes(people: Sequence[Person]) -> list[Person]:
    """Those of new people whose name and birth date another record has too."""
    names = {(person.name, person.birth_date) for person in people}
    own = {person.pk for person in people}
    rows = Person.objects.unscoped(WHY)
    alike = {
        (name, born)
        for start in range(0, len(people), AT_ONCE)
        for pk, name, born in rows.filter(
            name__in={person.name for person in people[start : start + AT_ONCE]}
        ).values_list("pk", "name", "birth_date")
        if pk not in own and (name, born) in names
    }
    return [person for person in people if (person.name, person.birth_date) in alike]
