"""Seals give events their place and a chained hash, outside the transactions of the acts; each day
gets a root.

An event that commits late is sealed later; its position says when it was sealed, not when it
happened.
"""

import hashlib
import json
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from portal import clock
from portal.audit.models import AuditDay, AuditEvent, AuditSeal

AT_ONCE = 2000
BEHIND = 50_000  # two imports of 20,000 rows may commit while others are sealed
GENESIS = "hezhong audit"


# Made once: `json.dumps` with options makes an encoder for each call, twice a verified event.
LINES = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
EventValues = tuple[int, datetime, int | None, str, str, str, str]
"""id, at, actor, place, kind, subject, digest of an event, as the database gives them."""


def line_of(event: EventValues) -> bytes:
    """The canonical bytes (RFC 8785: keys in order, no blanks) of an event, covered by its seal."""
    event_id, at, actor_id, place, kind, subject, digest = event
    line = {
        "actor": actor_id,
        "at": at.isoformat(),
        "digest": digest,
        "id": event_id,
        "kind": kind,
        "place": place,
        "subject": subject,
    }
    return LINES.encode(line).encode()


def link_line(previous: str, position: int, line: bytes) -> str:
    """The chain value of an event's line after `previous`, hex SHA-256."""
    return hashlib.sha256(f"{previous}:{position}:".encode() + line).hexdigest()


def link(previous: str, position: int, event: AuditEvent) -> str:
    """The chain value of an event after `previous`."""
    values = (event.pk, event.at, event.actor_id, event.place, event.kind)
    return link_line(previous, position, line_of((*values, event.subject, event.digest)))


def start_of(day: date) -> str:
    """The chain value before the first seal of a day."""
    return hashlib.sha256(f"{GENESIS} {day.isoformat()}".encode()).hexdigest()


def root_of(previous_root: str, day: date, count: int, head: str) -> str:
    return hashlib.sha256(f"{previous_root}:{day.isoformat()}:{count}:{head}".encode()).hexdigest()


def seal(*, whole: bool = False) -> int:
    """Seal up to 2,000 unsealed events, oldest first; how many. Two sealers at once: one of them
    writes nothing.

    Looks 50,000 events behind the newest sealed one, so that a tick costs the same whatever the
    length of the trail; an event that was committed even later is found by looking at the `whole`
    trail, once a night.
    """
    try:
        with transaction.atomic():
            return _seal_in_transaction(0 if whole else _newest_sealed() - BEHIND)
    except IntegrityError:
        return 0


def _newest_sealed() -> int:
    """The highest id of a sealed event; 0 when nothing is sealed."""
    return AuditSeal.objects.order_by("-event_id").values_list("event_id", flat=True).first() or 0


def _seal_in_transaction(after: int) -> int:
    day = clock.today()
    last = AuditSeal.objects.filter(day=day).order_by("-position").first()
    chain = last.chain if last else start_of(day)
    position = last.position if last else 0
    seals = []
    # Both sides are cut short: a join would read the seals of the whole trail.
    sealed = AuditSeal.objects.filter(event_id__gt=after).values("event_id")
    unsealed = AuditEvent.objects.filter(pk__gt=after).exclude(pk__in=sealed)
    for event in unsealed.order_by("pk")[:AT_ONCE]:
        position += 1
        chain = link(chain, position, event)
        seals.append(AuditSeal(event=event, day=day, position=position, chain=chain))
    AuditSeal.objects.bulk_create(seals)
    return len(seals)


def close_days() -> int:
    """Give every past day that has seals and no root its root, in order; how many were closed.

    A day is closed an hour after its end, when no late sealer can be at work on it.
    """
    last_open = clock.day_of(clock.now() - timedelta(hours=1)) - timedelta(days=1)
    closed = AuditDay.objects.order_by("-day").first()
    rows = AuditSeal.objects.filter(day__lte=last_open)
    if closed:
        rows = rows.filter(day__gt=closed.day)
    root = closed.root if closed else ""
    days = list(rows.order_by("day").values_list("day", flat=True).distinct())
    for day in days:
        last = AuditSeal.objects.filter(day=day).order_by("-position").first()
        if last is None:
            continue
        root = root_of(root, day, last.position, last.chain)
        AuditDay.objects.create(day=day, count=last.position, head=last.chain, root=root)
    return len(days)
