"""The roster broken on purpose: what a race, a forgotten row or a careless hand would do to it."""

from collections.abc import Callable
from types import ModuleType
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
    _put(gate, "_vacant", lambda *_asked: Requirement("vacant", MET))


def no_succession() -> None:
    """An end that says nothing of who follows."""
    _put(succeeding, "leave_vacant", _nothing)


def no_certificate() -> None:
    """A gate that lets everybody in, and a database that does not ask."""
    _drop(*CERTIFIED)
    _put(gate, "_certificate", lambda *_asked: Requirement("certificate", MET))


def ended_twice() -> None:
    """Whoever ends reads first and writes then, as if nobody else were there."""
    _drop("roster_ended_once")
    written = writing.write_ending

    def write_end(row: Any, end: Any, *others: Any) -> Any:
        Appointment.every.filter(pk=row.pk).update(ends=end.day)
        row.ends = end.day
        return written(row, end, *others)

    _put(writing, "write_end", write_end)


def lost_suspensions() -> None:
    """A correction that brings whoever is suspended back on duty."""
    _put(suspending, "carry_over", _nothing)


def _put(room: ModuleType, name: str, act: Any) -> None:
    setattr(room, name, act)


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
