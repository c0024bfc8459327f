"""The statements of saving answers: few and the same on PostgreSQL and SQLite, because a whole city
saves in the same minutes. Called by `answering`, `rescuing`, `ending` and `releasing` only, in
their transactions."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from exams.choices import AttemptState

OPEN_THE_DOOR = """
UPDATE exams_attempt SET saved_at = CASE WHEN saved_at > %s THEN saved_at ELSE %s END,
writer = CASE WHEN %s = '' THEN writer ELSE %s END
WHERE id = %s AND state = %s AND (%s = '' OR writer IN ('', %s, %s))
RETURNING deadline, grace_seconds, paused_at
"""
# An answer from another device may reach the server a moment after the handing in and the database
# before it: it counts, and is not later than the end.
HAND_IN = """
UPDATE exams_attempt SET state = %s, receipt = %s, submitted_at = CASE
WHEN saved_at > %s AND (saved_at <= %s OR paused_at IS NOT NULL) THEN saved_at ELSE %s END
WHERE id = %s AND state = %s RETURNING submitted_at, paused_at
"""
# Not when minutes or a pause came this very moment.
CLOSE = """
UPDATE exams_attempt SET state = %s, receipt = %s, submitted_at = deadline
WHERE id = %s AND state = %s AND deadline = %s AND paused_at IS NULL
RETURNING submitted_at, paused_at
"""
READ_THE_CLOCK = """
SELECT state, deadline, paused_at, writer, CASE WHEN paused_at IS NULL THEN NULL ELSE (
  SELECT reason FROM exams_pause p WHERE p.attempt_id = a.id AND p.ended_at IS NULL
) END FROM exams_attempt a WHERE id = %s
"""
PUT = """
INSERT INTO exams_answer (attempt_id, question_id, sequence, value, saved_at) VALUES {rows}
ON CONFLICT (question_id) DO UPDATE
SET sequence = excluded.sequence, value = excluded.value, saved_at = excluded.saved_at
WHERE excluded.sequence > exams_answer.sequence
RETURNING question_id
"""
NOTE = """
INSERT INTO exams_answerevent
(attempt_id, question_id, sequence, value, at, late, stale, elsewhere, "window") VALUES {rows}
"""
MARKS = """
INSERT INTO exams_mark (question_id, result_id, points, "full") VALUES {rows}
"""
RAISE = """
UPDATE exams_answer SET sequence = sequence + %s WHERE attempt_id = %s AND EXISTS (
  SELECT 1 FROM exams_answerevent e WHERE e.question_id = exams_answer.question_id
  AND e.sequence = exams_answer.sequence AND e."window" LIKE %s
  AND NOT e.late AND NOT e.stale AND NOT e.elsewhere
)
"""


@dataclass(frozen=True)
class Given:
    """An answer that a question can have, to the question with this row."""

    question_id: int
    sequence: int
    value: list[str]


@dataclass(frozen=True)
class Fate:
    """Why an answer is kept and does not count; all False when it counts."""

    late: bool = False
    stale: bool = False
    elsewhere: bool = False


@dataclass(frozen=True)
class Door:
    """Until when answers to an open attempt count; while it is paused they do."""

    deadline: datetime
    grace_seconds: int
    paused_at: datetime | None


def open_the_door(attempt_id: int, moment: datetime, window: str, before: str) -> Door | None:
    """Take the lock of an open attempt for the window that writes. None when the attempt is shut,
    or another window writes. Handing in waits for this lock, or it waits and finds nothing to
    do."""
    is_open = str(AttemptState.OPEN)
    at = _when(moment)
    values = [at, at, window, window, attempt_id, is_open, window, window, before]
    with connection.cursor() as cursor:
        cursor.execute(OPEN_THE_DOOR, values)
        found = cursor.fetchone()
    if not found:
        return None
    deadline, grace, paused_at = found
    return Door(_moment(deadline), int(grace), _moment(paused_at) if paused_at else None)


@dataclass(frozen=True)
class Shut:
    """When an attempt ended; `paused_at` when its clock stood at that moment."""

    submitted_at: datetime
    paused_at: datetime | None


def hand_in(attempt_id: int, receipt: str, ended: datetime, last: datetime) -> Shut | None:
    """End an attempt that is open, as handed in; `last` is until when answers count. None when
    somebody was faster."""
    at = _when(ended)
    values = [AttemptState.SUBMITTED, receipt, at, _when(last), at, attempt_id, AttemptState.OPEN]
    return _shut(HAND_IN, values)


def close(attempt_id: int, receipt: str, deadline: datetime) -> Shut | None:
    """End an attempt whose time was up at this deadline. None when it is another one by now, the
    clock stands, or somebody was faster."""
    at = _when(deadline)
    return _shut(CLOSE, [AttemptState.CLOSED, receipt, attempt_id, AttemptState.OPEN, at])


def _shut(statement: str, values: Sequence[Any]) -> Shut | None:
    with connection.cursor() as cursor:
        cursor.execute(
            statement, [str(one) if isinstance(one, AttemptState) else one for one in values]
        )
        found = cursor.fetchone()
    if not found:
        return None
    submitted_at, paused_at = found
    return Shut(_moment(submitted_at), _moment(paused_at) if paused_at else None)


@dataclass(frozen=True)
class Hands:
    """How the clock of an attempt stands, and which window writes; `reason` why, while it is
    paused."""

    state: str
    deadline: datetime
    paused_at: datetime | None
    writer: str
    reason: str


def read_clock(attempt_id: int) -> Hands | None:
    """One statement, no lock."""
    with connection.cursor() as cursor:
        cursor.execute(READ_THE_CLOCK, [attempt_id])
        found = cursor.fetchone()
    if not found:
        return None
    state, deadline, paused_at, writer, reason = found
    paused = _moment(paused_at) if paused_at else None
    return Hands(str(state), _moment(deadline), paused, str(writer), str(reason or ""))


def put(attempt_id: int, answers: Sequence[Given], moment: datetime) -> set[int]:
    """Let each answer stand unless one with the same or a higher number does: the questions of
    those that stand now. Each question at most once."""
    if not answers:
        return set()
    at = _when(moment)
    rows = [
        (attempt_id, one.question_id, one.sequence, json.dumps(one.value), at) for one in answers
    ]
    with connection.cursor() as cursor:
        cursor.execute(PUT.format(rows=_places(rows)), [value for row in rows for value in row])
        return {int(row[0]) for row in cursor.fetchall()}


def note(
    attempt_id: int, answers: Sequence[tuple[Given, Fate]], moment: datetime, window: str
) -> None:
    """Keep them as evidence, whether they count or not."""
    if not answers:
        return
    at = _when(moment)
    rows = [
        (
            *(attempt_id, one.question_id, one.sequence, json.dumps(one.value), at),
            *(fate.late, fate.stale, fate.elsewhere, window),
        )
        for one, fate in answers
    ]
    with connection.cursor() as cursor:
        cursor.execute(NOTE.format(rows=_places(rows)), [value for row in rows for value in row])


def put_marks(marks: Sequence[tuple[int, int, str, bool]]) -> None:
    """Marks as (question, result, points, all right), in one statement."""
    if marks:
        with connection.cursor() as cursor:
            values = [value for mark in marks for value in mark]
            cursor.execute(MARKS.format(rows=_places(marks)), values)


def raise_numbers(attempt_id: int, device: str, by: int) -> None:
    """Raise the sequence numbers of the answers that windows of this device saved."""
    with connection.cursor() as cursor:
        cursor.execute(RAISE, [by, attempt_id, f"{device}%"])


def _places(rows: Sequence[tuple[Any, ...]]) -> str:
    one = f"({', '.join(['%s'] * len(rows[0]))})"
    return ", ".join([one] * len(rows))


def _when(moment: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(moment)


def _moment(value: datetime) -> datetime:
    """SQLite does not say that what it gives is UTC."""
    return value if value.tzinfo else value.replace(tzinfo=UTC)
