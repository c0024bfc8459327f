"""What a key has spent of its day, and the question that it was spent on."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django.db import connection, transaction

from certificates.asking import noting
from certificates.asking.keying import Held
from certificates.asking.noting import Note
from portal import clock
from portal.prepared import planned

# Count up and judge in one statement, so that two hands at once cannot spend the same rest, and a
# key that was ended this moment spends nothing.
SPEND = """
INSERT INTO asking_keyday (key_id, day, spent)
SELECT id, %s, %s FROM asking_officekey WHERE id = %s AND ended_at IS NULL
ON CONFLICT (key_id, day) DO UPDATE SET spent = asking_keyday.spent + excluded.spent
WHERE asking_keyday.spent + excluded.spent <= %s
RETURNING spent
"""

# Both in one statement, which is one transaction and one way to the database less.
SPEND_AND_NOTE = f"""
WITH spent AS ({SPEND}), noted AS (
    INSERT INTO asking_asked ({noting.COLUMNS})
    SELECT %s::text, %s::date, %s::text, %s::text, %s::text, %s::bigint, %s::bigint FROM spent
)
SELECT spent FROM spent
"""  # noqa: S608 - constants of our own


def spend(key: Held, count: int) -> int | None:
    """Take `count` certificates from today's quota; how many are left, or None, nothing taken,
    when so many are not left or the key was ended."""
    if count > key.daily:
        return None
    return _left(key, planned(SPEND, _wish(key, count)))


def spend_on(key: Held, note: Note) -> int | None:
    """Take one from today's quota and keep the question it is for, or neither; how many are left,
    as `spend` says it. Raises DatabaseError when they cannot be kept."""
    act = spend_at_once if connection.vendor == "postgresql" else spend_in_turn
    return act(key, note)


def spend_at_once(key: Held, note: Note) -> int | None:
    """By one statement, as PostgreSQL takes it."""
    return _left(key, planned(SPEND_AND_NOTE, (*_wish(key, 1), *noting.row_of(note))))


def spend_in_turn(key: Held, note: Note) -> int | None:
    """By two statements in one transaction, for every database."""
    with transaction.atomic():
        left = _left(key, planned(SPEND, _wish(key, 1)))
        if left is not None:
            noting.keep([note])
    return left


def _wish(key: Held, count: int) -> tuple[Any, ...]:
    return (connection.ops.adapt_datefield_value(clock.today()), count, key.pk, key.daily)


def _left(key: Held, rows: Sequence[Sequence[Any]]) -> int | None:
    return key.daily - int(rows[0][0]) if rows else None


def begins_anew() -> datetime:
    """When the quota of the day begins anew: the next midnight of the city."""
    tomorrow = clock.today() + timedelta(days=1)
    return datetime.combine(tomorrow, time.min, clock.CITY_ZONE)
