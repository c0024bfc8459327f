"""The roster broken on purpose: what a race, a forgotten row or a careless hand would do to it."""

from collections.abc import Callable
from typing import Any

from django.db import connection

from certificates.roster import gate, succeeding, writing
from certificates.roster.gate import MET, Requirement
from certificates.roster.models import Appointment

Patch = Callable[[Any, str, Any], None]
APPOINTMENT, SUCCESSION = "roster_appointment", "roster_succession"
EXCLUSIONS = ("roster_one_holder", "roster_one_full_time_post")


def _drop(table: str, *names: str) -> None:
    """Take guards down, triggers as well as constraints."""
    with connection.cursor() as cursor:
        for name in names:
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER {name}")
            elif name in EXCLUSIONS:
                cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
            else:
                cursor.execute(f"DROP TRIGGER {name} ON {table}")


def two_holders(patch: Patch) -> None:
    """No guard, and a gate that finds each seat empty."""
    _drop(APPOINTMENT, *EXCLUSIONS)
    _drop(SUCCESSION, "roster_settled_once", "roster_successor_follows")
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX one_open_appointment")
    patch(gate, "_vacant", lambda *_asked: Requirement("vacant", MET))


def no_succession(patch: Patch) -> None:
    """An end that says nothing of who follows."""
    patch(succeeding, "leave_vacant", lambda *_told: None)
    patch(succeeding, "stay_closed", lambda *_told: None)


def no_certificate(patch: Patch) -> None:
    """A gate that lets everybody in, and a database that does not ask."""
    _drop(APPOINTMENT, "roster_hired_fits", "roster_certificate_fits")
    patch(gate, "_certificate", lambda *_asked: Requirement("certificate", MET))


def ended_twice(patch: Patch) -> None:
    """Whoever ends reads first and writes then, as if nobody else were there."""
    _drop(APPOINTMENT, "roster_ended_once")
    written = writing.write_ending

    def write_end(row: Any, end: Any, *others: Any) -> Any:
        Appointment.every.filter(pk=row.pk).update(ends=end.day)
        row.ends = end.day
        return written(row, end, *others)

    patch(writing, "write_end", write_end)


_BUILDS: dict[str, Callable[[Patch], None]] = {
    build.__name__: build for build in (two_holders, no_succession, no_certificate, ended_twice)
}


def build(name: str, patch: Patch) -> None:
    """Break what is named by `patch` (as `setattr` is called); nothing when nothing is."""
    if name:
        _BUILDS[name](patch)
