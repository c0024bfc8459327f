"""Checking the compact record of a certificate without a network: a page that can be kept."""

import base64
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from certificates import compact, limiting
from certificates.choices import NO_END, CertificateKind
from certificates.compact import Compact
from certificates.forms import CompactForm
from certificates.views.public import domain, patience, told_to_wait
from portal import clock

REFUSED = 422
RUNS, EARLY, OVER = "runs", "early", "over"  # how the period stands on a day


@dataclass(frozen=True)
class Line:
    """A fact of a record: its place in it, its name, what it says (as the reader writes it), and
    what that means."""

    at: int
    label: str
    said: str
    meaning: str


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
    found = told.get("found")
    context = {
        "form": form,
        "keys": _keys(),
        "words": words,
        "lines": _lines(found, words),
        "period": _period(found) if found else "",
        **told,
        **domain(),
    }
    return render(request, "certificates/offline.html", context, status=status)


def _lines(found: Compact | None, words: dict[str, str]) -> list[Line]:
    """Every fact of a record in the order in which people compare them; said as nothing before
    there is one."""
    facts = astuple(found) if found else ("",) * len(Compact.__dataclass_fields__)
    return [
        Line(at, label, words.get(facts[at]) or _dated(facts[at]), meaning)
        for at, (label, meaning) in meanings().items()
    ]


def meanings() -> dict[int, tuple[str, str]]:
    """Of each place in a record its name, and what stands there."""
    return {
        3: (
            pgettext("certificate", "Kind"),
            _("Whoever is on duty as a people's mediator needs a post certificate."),
        ),
        2: (_("Name"), _("As printed. Compare it with an identity document.")),
        1: (
            pgettext("certificate", "Number"),
            _(
                "17 digits: 6 of the place that issues, 4 of the year, 6 that count on, and a check"
                " digit."
            ),
        ),
        4: (
            _("Issued on"),
            _("The day it was issued or renewed; a print made anew keeps it."),
        ),
        5: (pgettext("certificate", "Valid from"), _("The first day of the printed period.")),
        6: (
            pgettext("certificate", "Valid until"),
            _("The last day of the printed period; on that day it still holds."),
        ),
        0: (
            _("Signed with"),
            _("The issuer's key by its name; this page brings the keys it checks with."),
        ),
    }


def _dated(said: str) -> str:
    try:
        return date_format(date.fromisoformat(said))
    except ValueError:
        return said


def _period(found: Compact) -> str:
    """How the printed period stands today; days as ISO dates are in their order."""
    today = clock.today().isoformat()
    if found.valid_until < today:
        return OVER
    return EARLY if today < found.valid_from else RUNS


def _keys() -> list[tuple[str, str]]:
    """Ids of all keys that ever signed, with the public key (base64)."""
    return [
        (name, base64.b64encode(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).decode())
        for name, key in compact.public_keys().items()
    ]
