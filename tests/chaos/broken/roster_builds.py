"""The roster broken on purpose: what a race, a forgotten row or a careless hand would do to it."""

from collections.abc import Callable
from typing import Any

from django.db import connection

from certificates.roster import gate, succeeding, suspending, writing
from certificates.roster.gate import MET, Requirement
from certificates.roster.models import Appointment

HOLDERS = (
    "roster_one_holder",
    "roster_one_full_time_post",
    "roster_settled_once",
    "roster_successor_follows",
)
CERTIFIED = ("roster_hired_fits", "roster_certificate_fits")


def _drop(*names: str) -> None:
    """Take guards down, triggers as well as constraints."""
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(_statement(name))


def _statement(name: str) -> str:
    table = (
        "roster_succession" if "settled" in name or "successor" in name else "roster_appointment"
    )
    if connection.vendor == "sqlite":
        return f"DROP TRIGGER {name}"
    if name in {"roster_one_holder", "roster_one_full_time_post"}:
        return f"ALTER TABLE {table} DROP CONSTRAINT {name}"
    return f"DROP TRIGGER {name} ON {table}"


def two_holders() -> None:
    """No guard, and a gate that finds each seat empty."""
    _drop(*HOLDERS)
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX one_open_appointment")
    gate._vacant = lambda *_asked: Requirement("vacant", MET)  # type: ignore[assignment]


def no_succession() -> None:
    """An end that says nothing of who follows."""
    succeeding.leave_vacant = _nothing  # type: ignore[assignment]


def no_certificate() -> None:
    """A gate that lets everybody in, and a database that does not ask."""
    _drop(*CERTIFIED)
    gate._certificate = lambda *_asked: Requirement("certificate", MET)  # type: ignore[assignment]


def ended_twice() -> None:
    """Whoever ends reads first and writes then, as if nobody else were there."""
    _drop("roster_ended_once")
    written = writing.write_ending

    def write_end(row: Appointment, end: Any, actor_id: int | None, signed: Any = None) -> Any:
        Appointment.every.filter(pk=row.pk).update(ends=end.day)
        row.ends = end.day
        return written(row, end, actor_id, signed)

    writing.write_end = write_end


def lost_suspensions() -> None:
    """A correction that brings whoever is suspended back on duty."""
    suspending.carry_over = _nothing  # type: ignore[assignment]


def _nothing(*_arguments: Any, **_words: Any) -> None:
    return None


_BUILDS: dict[str, Callable[[], None]] = {
    build.__name__: build
    for build in (two_holders, no_succession, no_certificate, ended_twice, lost_suspensions)
}


def build(name: str) -> None:
    """Break what is named; nothing when nothing is."""
    if name:
        _BUILDS[name]()
