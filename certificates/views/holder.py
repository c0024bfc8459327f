"""What holders see of their own certificates, and the file itself."""

from typing import Any

import segno
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certificates import eligibility, storing
from certificates.asking import counting
from certificates.eligibility import Decision
from certificates.models import Certificate, CertificateChange, CertificateVersion
from certificates.showing import Shown, shown
from portal import clock
from portal.accounts.permissions import needs_login, needs_person
from portal.accounts.scoping import request_scope

WECHAT = "MicroMessenger"


@never_cache
@require_safe
@needs_person
def mine(request: HttpRequest) -> HttpResponse:
    """My certificates, newest first; without one, what is still missing."""
    scope = request_scope(request)
    own = Certificate.objects.scoped(scope).filter(person_id=scope.person_id or 0)
    items = shown(own.order_by("-issued_on", "-pk"))
    told = counting.of_certificates(item.certificate.pk for item in items)
    rows = [_with_details(item) | {"told": told[item.certificate.pk]} for item in items]
    decision = None if rows or scope.person_id is None else _decision(scope.person_id)
    context = {
        "rows": rows,
        "decision": decision,
        "days": counting.DAYS,
        "in_wechat": WECHAT in request.headers.get("User-Agent", ""),
    }
    return render(request, "certificates/mine.html", context)


def _decision(person_id: int) -> Decision:
    return eligibility.decide(eligibility.facts_of(person_id, clock.today()))


def _with_details(item: Shown) -> dict[str, Any]:
    changes: list[CertificateChange] = list(item.certificate.changes.order_by("-recorded_at"))
    link = item.version.plan["link"]
    code = segno.make(link, error="m", micro=False)
    return {"item": item, "changes": changes, "link": link, "qr": code.svg_data_uri(border=2)}


@never_cache
@require_safe
@needs_login
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The current version's PDF, for the holder and for staff whose scope covers it."""
    versions = CertificateVersion.objects.scoped(request_scope(request))
    # By the key itself, not the column that refers to it: Django answers a number that fits no
    # column with "nobody's" only there.
    version = get_object_or_404(versions, certificate__pk=pk, superseded_at__isnull=True)
    if not version.file_sha256:
        messages.info(request, _("The certificate is being prepared. Please look again soon."))
        own = version.certificate.person_id == request_scope(request).person_id
        return redirect("my_certificates") if own else redirect("certificate", pk=pk)
    try:
        stored = storing.path_of(version.file_sha256).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response: Any = FileResponse(  # a stream; guards and middleware treat both alike
        stored,
        as_attachment="download" in request.GET,
        filename=f"{version.plan['title_zh']} {version.plan['number']}.pdf",
        content_type="application/pdf",
    )
    return response  # type: ignore[no-any-return]
