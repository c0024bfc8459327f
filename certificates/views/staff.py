"""Certificates for staff: the list, one certificate, what can be done to it, who waits for one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certificates import (
    issuing,
    numbering,
    proposing_ends,
    reissuing,
    requirements,
    tracing,
    waiting,
)
from certificates.asking.models import KEEPERS
from certificates.choices import (
    STANDING_ON,
    CertificateKind,
    Standing,
)
from certificates.designs import CARRIED, Design
from certificates.models import ACTORS, READERS, Certificate
from certificates.showing import Shown, in_state, shown
from certificates.views import again
from certificates.views.acts import is_own, words_of_acts
from certificates.views.changing import can_be_done, waiting_proposal
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope

TASKS = ("ending", "renamed")  # counted beside the states, not among them
STATES = ("valid", "suspended", "expired", "revoked", "superseded", "voided")
AT_ONCE = 25


@dataclass(frozen=True)
class Tile:
    """A filter of the list with its number."""

    state: str
    count: int


def _visible(request: HttpRequest) -> "QuerySet[Certificate]":
    return Certificate.objects.scoped(request_scope(request))


@never_cache
@require_safe
@needs_role(*READERS)
def certificates(request: HttpRequest) -> HttpResponse:
    kind = request.GET.get("kind", "")
    kind = kind if kind in CertificateKind.values else ""
    rows = _visible(request).filter(**({"kind": kind} if kind else {}))
    tiles = [Tile(state, rows.filter(in_state(state)).count()) for state in STATES]
    tasks = [Tile(task, rows.filter(_for_task(task)).count()) for task in TASKS]
    state = request.GET.get("state", "")
    sought = request.GET.get("q", "").strip()[:50]
    found = rows.filter(_for_task(state)).filter(_sought(sought))
    ordered = found.select_related("person", "organisation").order_by("-issued_on", "-pk")
    page = Paginator(ordered, AT_ONCE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": shown(ordered[page.start_index() - 1 : page.end_index()]) if page else [],
        "tiles": [tile for tile in tiles if tile.count or tile.state == state],
        "tasks": [tile for tile in tasks if tile.count or tile.state == state],
        "total": sum(tile.count for tile in tiles),
        "state": state,
        "q": sought,
        "kind": kind,
        "kinds": CertificateKind.choices,
        "waiting": waiting.how_many(request_scope(request)),
        "keys": request_scope(request).holds(*KEEPERS),
        "issues": request_scope(request).holds(*ACTORS),
    }
    return render(request, "certificates/staff/list.html", context)


def _for_task(state: str) -> Q:
    return reissuing.renamed() if state == "renamed" else in_state(state)


def _sought(words: str) -> Q:
    """Part of a name, or the beginning of a number however it is spaced."""
    if not words:
        return Q()
    digits = numbering.clean_code(words)
    return Q(person__name__icontains=words) | Q(number__startswith=digits)


@never_cache
@require_safe
@needs_role(*READERS)
def waiting_list(request: HttpRequest) -> HttpResponse:
    """Who has passed and has no certificate, and why."""
    people = waiting.people(request_scope(request))
    context = {
        "people": people,
        "by_itself": issuing.is_by_itself(),
        "issues": request_scope(request).holds(*ACTORS),
    }
    return render(request, "certificates/staff/waiting.html", context)


@never_cache
@require_safe
@needs_role(*READERS)
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    rows = _visible(request).select_related("person", "organisation").filter(pk=pk)
    item = next(iter(shown(rows)), None)
    if item is None:
        raise Http404
    judged = item.version.decision
    context = {
        "item": item,
        "decision": requirements.recalled(judged),
        "rules": sorted(judged["rules"].items()) if judged else [],
        "changes": item.certificate.changes.select_related("actor").order_by("-recorded_at", "-pk"),
        "acts": _acts(request, item.certificate),
        **_proposed(request, item.certificate),
        "carried": _carried(request, item),
        "again": again.offered(request, item),
        "links": _links(request, item.certificate),
        "awards": _awards(request, item),
        "named": reissuing.changed_names(item.version, item.certificate.person),
    }
    return render(request, "certificates/staff/certificate.html", context)


@dataclass(frozen=True)
class Link:
    """Another record that belongs to this certificate."""

    label: str
    url: str
    text: str


def _links(request: HttpRequest, row: Certificate) -> list[Link]:
    """What it stands on, which one it took the place of or gave way to, its decision."""
    near = _visible(request)
    found = [
        (_("Stands on"), near.filter(carries=row)),
        (_("Takes the place of"), near.filter(superseded_by=row)),
        (_("Superseded by"), near.filter(supersedes=row)),
    ]
    links = [
        Link(label, reverse("certificate", args=[one.pk]), numbering.spaced_number(one.number))
        for label, rows in found
        for one in rows
    ]
    if row.kind in STANDING_ON:
        number = row.act.partition(":")[2]
        link = reverse("certificate_award", args=[number])
        links.append(Link(_("Decision"), link, _("Document and who entered it")))
    return links


def _proposed(request: HttpRequest, row: Certificate) -> dict[str, Any]:
    """The end that waits for a second person, and what the reader may do with it."""
    one = waiting_proposal(row)
    if one is None:
        return {}
    scope = request_scope(request)
    return {
        "proposal": one,
        "proposed": words_of_acts(row.kind)[one.act]["button"],
        "may": scope.covers(row.organisation.path, *ACTORS),
        "own": proposing_ends.is_own(one, scope.user_id),
        "decides": proposing_ends.may_decide(one, scope.user_id),
    }


def _awards(request: HttpRequest, item: Shown) -> list[tuple[str, str]]:
    """Which decisions can be entered beside a post certificate that is valid."""
    row = item.certificate
    mine = request_scope(request).covers(row.organisation.path, *ACTORS)
    if not mine or row.kind != CertificateKind.POST or item.state != Standing.VALID:
        return []
    return [
        ("chief", _("Enter: chief mediator")),
        ("grade", _("Enter: grade")),
    ]


def _carried(request: HttpRequest, item: Shown) -> Sequence[Design]:
    """What may be printed of it to be carried, by whoever acts here."""
    mine = request_scope(request).covers(item.certificate.organisation.path, *ACTORS)
    post = item.certificate.kind == CertificateKind.POST
    return CARRIED if mine and post and item.state == Standing.VALID else ()


@never_cache
@require_safe
@needs_role(*READERS)
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every version, print and act, with who and why."""
    rows = _visible(request).select_related("person", "organisation").filter(pk=pk)
    item = next(iter(shown(rows)), None)
    if item is None:
        raise Http404
    context = {
        "item": item,
        "editions": tracing.editions(item.certificate),
        "events": tracing.events(item.certificate),
    }
    return render(request, "certificates/staff/history.html", context)


def _acts(request: HttpRequest, row: Certificate) -> list[tuple[str, str]]:
    if not request_scope(request).covers(row.organisation.path, *ACTORS) or is_own(request, row):
        return []
    words = words_of_acts(row.kind)
    return [(act, words[act]["button"]) for act in words if can_be_done(row, act)]
