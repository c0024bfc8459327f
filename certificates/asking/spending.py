"""What a key has spent of its day."""

from datetime import datetime, time, timedelta

from django.db import connection

from certificates.asking.keying import Held
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


def spend(key: Held, count: int) -> int | None:
    """Take `count` certificates from today's quota; how many are left, or None, nothing taken,
    when so many are not left or the key was ended."""
    if count > key.daily:
        return None
    day = connection.ops.adapt_datefield_value(clock.today())
    rows = planned(SPEND, (day, count, key.pk, key.daily))
    return key.daily - int(rows[0][0]) if rows else None


def begins_anew() -> datetime:
    """When the quota of the day begins anew: the next midnight of the city."""
    tomorrow = clock.today() + timedelta(days=1)
    return datetime.combine(tomorrow, time.min, clock.CITY_ZONE)
