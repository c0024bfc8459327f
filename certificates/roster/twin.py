"""The rule of `standing` in SQL, for lists: the same answers for many people in one statement.

Both are asked about the same generated histories in the tests. It is SQL and not an expression of
Django's, which repeats a subquery wherever its value is used and knows no WITH: one standing
looks at the same certificate six times.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from certificates.choices import CertificateKind, CertificateState
from certificates.roster import standing
from certificates.roster.standing import LABELS, Standing
from portal import clock
from portal.people.choices import AppointmentMode, CandidacyState
from portal.people.models import Person

CERTIFICATE_STATES = ("valid", "suspended", "expired", "revoked")
"""By number, the best first."""

# What is looked up for each person is written with LIMIT: as EXISTS the database would read the
# suspensions and terms of the whole city for the page of one township.
# A period of a certificate counts from its first day; the last change by then says its state. Of
# all of a person the best counts, of two alike the one issued last.
HELD = """
held AS MATERIALIZED (
SELECT c.person_id, c.id AS certificate_id, c.issued_on, v.id AS version_id, v.valid_from,
v.valid_until, (SELECT x.state FROM certificates_certificatechange x
WHERE x.certificate_id = c.id AND x.day <= %(day)s {known_change}
ORDER BY x.recorded_at DESC, x.id DESC LIMIT 1) AS last
FROM people p
JOIN certificates_certificate c ON c.person_id = p.person_id AND c.kind = %(kind)s {known_held}
JOIN certificates_certificateversion v ON v.certificate_id = c.id AND v.valid_from <= %(day)s
{known_version}),
ranked AS (
SELECT person_id, certificate_id, issued_on, version_id, valid_from, valid_until,
CASE WHEN last = %(revoked)s THEN 3
WHEN last NOT IN (%(issued)s, %(suspended)s) OR last IS NULL THEN NULL
WHEN valid_until < %(day)s THEN 2
WHEN last = %(suspended)s THEN 1 ELSE 0 END AS state FROM held),
best AS MATERIALIZED (
SELECT * FROM (SELECT person_id, version_id, valid_until, state, row_number() OVER (
PARTITION BY person_id ORDER BY state, issued_on DESC, certificate_id DESC, valid_from DESC,
valid_until DESC, version_id DESC) AS n FROM ranked WHERE state IS NOT NULL) AS told
WHERE n = 1)
"""
OFFICE = """
serving AS (
SELECT a.id, a.person_id, a.mode, (SELECT 1 FROM roster_dutysuspension s
WHERE s.appointment_id = a.id AND {suspended} LIMIT 1) IS NOT NULL AS kept
FROM people p JOIN roster_appointment a ON a.person_id = p.person_id WHERE {in_office}),
office AS MATERIALIZED (
SELECT o.id, o.person_id, CASE WHEN b.state = 0 AND NOT o.kept THEN {on_duty}
WHEN b.state = 1 OR o.kept THEN {suspended_label}
WHEN o.mode = %(elected)s AND b.state IS NULL THEN {pending} ELSE {lapsed} END AS label
FROM serving o LEFT JOIN best b ON b.person_id = o.person_id)
"""
STANDING = """
told AS MATERIALIZED (
SELECT p.person_id, f.label AS first, b.state, b.version_id, b.valid_until,
CASE WHEN f.label IS NULL THEN (SELECT coalesce(e.reason, '') FROM roster_appointment a
LEFT JOIN roster_appointmentending e ON e.appointment_id = a.id
WHERE a.person_id = p.person_id AND {ended} ORDER BY a.ends DESC, a.id DESC LIMIT 1) END AS reason
FROM people p
LEFT JOIN (SELECT person_id, min(label) AS label FROM office GROUP BY person_id) f
ON f.person_id = p.person_id
LEFT JOIN best b ON b.person_id = p.person_id),
standing AS (
SELECT t.person_id, t.first IS NOT NULL AS in_office, t.state, t.version_id, t.valid_until,
CASE WHEN t.first IS NOT NULL THEN t.first
WHEN t.state = 0 THEN {qualified}
WHEN t.reason IN ({replacing}) THEN {replaced}
WHEN t.state IN (2, 3) THEN {lapsed}
WHEN t.reason IS NOT NULL THEN {retired}
WHEN EXISTS (SELECT 1 FROM courses_lessonprogress l WHERE l.person_id = t.person_id
AND l.opened_at < %(after)s {known_lesson})
OR EXISTS (SELECT 1 FROM people_candidacy c
JOIN people_candidacystep q ON q.candidacy_id = c.id AND q.recorded_at < %(after)s {known_step}
WHERE c.person_id = t.person_id AND NOT EXISTS (SELECT 1 FROM people_candidacystep q
WHERE q.candidacy_id = c.id AND q.state = %(withdrawn)s AND q.recorded_at < %(after)s
{known_step})) THEN {trainee}
ELSE {none} END AS label,
(SELECT 1 FROM roster_assessorterm m WHERE m.person_id = t.person_id AND {assessor} LIMIT 1)
IS NOT NULL AS assessor FROM told t)
"""
ENDING_KNOWN = """
EXISTS (SELECT 1 FROM roster_appointmentending e
WHERE e.appointment_id = {row}.id AND e.recorded_at <= %(known)s)
"""
REMOVAL_KNOWN = """
EXISTS (SELECT 1 FROM roster_assessorremoval z
WHERE z.term_id = {row}.id AND z.recorded_at <= %(known)s)
"""
PEOPLE = "SELECT id AS person_id FROM people_person WHERE id IN ({rows})"
OFFICES = "SELECT person_id, id, label FROM office"
STANDINGS = "SELECT person_id, label, state, assessor FROM standing"


@dataclass(frozen=True)
class AsOf:
    """A day, and the moment (aware) as known on which it is told; None: as known now."""

    day: date
    known_at: datetime | None = None

    @property
    def known_day(self) -> date | None:
        """The day whose knowledge is told; none when it is today's."""
        return clock.day_of(self.known_at) if self.known_at else None

    @property
    def told(self) -> dict[str, str]:
        """For the audit trail."""
        known = {"known": self.known_day.isoformat()} if self.known_day else {}
        return {"day": self.day.isoformat(), **known}

    @property
    def values(self) -> dict[str, Any]:
        """What the pieces of SQL below are asked with; `after` is when the day is over."""
        over = datetime.combine(self.day + timedelta(days=1), time.min, clock.CITY_ZONE)
        moments = {"after": over} | ({"known": self.known_at} if self.known_at else {})
        return {
            "day": connection.ops.adapt_datefield_value(self.day),
            **{
                name: connection.ops.adapt_datetimefield_value(moment)
                for name, moment in moments.items()
            },
            "kind": str(CertificateKind.POST),
            "issued": str(CertificateState.ISSUED),
            "suspended": str(CertificateState.SUSPENDED),
            "revoked": str(CertificateState.REVOKED),
            "elected": str(AppointmentMode.ELECTED),
            "withdrawn": str(CandidacyState.WITHDRAWN),
            **{f"ground_{n}": ground for n, ground in enumerate(sorted(standing.REPLACING))},
        }

    def known(self, column: str) -> str:
        """Narrows to what was recorded by the moment asked about."""
        return f"AND {column} <= %(known)s" if self.known_at else ""

    def in_office(self, row: str) -> str:
        """Appointments `row` that hold on the day; an end recorded later has ended nothing."""
        later = f" OR NOT {ENDING_KNOWN.format(row=row)}" if self.known_at else ""
        known = self.known(f"{row}.recorded_at")
        return (
            f"{self.counts(row)} AND {row}.starts <= %(day)s "
            f"AND ({row}.ends IS NULL OR {row}.ends > %(day)s{later}) {known}"
        )

    def halves(self, row: str) -> tuple[str, ...]:
        """The same appointments in parts that an index finds, those without an end first."""
        if self.known_at:
            return (self.in_office(row),)
        begun = f"{self.counts(row)} AND {row}.starts <= %(day)s"
        return f"{begun} AND {row}.ends IS NULL", f"{begun} AND {row}.ends > %(day)s"

    def counts(self, row: str) -> str:
        """Rows that were not recorded wrongly, as far as anybody knew."""
        later = f" OR {row}.superseded_at > %(known)s" if self.known_at else ""
        return f"({row}.superseded_at IS NULL{later})"

    def ended(self, row: str) -> str:
        """Appointments that ended by the day."""
        by_then = f"AND {ENDING_KNOWN.format(row=row)}" if self.known_at else ""
        known = self.known(f"{row}.recorded_at")
        return f"{self.counts(row)} AND {row}.ends <= %(day)s {by_then} {known}"

    def ends(self, row: str) -> str:
        """When an appointment ended, as far as it was known; else nothing."""
        if not self.known_at:
            return f"{row}.ends"
        return f"CASE WHEN {ENDING_KNOWN.format(row=row)} THEN {row}.ends END"

    def clauses(self, people: str) -> str:
        """The parts of a WITH after which `office` (id of an appointment, person_id, label) and
        `standing` (person_id, label, in_office, state, version_id, valid_until, assessor) can be
        read. `people` is a query that gives each person_id once; labels are numbers of LABELS,
        states of CERTIFICATE_STATES."""
        labels = {label: n for n, label in enumerate(LABELS)}
        known = {
            "known_change": self.known("x.recorded_at"),
            "known_held": self.known("c.recorded_at"),
            "known_version": self.known("v.recorded_at"),
            "known_lesson": self.known("l.opened_at"),
            "known_step": self.known("q.recorded_at"),
        }
        told = {
            **labels,
            **known,
            "suspended_label": labels[standing.SUSPENDED],
            "suspended": self._suspended("s"),
            "in_office": self.in_office("a"),
            "ended": self.ended("a"),
            "assessor": self.assessor("m"),
            "replacing": ", ".join(f"%(ground_{n})s" for n in range(len(standing.REPLACING))),
        }
        parts = (f"people AS ({people})", *(part.format(**told) for part in (HELD, OFFICE)))
        return ", ".join((*parts, STANDING.format(**told)))

    def assessor(self, row: str) -> str:
        """Terms of people's assessors that hold on the day, without what was removed or
        corrected."""
        removed = f"{row}.removed_from <= %(day)s"
        if self.known_at:
            removed += f" AND {REMOVAL_KNOWN.format(row=row)}"
        return (
            f"{self.counts(row)} AND {row}.starts <= %(day)s AND {row}.ends > %(day)s"
            f" AND NOT ({row}.removed_from IS NOT NULL AND {removed})"
            f" {self.known(f'{row}.recorded_at')}"
        )

    def _suspended(self, row: str) -> str:
        """Suspensions from duty that hold on the day; a lifting recorded later lifts nothing."""
        later = (
            f" OR {row}.lift_recorded_at IS NULL OR {row}.lift_recorded_at > %(known)s"
            if self.known_at
            else ""
        )
        return (
            f"{row}.starts <= %(day)s AND ({row}.ends IS NULL OR {row}.ends > %(day)s{later})"
            f" {self.known(f'{row}.recorded_at')}"
        )


def rows_of(as_of: AsOf, sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    """What a statement built of these clauses gives."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            connection.connection.create_function("by_sound", 1, by_sound, deterministic=True)
        cursor.execute(sql, as_of.values | values)
        return list(cursor.fetchall())


def by_sound(name: str | None) -> bytes | None:
    """A key under which Chinese names stand by their sound: GB 18030 has the 3,755 common
    characters in the order of pinyin, the others behind them by radical."""
    return None if name is None else name.encode("gb18030", "replace")


def name_order(column: str) -> str:
    """The same key in SQL."""
    of_postgresql = f"convert_to({column}, 'GB18030')"
    return of_postgresql if connection.vendor == "postgresql" else f"by_sound({column})"


def as_day(value: Any) -> date | None:
    """A day as either database gives it out of a computed column."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def people_of(rows: QuerySet[Person]) -> tuple[str, dict[str, Any]]:
    """A queryset of people as the query that `clauses` takes, with what it is asked with."""
    sql, given = rows.order_by().values("pk").query.sql_with_params()
    names = {f"people_{n}": value for n, value in enumerate(given)}
    named = sql.replace("%%", "%%%%") % tuple(f"%({name})s" for name in names)
    return PEOPLE.format(rows=named), names


def standings_in_sql(
    rows: QuerySet[Person], day: date, known_at: datetime | None = None
) -> dict[int, Standing]:
    """The standings of a queryset of people on a day, in two statements; what
    `register.standings_of` says of them, open appointments by their id."""
    as_of = AsOf(day, known_at)
    people, values = people_of(rows)
    clauses = f"WITH {as_of.clauses(people)} "
    posts: dict[int, list[tuple[int, str]]] = {}
    offices = rows_of(as_of, clauses + OFFICES, values)
    for person_id, pk, label in sorted(offices):
        posts.setdefault(person_id, []).append((pk, LABELS[label]))
    told = rows_of(as_of, clauses + STANDINGS, values)
    return {
        person_id: Standing(
            LABELS[label],
            tuple(posts.get(person_id, ())),
            None if state is None else CERTIFICATE_STATES[state],
            bool(assessor),
        )
        for person_id, label, state, assessor in told
    }
