"""Suspending, lifting, revoking and declaring void, by staff: the reason is asked, then it is done,
or proposed to a second person."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from certificates import lifecycle, proposing_ends
from certificates.choices import FOR_GOOD, CertificateState, ProposalState
from certificates.forms import EndForm, ReasonForm
from certificates.models import ACTORS, Certificate, EndProposal
from certificates.views.acts import is_own, no_more, not_ones_own, words_of_acts
from portal.accounts.permissions import needs_role
from portal.accounts.reauthenticating import ask_who_it_is
from portal.accounts.scoping import request_scope


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ACTORS)
def change(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Ask for the reason, then do it."""
    rows = Certificate.objects.scoped(request_scope(request))
    row = get_object_or_404(rows.select_related("person", "organisation"), pk=pk)
    if act not in words_of_acts(row.kind) or not request_scope(request).covers(
        row.organisation.path, *ACTORS
    ):
        raise Http404
    if is_own(request, row):
        return not_ones_own(request, pk)
    if request.method != "POST" and not can_be_done(row, act):
        return no_more(request, pk)
    if act in FOR_GOOD:
        ask_who_it_is(request)
    form = _reason_form(row, act, request.POST or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return _confirm(request, row, act, form, status)
    try:
        done = _do(row, act, form, request.user.pk or 0)
    except lifecycle.MoveRefused as refusal:
        form.add_error(None, str(refusal))
        return _confirm(request, row, act, form, 409)
    messages.success(request, done)
    return redirect("certificate", pk=pk)


def can_be_done(row: Certificate, act: str) -> bool:
    """As the certificate stands, and no end of it waits for a second person."""
    return act in lifecycle.acts_for(row.state) and not (
        act in FOR_GOOD and waiting_proposal(row) is not None
    )


def waiting_proposal(row: Certificate) -> EndProposal | None:
    """The end that is proposed and waits."""
    waiting = row.end_proposals.filter(state=ProposalState.WAITING)
    return waiting.select_related("certificate", "proposed_by").first()


def _reason_form(row: Certificate, act: str, data: Any) -> ReasonForm:
    if not proposing_ends.needs_two(act):
        return ReasonForm(act, data)
    suspends = act == "revoke" and row.state == CertificateState.ISSUED
    return EndForm(act, data, suspends=suspends)


def _do(row: Certificate, act: str, form: ReasonForm, actor_id: int) -> str:
    """What is said when it is done."""
    if isinstance(form, EndForm):
        proposing_ends.propose(row, act, **form.cleaned_data, actor_id=actor_id)
        return _("Proposed. It is done when somebody else who issues at this place agrees.")
    if act in FOR_GOOD and waiting_proposal(row) is not None:
        raise lifecycle.MoveRefused(
            _("An end of this certificate is proposed already. Look at that proposal first.")
        )
    lifecycle.ACTS[act](row, **form.cleaned_data, actor_id=actor_id)
    return words_of_acts(row.kind)[act]["done"]


def _confirm(
    request: HttpRequest, row: Certificate, act: str, form: ReasonForm, status: int
) -> HttpResponse:
    context: dict[str, Any] = {
        "row": row,
        "act": act,
        "form": form,
        "words": words_of_acts(row.kind)[act],
        "two": isinstance(form, EndForm),
    }
    return render(request, "certificates/staff/change.html", context, status=status)
