"""What is asked before something is done to a certificate, in words; and where a link leads to an
act that cannot be done any more."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from certificates.choices import CertificateKind
from certificates.models import Certificate


def no_more(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to the certificate, whose page says how it stands: a link or a button was older."""
    messages.warning(request, _("This cannot be done any more; see how the certificate stands."))
    return redirect("certificate", pk=pk)


def is_own(request: HttpRequest, row: Certificate) -> bool:
    """Nobody acts on their own certificate, whatever their role."""
    return row.person.user_id is not None and row.person.user_id == request.user.pk


def not_ones_own(request: HttpRequest, pk: int) -> HttpResponse:
    messages.warning(request, _("This is your own certificate: somebody else acts on it."))
    return redirect("certificate", pk=pk)


def words_of_acts(kind: str) -> dict[str, dict[str, str]]:
    """Of each act; duty hangs on post certificates, on which titles and grades stand."""
    post = kind == CertificateKind.POST
    return _pauses(post=post) | _ends(post=post)


def _pauses(*, post: bool) -> dict[str, dict[str, str]]:
    suspended = _("From today the public page says: suspended.")
    return {
        "suspend": {
            "button": pgettext("button", "Suspend"),
            "question": _("Suspend this certificate?"),
            "consequence": _(
                "From today the public page says: suspended. The holder may not be on duty until "
                "the suspension is lifted."
            )
            if post
            else suspended,
            "more": "",
            "no": _("Do not suspend"),
            "done": _("The certificate is suspended."),
        },
        "lift": {
            "button": pgettext("button", "Lift the suspension"),
            "question": _("Lift the suspension?"),
            "consequence": _("From today the public page says again: valid."),
            "more": "",
            "no": _("Keep it suspended"),
            "done": _("The suspension is lifted."),
        },
    }


def _ends(*, post: bool) -> dict[str, dict[str, str]]:
    ends = _("Titles and grades that stand on it are revoked with it.")
    return {
        "revoke": {
            "button": pgettext("button", "Revoke"),
            "question": _("Revoke this certificate for ever?"),
            "consequence": _(
                "From today the public page says: revoked. This cannot be undone; who qualifies "
                "again later gets a new number."
            ),
            "more": ends if post else "",
            "no": _("Do not revoke"),
            "done": _("The certificate is revoked."),
        },
        "void": {
            "button": pgettext("button", "Declare void"),
            "question": _("Declare this certificate void?"),
            "consequence": _(
                "Only for a certificate that was issued in error. The public page will say: not "
                "found. This cannot be undone; the number is never used again."
            ),
            "more": ends if post else "",
            "no": _("Leave it as it is"),
            "done": _("The certificate is void."),
        },
    }
