"""What holders see of their own certificates."""

from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certificates import eligibility, issuing
from certificates.asking import counting
from certificates.choices import CertificateKind, Standing
from certificates.kinds import showing
from certificates.models import Certificate, CertificateChange
from certificates.requirements import Decision
from certificates.showing import Shown, shown
from portal import clock
from portal.accounts.permissions import needs_person
from portal.accounts.scoping import request_scope

WECHAT = "MicroMessenger"


@never_cache
@require_safe
@needs_person
def mine(request: HttpRequest) -> HttpResponse:
    """My certificates, those for the post first, each kind with the newest first; without one for
    the post that is in its period, what is still missing for it."""
    scope = request_scope(request)
    own = Certificate.objects.scoped(scope).filter(person_id=scope.person_id or 0)
    items = sorted(shown(own.order_by("-issued_on", "-pk")), key=_after_the_post_certificate)
    told = counting.of_certificates(item.certificate.pk for item in items)
    rows = [_with_details(item) | {"told": told[item.certificate.pk]} for item in items]
    decision = None if scope.person_id is None else _still_needed(scope.person_id, items)
    context = {
        "rows": rows,
        "decision": decision,
        "days": counting.DAYS,
        "by_itself": issuing.is_by_itself(),
        "in_wechat": WECHAT in request.headers.get("User-Agent", ""),
    }
    return render(request, "certificates/mine.html", context)


@never_cache
@require_safe
@needs_person
def requirements_of_kinds(request: HttpRequest) -> HttpResponse:
    """What each kind requires, and how far one is."""
    person_id = request_scope(request).person_id or 0
    context = {"kinds": showing.lines_of(person_id)}
    return render(request, "certificates/kinds.html", context)


def _after_the_post_certificate(item: Shown) -> bool:
    return item.certificate.kind != CertificateKind.POST


def _still_needed(person_id: int, items: list[Shown]) -> Decision | None:
    """The decision on a first certificate for the post, or what a renewal of one that ran out still
    lacks."""
    states = {item.state for item in items if item.certificate.kind == CertificateKind.POST}
    if states - {Standing.EXPIRED}:
        return None
    decision = eligibility.decide(eligibility.facts_of(person_id, clock.today()))
    return None if states and decision.granted else decision


def _with_details(item: Shown) -> dict[str, Any]:
    changes: list[CertificateChange] = list(item.certificate.changes.order_by("-recorded_at"))
    link = item.version.plan["link"]
    reviews = list(item.certificate.reviews.order_by("-starts"))
    code = segno.make(link, error="m", micro=False)
    return {
        "item": item,
        "changes": changes,
        "link": link,
        "qr": code.svg_data_uri(border=2),
        "reviews": reviews,
    }
