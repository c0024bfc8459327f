"""Changing what is written of people: name, contact; a name and a phone as they are kept."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from portal.audit.recording import Note, record_many
from portal.freetext import no_id_number_here
from portal.masking import has_id_number
from portal.people.models import Person

FIELDS = ("name", "latin_name", "phone", "email")
AT_ONCE = 100  # every record brings its old values into the condition of one statement
CORRECTED = "person.corrected"
WHY = "people whom the caller has reached by a scope"
_BETWEEN = re.compile(r"[\s\-‐-―−()]+")
_COUNTRY = re.compile(r"(?:\+|00)86(?=1[0-9]{10}$)")
_MOBILE = re.compile(r"1[0-9]{10}")


class ContactRefused(ValueError):
    """A phone or an address cannot be right; the message says what to do."""


class ChangedMeanwhile(RuntimeError):
    """Somebody else has changed a record since it was read."""


def clean_phone(typed: str) -> str:
    """A mobile number as it is kept: 11 digits, without +86, blanks, full width.

    Raises ContactRefused.
    """
    number = _COUNTRY.sub("", _BETWEEN.sub("", unicodedata.normalize("NFKC", typed)))
    if not _MOBILE.fullmatch(number):
        raise ContactRefused(_("A mobile number has 11 digits and begins with 1."))
    return number


def clean_email(typed: str) -> str:
    """An address for mail as it is kept. Raises ContactRefused, for one that tells an ID number
    too."""
    address = unicodedata.normalize("NFKC", typed).strip()
    if has_id_number(address):
        raise ContactRefused(no_id_number_here())
    try:
        validate_email(address)
    except ValidationError:
        raise ContactRefused(_("This is no e-mail address.")) from None
    return address


def correct_many(
    changes: Sequence[tuple[Person, Mapping[str, str]]], *, actor_id: int | None, reason: str
) -> None:
    """Write changed values (of FIELDS, as they are kept) over those that `person` was read with.

    Which fields were changed is recorded for each person, not what stands in them. Raises
    ChangedMeanwhile, and rolls back, when any of the records is no longer as it was read.
    """
    with transaction.atomic():
        for start in range(0, len(changes), AT_ONCE):
            _write(changes[start : start + AT_ONCE])
        notes = [
            Note(person, person.organisation.path, {"fields": sorted(values)})
            for person, values in changes
        ]
        record_many(CORRECTED, notes, actor_id=actor_id, reason=reason)


def correct(
    person: Person, values: Mapping[str, str], *, actor_id: int | None, reason: str
) -> None:
    """Change one record; see `correct_many`."""
    correct_many([(person, values)], actor_id=actor_id, reason=reason)


def _write(changes: Sequence[tuple[Person, Mapping[str, str]]]) -> None:
    """A conditional update on the old values: of two hands the later one changes nothing."""
    people = [person for person, _values in changes]
    as_read = Q()
    for person in people:
        as_read |= Q(pk=person.pk, **{field: getattr(person, field) for field in FIELDS})
    for person, values in changes:
        for field in values.keys() & set(FIELDS):
            setattr(person, field, values[field])
    changed = Person.objects.unscoped(WHY).filter(as_read).bulk_update(people, FIELDS)
    if changed != len({person.pk for person in people}):
        raise ChangedMeanwhile("of " + ", ".join(f"P{person.pk}" for person in people))
