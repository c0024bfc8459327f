"""Years and months on the calendar, with its short months; numbers without needless zeros."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from portal.counting import age_on, months_later, plain, years_earlier, years_later


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 23), 12, date(2027, 11, 23)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2024, 2, 29), -36, date(2021, 2, 28)),
        (date(2026, 1, 31), -1, date(2025, 12, 31)),
        (date(2026, 10, 31), 1, date(2026, 11, 30)),
        (date(2026, 10, 31), 2, date(2026, 12, 31)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
    ],
)
def test_months_later(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


def test_a_period_of_years_holds_the_last_of_february() -> None:
    assert years_later(date(2026, 11, 23), 3) == date(2029, 11, 23)
    assert years_later(date(2024, 2, 29), 3) == date(2027, 3, 1)
    assert years_later(date(2024, 2, 29), 4) == date(2028, 2, 29)


def test_years_earlier_end_february_on_its_last_day() -> None:
    zone = ZoneInfo("Asia/Shanghai")
    leap = datetime(2024, 2, 29, 9, 30, tzinfo=zone)
    assert years_earlier(leap, 3) == datetime(2021, 2, 28, 9, 30, tzinfo=zone)


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2008, 11, 23), date(2026, 11, 22), 17),
        (date(2008, 11, 23), date(2026, 11, 23), 18),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
    ],
)
def test_age_is_counted_by_birthdays(born: date, day: date, age: int) -> None:
    assert age_on(born, day) == age


@pytest.mark.parametrize(("number", "written"), [("24.0", "24"), ("7.50", "7.5"), ("1E2", "100")])
def test_numbers_are_written_plainly(number: str, written: str) -> None:
    assert plain(Decimal(number)) == written
