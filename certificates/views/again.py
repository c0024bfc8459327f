"""A certificate once more: reissued under the name that the record has now, or in place of a lost
one. Staff say why, then it is printed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from certificates import reissuing, replacing
from certificates.choices import Standing
from certificates.forms import AgainForm
from certificates.lifecycle import MoveRefused
from certificates.models import ACTORS, Certificate, CertificateVersion
from certificates.showing import Shown, shown
from certificates.succeeding import Ground
from certificates.views.acts import is_own, no_more, not_ones_own
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope

ACTS: dict[str, Callable[[Certificate, Ground], CertificateVersion]] = {
    "reissue": reissuing.reissue,
    "replace": replacing.replace_lost,
}


def offered(request: HttpRequest, item: Shown) -> list[tuple[str, str]]:
    """Which of the acts can be done now, each with the words of its button."""
    covers = request_scope(request).covers(item.certificate.organisation.path, *ACTORS)
    if not covers or item.state != Standing.VALID or is_own(request, item.certificate):
        return []
    differs = reissuing.changed_names(item.version, item.certificate.person)
    return [(act, _words()[act]["button"]) for act in ACTS if act != "reissue" or differs]


def _words() -> dict[str, dict[str, str]]:
    return {
        "reissue": {
            "button": pgettext("button", "Reissue under the new name"),
            "question": _("Reissue this certificate under the new name?"),
            "consequence": _(
                "Number, code and period stay. From now on the public page says of the old name: "
                "superseded. The old print is handed in."
            ),
            "no": _("Do not reissue"),
            "done": _("The certificate is reissued; the new file is being prepared."),
        },
        "replace": {
            "button": pgettext("button", "Replace a lost one"),
            "question": _("Replace the print of this certificate?"),
            "consequence": _(
                "For a print that is lost, stolen or damaged. Number, code and period stay; the "
                "earlier file is superseded. Write down the notice of loss: when, where, who "
                "reported it."
            ),
            "no": _("Do not replace"),
            "done": _("The certificate is replaced; the new file is being prepared."),
        },
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ACTORS)
def again(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Ask for the reason, then write the next version."""
    visible = Certificate.objects.scoped(request_scope(request))
    row = get_object_or_404(visible.select_related("person", "organisation"), pk=pk)
    if act not in ACTS or not request_scope(request).covers(row.organisation.path, *ACTORS):
        raise Http404
    if is_own(request, row):
        return not_ones_own(request, pk)
    item = shown(visible.select_related("person", "organisation").filter(pk=pk))[0]
    if request.method != "POST" and act not in dict(offered(request, item)):
        return no_more(request, pk)
    form = AgainForm(act, request.POST or None, initial={"seen": item.version.n})
    if request.method != "POST" or not form.is_valid():
        return _confirm(request, item, form, 422 if request.method == "POST" else 200)
    try:
        ACTS[act](row, Ground(**form.cleaned_data, actor_id=request.user.pk))
    except MoveRefused as refusal:
        form.add_error(None, str(refusal))
        return _confirm(request, item, form, 409)
    messages.success(request, _words()[act]["done"])
    return redirect("certificate", pk=pk)


def _confirm(request: HttpRequest, item: Shown, form: AgainForm, status: int) -> HttpResponse:
    person = item.certificate.person
    renamed = form.act == "reissue" and reissuing.changed_names(item.version, person)
    context: dict[str, Any] = {
        "row": item.certificate,
        "form": form,
        "words": _words()[form.act],
        "named": renamed,
        "latin_stays": renamed and reissuing.latin_stays(item.version, person),
        "printed": item.version.plan,
    }
    return render(request, "certificates/staff/again.html", context, status=status)
