"""Reads the whole trail again and names the first place where it was touched."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from portal.audit.models import AuditDay, AuditEvent, AuditSeal
from portal.audit.recording import digest_of
from portal.audit.sealing import link, root_of, start_of


@dataclass(frozen=True)
class Fault:
    """Something that is not as it was sealed: the day, the position in it, and what is wrong."""

    day: date
    position: int
    what: str


@dataclass(frozen=True)
class Verified:
    """`sealed` events were read, `unsealed` wait for the next seal; an intact trail has no
    faults."""

    sealed: int
    unsealed: int
    faults: tuple[Fault, ...]


def verify() -> Verified:
    """Check every seal, body and day root. Reads in order, in constant memory."""
    faults = [*_chain_faults(), *_root_faults()]
    return Verified(
        sealed=AuditSeal.objects.count(),
        unsealed=AuditEvent.objects.filter(seal__isnull=True).count(),
        faults=tuple(faults),
    )


def _chain_faults() -> Iterator[Fault]:
    day, chain, expected = None, "", 0
    rows = AuditSeal.objects.select_related("event", "event__body").order_by("day", "position")
    for seal in rows.iterator(chunk_size=2000):
        if seal.day != day:
            day, chain, expected = seal.day, start_of(seal.day), 1
        if seal.position != expected:
            yield Fault(seal.day, expected, "seals are missing from here")
        if seal.chain != link(chain, seal.position, seal.event):
            yield Fault(seal.day, seal.position, f"event {seal.event_id} is not as it was sealed")
        yield from _body_faults(seal)
        chain, expected = seal.chain, seal.position + 1


def _body_faults(seal: AuditSeal) -> Iterator[Fault]:
    body = getattr(seal.event, "body", None)
    if body and digest_of(body.salt, body.reason, body.data) != seal.event.digest:
        yield Fault(seal.day, seal.position, f"the body of event {seal.event_id} was changed")


def _root_faults() -> Iterator[Fault]:
    root = ""
    for closed in AuditDay.objects.order_by("day"):
        last = AuditSeal.objects.filter(day=closed.day).order_by("-position").first()
        root = root_of(root, closed.day, closed.count, closed.head)
        if root != closed.root:
            yield Fault(closed.day, 0, "the root of the day was changed")
        if last is None or (last.position, last.chain) != (closed.count, closed.head):
            yield Fault(closed.day, closed.count, "the day does not end where its root says")
