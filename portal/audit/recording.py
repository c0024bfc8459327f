"""The only functions that write audit events: one, and many at once."""

import hashlib
import json
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

import rfc8785
from django.db import connection, models

from portal import clock
from portal.audit.models import AuditBody, AuditEvent

AT_ONCE = 500
EVENT = """
INSERT INTO audit_auditevent (at, actor_id, place, kind, subject, digest)
VALUES (%s, %s, %s, %s, %s, %s) RETURNING id
"""
BODY = "INSERT INTO audit_auditbody (event_id, salt, reason, data) VALUES (%s, %s, %s, %s)"
BOTH = """
WITH event AS (INSERT INTO audit_auditevent (at, actor_id, place, kind, subject, digest)
VALUES (%s, %s, %s, %s, %s, %s) RETURNING id),
body AS (INSERT INTO audit_auditbody (event_id, salt, reason, data)
SELECT id, %s, %s, %s::jsonb FROM event)
SELECT id FROM event
"""
BODIES_ERASED = "audit.bodies_erased"  # the act that names the events whose bodies went
_for_person: ContextVar[int | None] = ContextVar("for_person", default=None)


@contextmanager
def on_behalf_of(person_id: int) -> Iterator[None]:
    """Let every event recorded meanwhile say for whom its actor acts (assisted entry, 帮办): the
    id of the person under `for_person` in its data."""
    token = _for_person.set(person_id)
    try:
        yield
    finally:
        _for_person.reset(token)


@dataclass(frozen=True)
class Note:
    """One of many acts of the same kind: on what, where, with which details."""

    subject: models.Model
    place: str = ""
    data: dict[str, Any] = field(default_factory=dict)


class NoTransaction(RuntimeError):
    """An event outside the transaction of its act could tell of something that never happened."""


def digest_of(salt: str, reason: str, data: dict[str, Any]) -> str:
    """SHA-256 over the salt and the canonical JSON (RFC 8785) of reason and data, hex."""
    return hashlib.sha256(
        salt.encode() + rfc8785.dumps({"reason": reason, "data": data})
    ).hexdigest()


def subject_of(row: models.Model) -> str:
    """How an event names a row: `exams.attempt:17`."""
    return f"{row._meta.label_lower}:{row.pk}"  # noqa: SLF001 - Django's public interface


def _details(data: dict[str, Any]) -> dict[str, Any]:
    person_id = _for_person.get()
    return dict(data) if person_id is None else {**data, "for_person": person_id}


def record(
    kind: str,
    subject: models.Model,
    *,
    actor_id: int | None,
    place: str = "",
    reason: str = "",
    data: dict[str, Any] | None = None,
) -> AuditEvent:
    """Write down an act in its own transaction.

    `kind` is `<noun>.<past participle>` (`certificate.issued`); `actor_id` is the login that
    acted, None for the
    platform itself; `place` the tree path of the organisation concerned. Raises NoTransaction
    outside
    `transaction.atomic`.
    """
    if not connection.in_atomic_block:
        raise NoTransaction(f"record({kind!r}) outside a transaction")
    details = _details(data or {})
    salt = secrets.token_hex(16)
    event = AuditEvent(
        at=clock.now(),
        actor_id=actor_id,
        place=place,
        kind=kind,
        subject=subject_of(subject),
        digest=digest_of(salt, reason, details),
    )
    _write(event, AuditBody(salt=salt, reason=reason, data=details))
    return event


def _write(event: AuditEvent, body: AuditBody) -> None:
    """In plain words, and one statement where the database can: nearly every request that changes
    something writes one, and a hand-in four."""
    at = connection.ops.adapt_datetimefield_value(event.at)
    told = (at, event.actor_id, event.place, event.kind, event.subject, event.digest)
    details = (body.salt, body.reason, json.dumps(body.data))
    write = _together if connection.vendor == "postgresql" else _one_by_one
    event.pk = write(told, details)
    event._state.adding = False  # noqa: SLF001 - as Django's own `save` leaves it


def _together(told: Sequence[Any], details: Sequence[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(BOTH, (*told, *details))
        return int(cursor.fetchone()[0])


def _one_by_one(told: Sequence[Any], details: Sequence[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(EVENT, told)
        number = int(cursor.fetchone()[0])
        cursor.execute(BODY, (number, *details))
    return number


def record_many(
    kind: str, notes: Sequence[Note], *, actor_id: int | None, reason: str = ""
) -> list[AuditEvent]:
    """Write down many acts of one kind as `record` does each, in few queries.

    Raises NoTransaction outside `transaction.atomic`.
    """
    if not connection.in_atomic_block:
        raise NoTransaction(f"record_many({kind!r}) outside a transaction")
    moment = clock.now()
    details = [_details(note.data) for note in notes]
    salts = [secrets.token_hex(16) for _note in notes]
    events = AuditEvent.objects.bulk_create(
        [
            AuditEvent(
                at=moment,
                actor_id=actor_id,
                place=note.place,
                kind=kind,
                subject=subject_of(note.subject),
                digest=digest_of(salt, reason, data),
            )
            for note, data, salt in zip(notes, details, salts, strict=True)
        ],
        batch_size=AT_ONCE,
    )
    AuditBody.objects.bulk_create(
        [
            AuditBody(event=event, salt=salt, reason=reason, data=data)
            for event, data, salt in zip(events, details, salts, strict=True)
        ],
        batch_size=AT_ONCE,
    )
    return events
