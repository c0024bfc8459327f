"""What the database holds after a chaos run, read with plain SQL: the product's own code is not
asked about itself."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import psycopg

ATTEMPTS = """
SELECT id, person_id, state, receipt FROM exams_attempt WHERE exam_id = {exam} ORDER BY id
"""
ANSWERS = """
SELECT a.attempt_id, q.position, a.sequence, a.value FROM exams_answer a
JOIN exams_paperquestion q ON q.id = a.question_id
"""
EVENTS = """
SELECT e.attempt_id, q.position, e.sequence, e.value FROM exams_answerevent e
JOIN exams_paperquestion q ON q.id = e.question_id
"""
LATER = """
SELECT count(*) FROM exams_answer a JOIN exams_attempt t ON t.id = a.attempt_id
WHERE a.saved_at > t.submitted_at
"""
QUESTIONS = "SELECT attempt_id, position FROM exams_paperquestion ORDER BY id"
RESULTS = """
SELECT r.attempt_id, r.passed, r.state FROM exams_result r
JOIN exams_attempt t ON t.id = r.attempt_id WHERE t.exam_id = {exam}
"""
MARKS = """
SELECT q.attempt_id, q.position, m."full" FROM exams_mark m
JOIN exams_paperquestion q ON q.id = m.question_id
"""
ACTS = """
SELECT kind, subject, count(*) FROM audit_auditevent
WHERE kind LIKE 'attempt.%' OR kind LIKE 'result.%' OR kind LIKE 'certificate.%'
GROUP BY kind, subject
"""
JOBS = "SELECT kind, key, state FROM jobs_job WHERE kind IN ({kinds})"
CERTIFICATES = """
SELECT id, person_id, attempt_id, number FROM certificates_certificate WHERE kind = 'post'
"""
VERSIONS = """
SELECT certificate_id, file_sha256 FROM certificates_certificateversion
WHERE attempt_id IS NOT NULL
"""
NOTICES = "SELECT person_id FROM notices_notice WHERE kind = 'certificate.issued'"
UNSEALED = """
SELECT count(*) FROM audit_auditevent e LEFT JOIN audit_auditseal s ON s.event_id = e.id
WHERE s.event_id IS NULL
"""
KINDS = ("certificate.batch", "certificate.issue", "certificate.render", "notice.send")
Spot = tuple[int, int]


class Database(Protocol):
    def execute(self, query: Any) -> Any: ...


@contextmanager
def opened(sqlite: Path, postgres: str) -> Iterator[Database]:
    """The database of a run, as its owner."""
    if not postgres:
        with closing(sqlite3.connect(sqlite, timeout=20)) as database:
            yield database
        return
    with psycopg.connect(postgres, autocommit=True, connect_timeout=5) as server:
        yield server


def rows(database: Database, query: str, **facts: object) -> list[tuple[Any, ...]]:
    return list(database.execute(query.format(**facts) if facts else query).fetchall())


@dataclass
class Stored:
    """Rows as plain values. Lists where one row is right and two would be a fault."""

    attempts: dict[int, tuple[int, str, str | None]] = field(default_factory=dict)
    answers: dict[Spot, tuple[int, tuple[str, ...]]] = field(default_factory=dict)
    events: set[tuple[int, int, int, tuple[str, ...]]] = field(default_factory=set)
    questions: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    results: dict[int, list[tuple[bool, str]]] = field(default_factory=lambda: defaultdict(list))
    marks: dict[Spot, list[bool]] = field(default_factory=lambda: defaultdict(list))
    acts: dict[tuple[str, str], int] = field(default_factory=dict)
    jobs: list[tuple[str, str, str]] = field(default_factory=list)
    certificates: list[tuple[int, int, int, str]] = field(default_factory=list)
    versions: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    notices: list[int] = field(default_factory=list)
    later: int = 0
    unsealed: int = 0

    @property
    def passed(self) -> set[int]:
        """The attempts with a result that says passed and counts."""
        return {
            attempt
            for attempt, found in self.results.items()
            if any(passed and state == "effective" for passed, state in found)
        }


def _value(stored: Any) -> tuple[str, ...]:
    return tuple(json.loads(stored) if isinstance(stored, str) else stored)


def jobs(database: Database) -> list[tuple[str, str, str]]:
    """The jobs that exams lead to: kind, key, state."""
    kinds = ", ".join(f"'{kind}'" for kind in KINDS)
    return [(kind, key, state) for kind, key, state in rows(database, JOBS, kinds=kinds)]


def unsealed(database: Database) -> int:
    return int(rows(database, UNSEALED)[0][0])


def read(database: Database, exam: int) -> Stored:
    found = Stored()
    for attempt, person, state, receipt in rows(database, ATTEMPTS, exam=exam):
        found.attempts[attempt] = person, state, receipt
    for attempt, place, sequence, value in rows(database, ANSWERS):
        found.answers[attempt, place] = sequence, _value(value)
    for attempt, place, sequence, value in rows(database, EVENTS):
        found.events.add((attempt, place, sequence, _value(value)))
    for attempt, place in rows(database, QUESTIONS):
        found.questions[attempt].append(place)
    for attempt, passed, state in rows(database, RESULTS, exam=exam):
        found.results[attempt].append((bool(passed), state))
    for attempt, place, full in rows(database, MARKS):
        found.marks[attempt, place].append(bool(full))
    found.acts = {(kind, subject): count for kind, subject, count in rows(database, ACTS)}
    found.jobs = jobs(database)
    found.certificates = [tuple(row) for row in rows(database, CERTIFICATES)]
    for certificate, digest in rows(database, VERSIONS):
        found.versions[certificate].append(digest)
    found.notices = [person for (person,) in rows(database, NOTICES)]
    found.later = int(rows(database, LATER)[0][0])
    found.unsealed = unsealed(database)
    return found
