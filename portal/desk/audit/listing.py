"""Which events a scope reaches, and which of them fit the filters."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from portal.accounts.authority import tops
from portal.audit import own_words
from portal.audit.models import READERS, AuditDay, AuditEvent
from portal.clock import CITY_ZONE
from portal.people.models import Organisation
from portal.scope import Scope


def reaches_all(scope: Scope) -> bool:
    """True at the top of the tree: acts of no place (rules, the platform itself) are seen there."""
    return bool(tops(scope, *READERS))


def in_reach(scope: Scope) -> QuerySet[AuditEvent]:
    """The events of the places where the scope may read the trail, and below them."""
    reached = scope.below("place", *READERS)
    if reaches_all(scope):
        reached |= Q(place="")
    return AuditEvent.objects.filter(reached)


def found(scope: Scope, typed: dict[str, Any]) -> QuerySet[AuditEvent]:
    """The events that fit what was typed, the latest first."""
    rows = in_reach(scope)
    if since := typed.get("since"):
        rows = rows.filter(at__gte=_start(since))
    if until := typed.get("until"):
        rows = rows.filter(at__lt=_start(until + timedelta(days=1)))
    if who := typed.get("who"):
        rows = rows.filter(actor__username=who)
    if kind := typed.get("kind"):
        rows = rows.filter(kind__startswith=kind)
    if subject := typed.get("subject"):
        named = Q(subject=subject) if subject[-1:].isdigit() else Q(subject__startswith=subject)
        rows = rows.filter(named)
    if place := typed.get("at"):
        rows = rows.filter(place__startswith=place.path)
    if text := typed.get("text"):
        rows = rows.filter(
            Q(body__reason__contains=text) | Q(body__reason__in=own_words.kept_as(text))
        )
    return rows.order_by("-at", "-pk")


def _start(day: date) -> datetime:
    """The first moment of a day in the city."""
    return datetime.combine(day, time.min, CITY_ZONE).astimezone(UTC)


def places_named(rows: list[AuditEvent]) -> dict[str, str]:
    """The names of the places of events, by path."""
    paths = {row.place for row in rows if row.place}
    named = Organisation.objects.filter(path__in=paths).values_list("path", "short_name")
    return dict(named)


def kinds_of(scope: Scope) -> set[str]:
    """The kinds of acts that occur as far as the scope reaches."""
    return set(in_reach(scope).order_by().values_list("kind", flat=True).distinct())


def acts_of(scope: Scope, day: date) -> list[dict[str, Any]]:
    """How many acts of each kind were sealed on a day, as far as the scope reaches."""
    rows = in_reach(scope).filter(seal__day=day)
    counted = rows.values("kind").annotate(count=Count("pk")).order_by("kind")
    return [dict(act) for act in counted]


def state_of_trail() -> dict[str, Any]:
    """The last day with a root, what waits for its seal, and the last verification."""
    waiting = AuditEvent.objects.filter(seal__isnull=True)
    verified = AuditEvent.objects.filter(kind="audit.verified").select_related("body")
    last = verified.order_by("-pk").first()
    return {
        "closed": AuditDay.objects.order_by("-day").first(),
        "waiting": waiting.count(),
        "waiting_since": waiting.order_by("at").values_list("at", flat=True).first(),
        "verified": last,
        "result": last.body.data if last else {},
    }
