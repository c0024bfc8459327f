"""Issuing certificates in batches: whom, who agrees, how far it is."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certificates.batching import listing, proposing, showing, steering
from certificates.batching.choices import MOVES, BatchState, MemberState
from certificates.batching.forms import FilterForm, ReasonForm, StartForm
from certificates.batching.models import Batch, BatchMember
from certificates.models import ACTORS
from portal.accounts.permissions import needs_role
from portal.accounts.reauthenticating import ask_who_it_is
from portal.accounts.scoping import request_scope
from portal.people.models import Organisation

PER_PAGE = 25
REFRESH = "3"
WITH_REASON = ("decline", "stop")


@never_cache
@require_safe
@needs_role(*ACTORS)
def batches(request: HttpRequest) -> HttpResponse:
    """All batches at one's places, the newest first."""
    rows = Batch.objects.scoped(request_scope(request)).select_related(
        "organisation", "proposed_by"
    )
    page = Paginator(rows.order_by("-pk"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "batching/list.html", {"page": page})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ACTORS)
def new(request: HttpRequest) -> HttpResponse:
    """Whom a batch would certify, each with the decision; then why."""
    scope = request_scope(request)
    places = listing.places(scope)
    filters = FilterForm(request.GET, places)
    filters.is_valid()
    words = filters.cleaned_data.get("q", "")
    place = filters.cleaned_data.get("at") or places[0]
    if not proposing.needs_two():
        ask_who_it_is(request)
    if request.method != "POST":
        return _new(request, places, place, words, None)
    form = StartForm(request.POST)
    if not form.is_valid():
        return _new(request, places, place, words, form, status=422)
    try:
        batch = proposing.propose(scope, place, words, **form.cleaned_data)
    except proposing.Refused as refusal:
        form.add_error(None, str(refusal))
        return _new(request, places, place, words, form, status=409)
    return redirect("certificate_batch", pk=batch.pk)


def _new(
    request: HttpRequest,
    places: list[Organisation],
    place: Organisation,
    words: str,
    form: StartForm | None,
    *,
    status: int = 200,
) -> HttpResponse:
    found = listing.candidates(request_scope(request), place, words)
    members = proposing.members_of(found)
    ready = sum(map(proposing.is_ready, members))
    typed = form.data.get("reason", "") if form else ""
    # What the next sending answers for is the list as it is shown now.
    shown = StartForm(
        initial={"key": uuid.uuid4().hex, "seen": proposing.name_of(members), "reason": typed}
    )
    in_it = {one.person.pk for one in members}
    listed = {"ready": members, "others": [one for one in found if one.person.pk not in in_it]}
    tab = "others" if request.GET.get("tab") == "others" else "ready"
    page = Paginator(listed[tab], PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filters": FilterForm({"at": place.pk, "q": words}, places),
        "place": place,
        "form": shown,
        "errors": form.errors if form else None,
        "refused": form,
        "ready": ready,
        "held": len(members) - ready,
        "others": len(listed["others"]),
        "tab": tab,
        "page": page,
        "rows": [(one, _remedies(one)) for one in page],
        "two": proposing.needs_two(),
    }
    return render(request, "batching/new.html", context, status=status)


def _remedies(one: listing.Candidate) -> list[showing.Remedy]:
    return [showing.remedy(item, one.person.pk) for item in one.decision.missing]


def _batch(request: HttpRequest, pk: int) -> Batch:
    rows = Batch.objects.scoped(request_scope(request))
    return get_object_or_404(
        rows.select_related("organisation", "proposed_by", "decided_by"), pk=pk
    )


@never_cache
@require_safe
@needs_role(*ACTORS)
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a batch is, what is held and why; the page looks again while there is work."""
    one = _batch(request, pk)
    far = showing.progress_of(one)
    scope = request_scope(request)
    context = {
        "batch": one,
        "far": far,
        "stuck": showing.is_stuck(one),
        "own": one.state == BatchState.PROPOSED and steering.is_own(one, scope),
        "acts": [(act, _button(act), act in WITH_REASON) for act in steering.acts_for(one, scope)],
        **_members(request, one),
    }
    response = render(request, "batching/batch.html", context)
    if one.state == BatchState.RUNNING or far.printed < far.issued:
        response.headers["Refresh"] = REFRESH
    return response


def _members(request: HttpRequest, one: Batch) -> dict[str, Any]:
    """The held ones once there are any; before the decision everybody."""
    rows = BatchMember.objects.scoped(request_scope(request)).filter(batch=one)
    if one.state not in {BatchState.PROPOSED, BatchState.DECLINED}:
        rows = rows.filter(state__in=[MemberState.HELD, MemberState.OVERTAKEN])
    ordered = rows.select_related("person__organisation", "certificate").order_by("pk")
    page = Paginator(ordered, PER_PAGE).get_page(request.GET.get("page"))
    settled = one.state not in {BatchState.PROPOSED, BatchState.DECLINED}
    return {
        "page": page,
        "held": [showing.held(member) for member in page] if settled else [],
        "members": [] if settled else list(page),
    }


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ACTORS)
def act(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Agree, decline, pause, resume, stop; to decline and to stop one says why."""
    one = _batch(request, pk)
    if verb not in MOVES:
        raise Http404
    if verb == "approve":
        ask_who_it_is(request)
    form = ReasonForm(request.POST or None) if verb in WITH_REASON else None
    if request.method != "POST":
        return _asked(request, one, verb, form)
    if form is not None and not form.is_valid():
        return _confirm(request, one, verb, form, 422)
    reason = form.cleaned_data["reason"] if form else ""
    try:
        steering.move(verb, one, request_scope(request), reason=reason)
    except steering.Refused as refusal:
        messages.warning(request, str(refusal))
    return redirect("certificate_batch", pk=pk)


def _asked(request: HttpRequest, one: Batch, verb: str, form: ReasonForm | None) -> HttpResponse:
    """Why, where a reason is asked; back to the batch where a link leads to what is done by now."""
    done = verb not in steering.acts_for(one, request_scope(request))
    if form is not None and not done:
        return _confirm(request, one, verb, form, 200)
    if form is not None:
        told = {"state": one.get_state_display()}
        messages.warning(request, _("The batch is “%(state)s” by now. Nothing was changed.") % told)
    return redirect("certificate_batch", pk=one.pk)


def _confirm(
    request: HttpRequest, one: Batch, verb: str, form: ReasonForm, status: int
) -> HttpResponse:
    context = {"batch": one, "verb": verb, "form": form, "button": _button(verb)}
    return render(request, "batching/confirm.html", context, status=status)


def _button(verb: str) -> str:
    return {
        "approve": _("Agree: issue these certificates"),
        "decline": pgettext("batch", "Decline"),
        "pause": pgettext("batch", "Pause"),
        "resume": pgettext("batch", "Go on"),
        "stop": pgettext("batch", "Stop for good"),
    }[verb]
