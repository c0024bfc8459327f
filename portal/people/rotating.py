"""Encrypting document numbers under the first key again, after a new one was put before it."""

from django.db import models, transaction

from portal.audit.recording import record
from portal.people import enciphering
from portal.people.models import Person

AT_ONCE = 200
WHY = "re-encrypting under the first key"
CHANGED = "key.rotated"


class NotTheSame(RuntimeError):
    """What was encrypted anew does not decrypt to the same; the batch was rolled back."""


def left() -> int:
    """How many numbers are not under the first key."""
    return _others().count()


def _others() -> "models.QuerySet[Person]":
    rows = Person.objects.unscoped(WHY).filter(id_cipher__isnull=False)
    return rows.exclude(id_key=enciphering.first_key())


def rotate_some() -> int:
    """Re-encrypt a batch in one transaction; how many. 0 when all is done: stopped anywhere, the
    next run goes on where this one was.

    Each new cipher is decrypted and compared before it is stored, and stored only over the one
    that was read. Raises enciphering.Unreadable (a key is missing) and NotTheSame.
    """
    some = list(_others().order_by("pk")[:AT_ONCE])
    with transaction.atomic():
        for person in some:
            _rotate(person)
        if some:
            data = {"key": enciphering.first_key(), "numbers": len(some)}
            record(CHANGED, some[-1], actor_id=None, data=data)
    return len(some)


def _rotate(person: Person) -> None:
    plain = enciphering.unlock(person.id_cipher or b"", person.id_key, enciphering.CONTEXT)
    cipher, key = enciphering.lock(plain, enciphering.CONTEXT)
    if enciphering.unlock(cipher, key, enciphering.CONTEXT) != plain:
        raise NotTheSame(f"person {person.pk}")
    rows = Person.objects.unscoped(WHY).filter(pk=person.pk, id_key=person.id_key)
    rows.filter(id_cipher=person.id_cipher).update(id_cipher=cipher, id_key=key)
