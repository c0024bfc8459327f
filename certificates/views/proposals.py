"""Ends of certificates that wait for a second person: all of them, agreeing to one, declining it,
taking back one's own."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certificates import proposing_ends
from certificates.choices import ProposalState
from certificates.forms import AnswerForm
from certificates.lifecycle import MoveRefused
from certificates.models import ACTORS, READERS, EndProposal
from certificates.views.acts import no_more, words_of_acts
from portal.accounts.permissions import needs_role
from portal.accounts.reauthenticating import ask_who_it_is
from portal.accounts.scoping import request_scope

AT_ONCE = 25
VERBS = ("agree", "decline", "take_back")


@never_cache
@require_safe
@needs_role(*READERS)
def proposals(request: HttpRequest) -> HttpResponse:
    """Those that wait, the oldest first, then the newest of the others."""
    rows = EndProposal.objects.scoped(request_scope(request)).select_related(
        "certificate__person", "proposed_by", "decided_by"
    )
    waiting = rows.filter(state=ProposalState.WAITING).order_by("pk")
    decided = rows.exclude(state=ProposalState.WAITING).order_by("-pk")
    page = Paginator(decided, AT_ONCE).get_page(request.GET.get("page"))
    context = {
        "waiting": [(one, button_of(one)) for one in waiting],
        "page": page,
        "decided": [(one, button_of(one)) for one in page],
    }
    return render(request, "certificates/staff/proposals.html", context)


def button_of(proposal: EndProposal) -> str:
    """What is proposed, in a word."""
    return words_of_acts(proposal.certificate.kind)[proposal.act]["button"]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ACTORS)
def act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Read once more what is proposed, then agree; or say why not."""
    rows = EndProposal.objects.scoped(request_scope(request))
    wanted = rows.select_related("certificate__person", "certificate__organisation", "proposed_by")
    one = get_object_or_404(wanted, pk=pk)
    covers = request_scope(request).covers(one.certificate.organisation.path, *ACTORS)
    if verb not in VERBS or not covers:
        raise Http404
    if request.method != "POST" and one.state != ProposalState.WAITING:
        return no_more(request, one.certificate_id)
    if verb == "agree":
        ask_who_it_is(request)
    form = AnswerForm(request.POST or None) if verb == "decline" else None
    if request.method != "POST" or (form and not form.is_valid()):
        return _confirm(request, one, verb, form, 422 if request.method == "POST" else 200)
    try:
        done = _do(one, verb, request.user.pk or 0, form)
    except MoveRefused as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect("certificate", pk=one.certificate_id)


def _do(one: EndProposal, verb: str, actor_id: int, form: AnswerForm | None) -> str:
    if form is not None:
        proposing_ends.decline(one, actor_id=actor_id, reason=form.cleaned_data["reason"])
        return _("The proposal is declined. If the certificate is suspended, lift that too.")
    if verb == "take_back":
        proposing_ends.take_back(one, actor_id=actor_id)
        return _("The proposal is taken back. If the certificate is suspended, lift that too.")
    proposing_ends.agree(one, actor_id=actor_id)
    return words_of_acts(one.certificate.kind)[one.act]["done"]


def _confirm(
    request: HttpRequest, one: EndProposal, verb: str, form: AnswerForm | None, status: int
) -> HttpResponse:
    context: dict[str, Any] = {
        "proposal": one,
        "words": words_of_acts(one.certificate.kind)[one.act],
        "verb": verb,
        "form": form,
        "may": (
            proposing_ends.is_own(one, request.user.pk)
            if verb == "take_back"
            else proposing_ends.may_decide(one, request.user.pk)
        ),
    }
    return render(request, "certificates/staff/proposal.html", context, status=status)
