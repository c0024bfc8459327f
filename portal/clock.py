"""The one clock: server time in UTC, the city's calendar day in Asia/Shanghai.

Demo data and tests may stand at another moment with `at`; nothing else may (a check in
tests/checks holds this).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

CITY_ZONE = ZoneInfo("Asia/Shanghai")
_standing_at: ContextVar[datetime | None] = ContextVar("standing_at", default=None)


def now() -> datetime:
    """The server's time, aware, UTC."""
    return _standing_at.get() or datetime.now(UTC)


def today() -> date:
    """The calendar day in the city."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The city's calendar day on which an aware moment falls."""
    return moment.astimezone(CITY_ZONE).date()


def end_of(day: date) -> datetime:
    """The moment at which a day of the city's calendar is over."""
    return datetime.combine(day + timedelta(days=1), time(), CITY_ZONE)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Stand at another aware moment; for demo data and tests only."""
    token = _standing_at.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _standing_at.reset(token)
