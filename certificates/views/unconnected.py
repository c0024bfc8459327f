"""Checking the compact record of a certificate without a network: a page that can be kept."""

import base64
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from certificates import compact, limiting
from certificates.choices import NO_END, CertificateKind
from certificates.forms import CompactForm
from certificates.views.public import domain, patience, told_to_wait

REFUSED = 422


@require_http_methods(["GET", "HEAD", "POST"])
def check_offline(request: HttpRequest) -> HttpResponse:
    """The page checks by itself, with the public keys that it brings; without a script, or where
    the browser lacks Ed25519, the server checks what is sent."""
    form = CompactForm(request.POST or None)
    if request.method != "POST":
        return _page(request, form)
    wait = limiting.seconds_to_wait(request)
    if wait:
        return told_to_wait(_page(request, form, 429, notice=patience(wait)), wait)
    if not form.is_valid():
        return _page(request, form, REFUSED)
    try:
        found = compact.checked(form.cleaned_data["record"])
    except compact.NotGenuine:
        return _page(request, form, forged=True)
    return _page(request, form, found=found)


def _page(request: HttpRequest, form: CompactForm, status: int = 200, **told: Any) -> HttpResponse:
    words = {kind.value: str(kind.label) for kind in CertificateKind}
    words[NO_END.isoformat()] = pgettext("period", "without end")
    context = {"form": form, "keys": _keys(), "words": words, **told, **domain()}
    if found := told.get("found"):
        context["kind"] = words.get(found.kind, found.kind)
        context["until"] = words.get(found.valid_until, found.valid_until)
    return render(request, "certificates/offline.html", context, status=status)


def _keys() -> list[tuple[str, str]]:
    """Ids of all keys that ever signed, with the public key (base64)."""
    return [
        (name, base64.b64encode(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).decode())
        for name, key in compact.public_keys().items()
    ]
