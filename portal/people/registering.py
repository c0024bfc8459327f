"""Entering one person whole: the record, the document number, and the look for doubles."""

from django.db import transaction

from portal.people.doubling import suspect_namesakes
from portal.people.enrolling import Newcomer, enrol
from portal.people.identifying import NumberHeld, identify
from portal.people.models import Person


def register(
    newcomer: Newcomer, *, document_kind: str, typed_number: str, actor_id: int
) -> tuple[Person, int]:
    """The new record and how many pairs of suspected doubles it is held in, all or nothing.

    Without `typed_number` the person has no document number yet. One that another record has is
    not written: the pair is held and counted. Raises NumberRefused and NameRefused.
    """
    held = 0
    with transaction.atomic():
        [person] = enrol([newcomer], actor_id=actor_id, reason="")
        if typed_number:
            try:
                identify(person, document_kind, typed_number, actor_id=actor_id)
            except NumberHeld:
                held = 1
        held += suspect_namesakes(person, actor_id=actor_id)
    return person, held
