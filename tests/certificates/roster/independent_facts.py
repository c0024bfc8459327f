"""What is known of a person, read by plain SQL: nothing of the register's own reading is used."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from certificates.roster.standing import AppointmentFact, Facts, Period

APPOINTMENTS = """
SELECT a.id, a.mode, a.starts, a.ends, coalesce(e.reason, '') FROM roster_appointment a
LEFT JOIN roster_appointmentending e ON e.appointment_id = a.id
WHERE a.person_id = %s AND a.superseded_at IS NULL ORDER BY a.starts, a.id
"""
SUSPENSIONS = """
SELECT s.appointment_id, s.starts, s.ends FROM roster_dutysuspension s
JOIN roster_appointment a ON a.id = s.appointment_id WHERE a.person_id = %s
"""
TERMS = "SELECT starts, ends FROM roster_assessorterm WHERE person_id = %s"
CHANGES = """
SELECT c.id, h.day, h.state FROM certificates_certificate c
JOIN certificates_certificatechange h ON h.certificate_id = c.id
WHERE c.person_id = %s AND c.kind = 'post' ORDER BY h.recorded_at, h.id
"""
PERIODS = """
SELECT c.id, v.valid_from, v.valid_until FROM certificates_certificate c
JOIN certificates_certificateversion v ON v.certificate_id = c.id
WHERE c.person_id = %s AND c.kind = 'post'
"""


@dataclass(frozen=True)
class Held:
    """One certificate in one period."""

    starts: date
    until: date
    changes: tuple[tuple[date, str], ...]

    def state_on(self, day: date) -> str | None:
        known = [state for since, state in self.changes if since <= day]
        if not known or day < self.starts or known[-1] == "voided":
            return None
        if known[-1] == "revoked":
            return "revoked"
        if day > self.until:
            return "expired"
        return "suspended" if known[-1] == "suspended" else "valid"


def asked(statement: str, person: int) -> list[tuple[Any, ...]]:
    """The rows, days as days on both databases."""
    with connection.cursor() as cursor:
        cursor.execute(statement, [person])
        return [tuple(_day(value) for value in row) for row in cursor.fetchall()]


def _day(value: Any) -> Any:
    plain = isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-"
    return date.fromisoformat(value) if plain else value


def known_facts(person: int) -> Facts:
    """Of a person who never opened a lesson and was never named for a post."""
    kept: dict[int, list[Period]] = defaultdict(list)
    for pk, starts, ends in asked(SUSPENSIONS, person):
        kept[pk].append(Period(starts, ends))
    steps: dict[int, list[tuple[date, str]]] = defaultdict(list)
    for pk, day, state in asked(CHANGES, person):
        steps[pk].append((day, state))
    return Facts(
        tuple(
            AppointmentFact(pk, mode, Period(starts, ends), reason, tuple(kept[pk]))
            for pk, mode, starts, ends, reason in asked(APPOINTMENTS, person)
        ),
        tuple(
            Held(starts, until, tuple(steps[pk])) for pk, starts, until in asked(PERIODS, person)
        ),
        tuple(Period(starts, ends) for starts, ends in asked(TERMS, person)),
    )
