"""Holding the bank still: what is delivered or shown is asked for and written down while nobody can
change what it is used for."""

from django.db import connection

from exams.models import BankEdition

HOLD = {
    "postgresql": "SELECT number FROM exams_bankedition WHERE id = 1 FOR SHARE",
    "sqlite": "SELECT number FROM exams_bankedition WHERE id = 1",  # alone from its beginning
}


def hold_bank() -> int:
    """The bank's edition, which stands until the transaction ends: until then nobody changes what
    may be drawn; many hold it at a time. Whoever raises the edition waits, and what is read from
    here on is what the last one left. The first act of its transaction, so that it never waits
    with a lock in its hands."""
    if not connection.in_atomic_block:
        raise RuntimeError("the bank is held until the end of a transaction: there is none")
    number = _held()
    if number is None:
        BankEdition.objects.get_or_create(pk=1)
        number = _held()
    return number or 0


def _held() -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(HOLD[connection.vendor])
        found = cursor.fetchone()
    return int(found[0]) if found else None
