"""After a restore: what was erased since the backup is erased again."""

from django.db import transaction

from portal.people import tombstones
from portal.people.erasing import WHY, take_away
from portal.people.models import Person


def reapply() -> tuple[int, int]:
    """Erase whoever has a tombstone and data again; how many were, and how many tombstones belong
    to nobody in this database."""
    erased = unknown = 0
    for stone in tombstones.all_stones():
        person = Person.objects.unscoped(WHY).filter(pk=stone.person).first()
        if person is None or person.recorded_at.isoformat() != stone.recorded_at:
            unknown += 1
        elif person.erased_at is None:
            with transaction.atomic():
                take_away(person, stone)
            erased += 1
    return erased, unknown
