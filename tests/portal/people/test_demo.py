"""The demo's days move with the day of seeding, by whole weeks."""

from datetime import UTC, datetime, timedelta

import pytest

from portal import clock
from portal.people.demo import WRITTEN_FOR, moved


@pytest.mark.parametrize(
    ("seeded", "weeks"),
    [
        (datetime(2026, 11, 23, 4, tzinfo=UTC), 0),
        (datetime(2026, 11, 29, 4, tzinfo=UTC), 0),
        (datetime(2026, 11, 29, 17, tzinfo=UTC), 1),  # Monday in the city
        (datetime(2027, 11, 25, 4, tzinfo=UTC), 52),
    ],
)
def test_the_days_move_by_whole_weeks(seeded: datetime, weeks: int) -> None:
    with clock.at(seeded):
        assert moved() == timedelta(weeks=weeks)


def test_the_demo_is_written_for_a_monday() -> None:
    assert WRITTEN_FOR.isoweekday() == 1
