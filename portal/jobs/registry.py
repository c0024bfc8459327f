"""Which function does which kind of job, and which work comes round by the calendar."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from portal.clock import CITY_ZONE


class Claim(Protocol):
    """What a handler gets: the payload and the way to commit its effect together with "done"."""

    payload: dict[str, Any]

    def finish(self) -> Any:
        """A context manager: one transaction in which the effect is written and the job becomes
        done.

        Raises LeaseLost, and rolls back, if the job is no longer this worker's.
        """


Handler = Callable[[Claim], None]
_handlers: dict[str, Handler] = {}


class UnknownKind(LookupError):
    """No handler is registered for a job's kind."""


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that does jobs of this kind; it must call `claim.finish()` exactly
    once."""

    def register(function: Handler) -> Handler:
        _handlers[kind] = function
        return function

    return register


def handler_of(kind: str) -> Handler:
    try:
        return _handlers[kind]
    except KeyError:
        raise UnknownKind(kind) from None


@dataclass(frozen=True)
class Daily:
    """Every day at this hour and minute of the city's clock."""

    name: str
    hour: int
    minute: int

    def latest_period(self, moment: datetime) -> str:
        """The day (ISO) of the latest run that is due at `moment`."""
        local = moment.astimezone(CITY_ZONE)
        due = local.replace(hour=self.hour, minute=self.minute, second=0, microsecond=0)
        return (due if local >= due else due - timedelta(days=1)).date().isoformat()


@dataclass(frozen=True)
class Hourly:
    """Every hour, at this minute."""

    name: str
    minute: int

    def latest_period(self, moment: datetime) -> str:
        """The UTC hour of the latest run that is due at `moment`, as 2026-11-23T07."""
        due = moment.replace(minute=self.minute, second=0, microsecond=0)
        return (due if moment >= due else due - timedelta(hours=1)).strftime("%Y-%m-%dT%H")


_calendar: list[Daily | Hourly] = []
_every_tick: list[Callable[[], object]] = []


def daily(name: str, hour: int, minute: int = 0) -> Callable[[Handler], Handler]:
    """Do this once each day through the outbox; the handler's payload has `period`, the ISO day."""
    return _on_calendar(Daily(name, hour, minute))


def hourly(name: str, minute: int = 0) -> Callable[[Handler], Handler]:
    """Do this once each hour through the outbox; the handler's payload has `period`."""
    return _on_calendar(Hourly(name, minute))


def _on_calendar(entry: Daily | Hourly) -> Callable[[Handler], Handler]:
    def register(function: Handler) -> Handler:
        _calendar.append(entry)
        return handler(entry.name)(function)

    return register


def every_tick(function: Callable[[], object]) -> Callable[[], object]:
    """Call this every 10 seconds from a worker; it must bear being called twice at once."""
    _every_tick.append(function)
    return function


def calendar() -> tuple[Daily | Hourly, ...]:
    return tuple(_calendar)


def tick_functions() -> tuple[Callable[[], object], ...]:
    return tuple(_every_tick)
