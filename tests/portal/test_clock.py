"""Server time is UTC; the day is the city's."""

from datetime import UTC, date, datetime

from portal import clock


def test_the_citys_day_begins_at_four_in_the_afternoon_utc() -> None:
    with clock.at(datetime(2026, 11, 23, 15, 59, tzinfo=UTC)):
        assert clock.today() == date(2026, 11, 23)
    with clock.at(datetime(2026, 11, 23, 16, 0, tzinfo=UTC)):
        assert clock.today() == date(2026, 11, 24)


def test_standing_at_another_moment_ends_with_the_block() -> None:
    before = datetime.now(UTC)
    with clock.at(datetime(2020, 1, 1, tzinfo=UTC)):
        assert clock.now() == datetime(2020, 1, 1, tzinfo=UTC)
    assert clock.now() >= before
