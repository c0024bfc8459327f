"""The stored files: the current version's for holder and staff, an earlier one's as a record. What
does not hold any more says so before it is opened."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certificates import storing
from certificates.choices import CertificateState, Standing
from certificates.models import CertificateVersion
from certificates.showing import state_of
from portal.accounts.permissions import needs_login
from portal.accounts.scoping import request_scope

ENDED = {CertificateState.REVOKED.value, CertificateState.VOIDED.value}
RECORD = "record"  # in the address: opened knowing that it does not hold


@never_cache
@require_safe
@needs_login
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The current version's PDF, for the holder and for staff whose scope covers it."""
    return _file(request, pk, superseded_at__isnull=True)


@never_cache
@require_safe
@needs_login
def version_file(request: HttpRequest, pk: int, n: int) -> HttpResponse:
    """The PDF of any version, for the same people."""
    return _file(request, pk, n=n)


def _file(request: HttpRequest, pk: int, **which: Any) -> HttpResponse:
    versions = CertificateVersion.objects.scoped(request_scope(request))
    # By the key itself, not the column that refers to it: Django answers a number that fits no
    # column with "nobody's" only there.
    version = get_object_or_404(versions.select_related("certificate"), certificate__pk=pk, **which)
    own = version.certificate.person_id == request_scope(request).person_id
    state = _state(version)
    if not version.file_sha256:
        messages.info(request, _("The certificate is being prepared. Please look again soon."))
        return redirect("my_certificates") if own else redirect("certificate", pk=pk)
    if state != Standing.VALID and RECORD not in request.GET:
        context = {"version": version, "state": state, "own": own}
        return render(request, "certificates/file_standing.html", context)
    return _stored(request, version, state)


def _state(version: CertificateVersion) -> str:
    state = state_of(version.certificate, version)
    if version.superseded_at is not None and state not in ENDED:
        return str(Standing.SUPERSEDED)
    return state


def _stored(request: HttpRequest, version: CertificateVersion, state: str) -> HttpResponse:
    try:
        stored = storing.path_of(version.file_sha256).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    told = "" if state == Standing.VALID else f" ({_word(state)})"
    response: Any = FileResponse(  # a stream; guards and middleware treat both alike
        stored,
        as_attachment="download" in request.GET,
        filename=f"{version.plan['title_zh']} {version.plan['number']}{told}.pdf",
        content_type="application/pdf",
    )
    return response  # type: ignore[no-any-return]


def _word(state: str) -> str:
    word = Standing(state).label if state in Standing.values else CertificateState(state).label
    return str(word)
