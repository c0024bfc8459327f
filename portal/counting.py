"""Counting years and months on the calendar, and writing numbers plainly."""

from datetime import date, datetime, timedelta
from decimal import Decimal


def months_later(day: date, months: int) -> date:
    """The same day so many months later (earlier when negative), or the last day of that month when
    it has no such day (Civil Code Art. 202)."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    length = (date(first.year + month // 11, (month + 1) % 12 + 1, 1) - first).days
    return first.replace(day=min(day.day, length))


def years_later(day: date, years: int) -> date:
    """The first day after a period of so many years from `day` on: the same day, or 1 March where
    there is no 29 February (Civil Code Art. 202: the last day of the month is the period's last).
    """
    end = months_later(day, 12 * years)
    return end if end.day == day.day else end + timedelta(days=1)


def years_earlier(moment: datetime, years: int) -> datetime:
    """The same moment of the day so many years earlier."""
    day = months_later(moment.date(), -12 * years)
    return moment.replace(year=day.year, month=day.month, day=day.day)


def age_on(born: date, day: date) -> int:
    """Completed years on a day, by birthdays (Civil Code Art. 204); whoever was born on 29 February
    is a year older on 1 March where there is none."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def plain(number: Decimal) -> str:
    """Without zeros at the end and never with an exponent: 24, 7.5, 100."""
    return f"{number.normalize():f}"
