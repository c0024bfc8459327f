"""An extract of the trail: the acts on some things, each with what anybody needs to check it
against the seals. Reads only."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from portal.audit.models import AuditDay, AuditEvent, AuditSeal
from portal.audit.recording import digest_of
from portal.audit.sealing import line_of, link_line, start_of

Place = tuple[date, int]


@dataclass(frozen=True)
class Sealed:
    """The place of an act in its day's chain: `chain` is the SHA-256 of `previous`, `position` and
    the act's line (`sealing.link_line`); `root` is empty while the day is not closed."""

    day: date
    position: int
    previous: str
    chain: str
    root: str


@dataclass(frozen=True)
class Act:
    """An event as it stands in the trail. `salt` is None when its body was erased; the digest
    stands for it then. `intact`: digest and chain are what they must be."""

    number: int
    at: datetime
    kind: str
    subject: str
    place: str
    actor_id: int | None
    actor: str
    reason: str
    data: dict[str, Any]
    salt: str | None
    digest: str
    line: str
    sealed: Sealed | None
    intact: bool


def extract(
    subjects: Collection[str], *, without: Collection[str] = (), more: Collection[int] = ()
) -> list[Act]:
    """The acts on these (`recording.subject_of`) but for the kinds `without`, and `more` acts by
    their numbers, all in the order of their numbers; three queries."""
    asked = Q(subject__in=subjects) & ~Q(kind__in=without)
    rows = AuditEvent.objects.filter(asked | Q(pk__in=more))
    events = list(rows.select_related("actor", "body", "seal").order_by("pk"))
    seals = [event.seal for event in events if hasattr(event, "seal")]
    before, roots = _before(seals), _roots(seals)
    return [_act(event, before, roots) for event in events]


def _before(seals: Iterable[AuditSeal]) -> dict[Place, str]:
    """The chain values in front of these seals."""
    places = {(seal.day, seal.position - 1) for seal in seals}
    found = AuditSeal.objects.filter(
        day__in={day for day, _n in places}, position__in={n for _day, n in places}
    )
    known = {(day, n): chain for day, n, chain in found.values_list("day", "position", "chain")}
    return {(day, n): known.get((day, n), "") if n else start_of(day) for day, n in places}


def _roots(seals: Iterable[AuditSeal]) -> dict[date, str]:
    days = AuditDay.objects.filter(day__in={seal.day for seal in seals})
    return dict(days.values_list("day", "root"))


def _act(event: AuditEvent, before: dict[Place, str], roots: dict[date, str]) -> Act:
    seal, body = getattr(event, "seal", None), getattr(event, "body", None)
    values = (event.pk, event.at, event.actor_id, event.place, event.kind)
    line = line_of((*values, event.subject, event.digest))
    sealed = None
    if seal:
        previous = before[seal.day, seal.position - 1]
        root = roots.get(seal.day, "")
        sealed = Sealed(seal.day, seal.position, previous, seal.chain, root)
    whole = body is None or digest_of(body.salt, body.reason, body.data) == event.digest
    linked = sealed is None or sealed.chain == link_line(sealed.previous, sealed.position, line)
    return Act(
        number=event.pk,
        at=event.at,
        kind=event.kind,
        subject=event.subject,
        place=event.place,
        actor_id=event.actor_id,
        actor=_named(event),
        reason=body.reason if body else "",
        data=body.data if body else {},
        salt=body.salt if body else None,
        digest=event.digest,
        line=line.decode(),
        sealed=sealed,
        intact=whole and linked,
    )


def _named(event: AuditEvent) -> str:
    """Who acted; empty for the platform itself."""
    if event.actor is None:
        return ""
    return f"{event.actor.get_full_name()} ({event.actor.get_username()})"
