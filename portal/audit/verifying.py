"""Reads the whole trail again and names the places where it was touched.

Reads plain values in order and in constant memory; a million events take well under a minute.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Max

from portal.audit.models import AuditBody, AuditDay, AuditEvent, AuditSeal
from portal.audit.recording import BODIES_ERASED, digest_of
from portal.audit.sealing import line_of, link_line, root_of, start_of

AT_ONCE = 5000
QUICK = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True)
COLUMNS = (
    "day",
    "position",
    "chain",
    "event_id",
    "event__at",
    "event__actor_id",
    "event__place",
    "event__kind",
    "event__subject",
    "event__digest",
    "event__body__salt",
    "event__body__reason",
    "event__body__data",
)


@dataclass(frozen=True)
class Fault:
    """Something that is not as it was sealed: the day, the position in it, and what is wrong."""

    day: date
    position: int
    what: str


@dataclass(frozen=True)
class Verified:
    """`sealed` events were read, `unsealed` wait for the next seal, the oldest of them since
    `waiting_since`; an intact trail has no faults."""

    sealed: int
    unsealed: int
    waiting_since: datetime | None
    faults: tuple[Fault, ...]


@dataclass
class _Read:
    """What was read of the chain: how many events, the last place of each day, and the places (day,
    position, event) without a body."""

    count: int = 0
    last: dict[date, int] = field(default_factory=dict)
    bare: list[tuple[date, int, int]] = field(default_factory=list)


def verify(outside: dict[date, str] | None = None) -> Verified:
    """Check every seal, body and day root, and the roots of days against those kept `outside`.

    Whoever rewrites a whole day with all its seals and roots is found only by a root that was kept
    elsewhere (mailed, printed, in `audit-roots.txt` on another machine).
    """
    read = _Read()
    faults = [*_chain_faults(read), *_end_faults(read), *_missing_bodies(read)]
    faults += _root_faults(outside or {})
    unsealed = AuditEvent.objects.filter(seal__isnull=True).order_by("at")
    return Verified(
        sealed=read.count,
        unsealed=unsealed.count(),
        waiting_since=unsealed.values_list("at", flat=True).first(),
        faults=tuple(faults),
    )


def _chain_faults(read: _Read) -> Iterator[Fault]:
    day, chain, expected = None, "", 0
    rows = AuditSeal.objects.order_by("day", "position").values_list(*COLUMNS)
    for row in rows.iterator(chunk_size=AT_ONCE):
        read.count += 1
        if row[0] != day:
            day, chain, expected = row[0], start_of(row[0]), 1
        if row[1] != expected:
            yield Fault(row[0], expected, "seals or events are missing from here")
        if row[2] != link_line(chain, row[1], line_of(row[3:10])):
            yield Fault(row[0], row[1], f"event {row[3]} is not as it was sealed")
        if row[10] is None:
            read.bare.append((row[0], row[1], row[3]))
        elif not _body_is_whole(*row[9:13]):
            yield Fault(row[0], row[1], f"the body of event {row[3]} was changed")
        chain, expected = row[2], row[1] + 1
        read.last[row[0]] = row[1]


def _end_faults(read: _Read) -> Iterator[Fault]:
    """Days whose last seals have no event any more: the reading ended before them."""
    for day, end in AuditSeal.objects.values_list("day").annotate(Max("position")).order_by("day"):
        last = read.last.get(day, 0)
        if last < end:
            yield Fault(day, last + 1, "events are missing to the end of the day")


def _missing_bodies(read: _Read) -> Iterator[Fault]:
    """An erased body leaves a whole event, its digest stands for it; but an act must name it."""
    acts = AuditBody.objects.filter(event__kind=BODIES_ERASED).values_list("data", flat=True)
    named = {pk for data in acts for pk in data.get("events", ())} if read.bare else set()
    for day, position, pk in read.bare:
        if pk not in named:
            yield Fault(day, position, f"the body of event {pk} is gone, and no act erased it")


def _body_is_whole(digest: str, salt: str, reason: str, data: dict[str, Any]) -> bool:
    """The quick form of JSON is the canonical one for words and whole numbers, which is nearly
    always; only where it does not fit is the canonical form asked."""
    body = {"data": data, "reason": reason}
    quick = QUICK.encode(body)
    if hashlib.sha256((salt + quick).encode("utf-8", "surrogatepass")).hexdigest() == digest:
        return True
    return digest_of(salt, reason, data) == digest


def _root_faults(outside: dict[date, str]) -> Iterator[Fault]:
    root, known = "", set()
    for closed in AuditDay.objects.order_by("day"):
        known.add(closed.day)
        last = AuditSeal.objects.filter(day=closed.day).order_by("-position").first()
        root = root_of(root, closed.day, closed.count, closed.head)
        if root != closed.root:
            yield Fault(closed.day, 0, "the root of the day was changed")
        if last is None or (last.position, last.chain) != (closed.count, closed.head):
            yield Fault(closed.day, closed.count, "the day does not end where its root says")
        if outside.get(closed.day, root) != root:
            yield Fault(closed.day, 0, "the root kept outside is another one")
    for day in sorted(set(outside) - known):
        yield Fault(day, 0, "a root is kept outside, but the day has none here")
