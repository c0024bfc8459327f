"""Entries that wait for a second person: all of them, agreeing to one or several, declining one,
taking back one's own."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from certificates.choices import ProposalState
from certificates.roster import proposed, proposing
from certificates.roster.appointing import GateClosed
from certificates.roster.choices import ROSTER_KEEPERS
from certificates.roster.forms_of_changes import ReasonForm
from certificates.roster.models import RosterProposal
from certificates.roster.refusing import Refused
from certificates.roster.telling import told
from certificates.roster.views.appointments import tell
from certificates.roster.wording import Line, gate_lines
from portal.accounts.permissions import needs_role
from portal.accounts.reauthenticating import ask_who_it_is
from portal.accounts.scoping import request_scope
from portal.numbered import ids
from portal.scope import Scope

AT_ONCE = 25
VERBS = ("agree", "decline", "take_back")


def _rows(scope: Scope) -> Any:
    rows = RosterProposal.objects.scoped(scope).filter(
        scope.below("organisation__path", *ROSTER_KEEPERS)
    )
    return rows.select_related(
        *("person", "post", "organisation", "appointment__ending", "proposed_by", "decided_by")
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ROSTER_KEEPERS)
def proposals(request: HttpRequest) -> HttpResponse:
    """Those that wait, the oldest first, then the newest of the others; a POST agrees to those that
    are marked."""
    scope = request_scope(request)
    rows = _rows(scope)
    if request.method == "POST":
        ask_who_it_is(request)
        _agree_to(request, rows, scope)
        return redirect("roster_proposals")
    waiting = Paginator(rows.filter(state=ProposalState.WAITING).order_by("pk"), AT_ONCE)
    decided = Paginator(rows.exclude(state=ProposalState.WAITING).order_by("-pk"), AT_ONCE)
    waits, page = (
        waiting.get_page(request.GET.get("waiting")),
        decided.get_page(request.GET.get("page")),
    )
    entries = [_entry(one, scope) for one in waits]
    context = {
        "waits": waits,
        "waiting": entries,
        "several": sum(entry["may"] and not entry["stuck"] for entry in entries) > 1,
        "page": page,
        "decided": [_entry(one, scope) for one in page],
    }
    return render(request, "roster/proposals.html", context)


def _entry(one: RosterProposal, scope: Scope) -> dict[str, Any]:
    return {
        "row": one,
        "lines": told(one),
        **_gate(one),
        "own": proposing.is_own(one, scope.user_id),
        "may": proposing.may_decide(one, scope),
    }


def _agree_to(request: HttpRequest, rows: Any, scope: Scope) -> None:
    """Agree to each that is marked; what could not be done is named with its reason."""
    marked = ids(request.POST.getlist("proposal"))
    done = 0
    for one in rows.filter(pk__in=marked, state=ProposalState.WAITING).order_by("pk"):
        if not proposing.may_decide(one, scope):
            continue
        try:
            done += proposing.agree(one, actor_id=scope.user_id or 0)
        except Refused as refused:
            words = {"name": one.person.name, "why": refused}
            messages.warning(request, _("%(name)s: %(why)s") % words)
    if done:
        message = ngettext("%(number)s entry is made.", "%(number)s entries are made.", done)
        messages.success(request, message % {"number": done})
    elif not marked:
        messages.warning(request, _("Please mark at least one proposal in the list."))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ROSTER_KEEPERS)
def act(request: HttpRequest, proposal_id: int, verb: str) -> HttpResponse:
    """Read once more what is proposed, then agree; or say why not."""
    scope = request_scope(request)
    one = get_object_or_404(_rows(scope), pk=proposal_id)
    if verb not in VERBS:
        raise Http404
    if verb == "agree":
        ask_who_it_is(request)
    form = ReasonForm(request.POST or None) if verb == "decline" else None
    if request.method != "POST" or (form and not form.is_valid()):
        status = 422 if request.method == "POST" else 200
        return _confirm(request, one, verb, form, status=status)
    if verb != "take_back" and not proposing.may_decide(one, scope):
        return _confirm(request, one, verb, form, status=403)
    try:
        messages.success(request, _do(one, verb, scope.user_id or 0, form))
    except GateClosed as closed:
        return _confirm(request, one, verb, form, status=409, lines=gate_lines(closed.gate))
    except Refused as refused:
        if form:
            tell(form, refused)
        messages.warning(request, str(refused))
    return redirect("roster_proposals")


def _do(one: RosterProposal, verb: str, actor_id: int, form: ReasonForm | None) -> str:
    if form is not None:
        proposing.decline(one, actor_id=actor_id, reason=form.cleaned_data["reason"])
        return _("The proposal is declined; nothing was changed.")
    if verb == "take_back":
        proposing.take_back(one, actor_id=actor_id)
        return _("The proposal is taken back; nothing was changed.")
    proposing.agree(one, actor_id=actor_id)
    return _("The entry is made.")


def _gate(one: RosterProposal) -> dict[str, list[Line]]:
    """What the gate lacks by now: `missing`, for which whoever agrees stands too, or `stuck`, when
    nobody may agree any more."""
    gate = proposed.gate_of(one) if one.state == ProposalState.WAITING else None
    found = [line for line in gate_lines(gate) if line.stands_in_the_way] if gate else []
    stuck = gate is not None and not gate.may_be_overridden
    return {"stuck": found if stuck else [], "missing": [] if stuck else found}


def _confirm(
    request: HttpRequest,
    one: RosterProposal,
    verb: str,
    form: ReasonForm | None,
    *,
    status: int,
    lines: Any = (),
) -> HttpResponse:
    scope = request_scope(request)
    own = proposing.is_own(one, scope.user_id)
    in_the_way = [line for line in lines if line.stands_in_the_way]
    gate = {"stuck": in_the_way, "missing": []} if in_the_way else _gate(one)
    context = {
        "proposal": one,
        "told": told(one),
        "verb": verb,
        "form": form,
        "waits": one.state == ProposalState.WAITING,
        "may": own if verb == "take_back" else proposing.may_decide(one, scope),
        **gate,
    }
    return render(request, "roster/proposal.html", context, status=status)
