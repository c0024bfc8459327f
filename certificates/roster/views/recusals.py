"""The check whether an assessor mediated a dispute first, and the disputes it compares with."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from certificates.roster.assessors import disputing, recusing
from certificates.roster.assessors.forms import ReasonForm
from certificates.roster.assessors.forms_of_lists import CheckForm, CommitteeForm, DisputeForm
from certificates.roster.choices import ROSTER_KEEPERS
from certificates.roster.models import MediatedDispute
from certificates.roster.refusing import Refused
from certificates.roster.views.appointments import tell
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.people.choices import COMMITTEE_KINDS
from portal.people.models import Organisation
from portal.scope import Scope

PER_PAGE = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ROSTER_KEEPERS)
def check(request: HttpRequest) -> HttpResponse:
    """Ask by number, by names, or both. The answer follows the question at once: names stand in no
    address and in no session."""
    scope = request_scope(request)
    form = CheckForm(request.POST or None)
    answer = None
    if request.method == "POST" and form.is_valid():
        try:
            answer = recusing.check(scope, actor_id=scope.user_id, **form.cleaned_data)
        except Refused as refused:
            tell(form, refused)
    status = 422 if form.errors else 200
    context = {"form": form, "answer": answer}
    return render(request, "roster/assessors/recusal.html", context, status=status)


def _disputes(scope: Scope) -> QuerySet[MediatedDispute]:
    rows: QuerySet[MediatedDispute] = MediatedDispute.objects.scoped(scope).filter(
        scope.below("organisation__path", *ROSTER_KEEPERS)
    )
    return rows.select_related("organisation", "mediator")


def _committees(scope: Scope) -> QuerySet[Organisation]:
    rows: QuerySet[Organisation] = Organisation.objects.filter(
        scope.below("path", *ROSTER_KEEPERS), kind__in=COMMITTEE_KINDS
    )
    return rows.order_by("path")


@require_safe
@needs_role(*ROSTER_KEEPERS)
def disputes(request: HttpRequest) -> HttpResponse:
    """The disputes of one's committees, the newest first."""
    scope = request_scope(request)
    text = request.GET.get("q", "").strip()[:60]
    rows = _disputes(scope).annotate(party_count=Count("parties")).order_by("-pk")
    if text:
        rows = rows.filter(number__contains=text)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "roster/assessors/disputes.html", {"page": page, "text": text})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ROSTER_KEEPERS)
def enter(request: HttpRequest) -> HttpResponse:
    """First the committee, which stands in the address, then the dispute."""
    scope = request_scope(request)
    chosen = CommitteeForm(_committees(scope), request.GET or None)
    if not chosen.is_valid():
        status = 422 if chosen.errors else 200
        template = "roster/assessors/dispute_at.html"
        return render(request, template, {"form": chosen}, status=status)
    place = chosen.cleaned_data["at"]
    form = DisputeForm(disputing.served_at(place), request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            disputing.enter(place, list(typed.pop("mediators")), actor_id=scope.user_id, **typed)
        except Refused as refused:
            tell(form, refused)
        else:
            messages.success(request, _("The dispute is entered."))
            return redirect("roster_disputes")
    status = 422 if form.errors else 200
    context = {"form": form, "place": place}
    return render(request, "roster/assessors/dispute.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ROSTER_KEEPERS)
def take_back(request: HttpRequest, dispute_id: int) -> HttpResponse:
    """Say that a dispute was entered wrongly."""
    scope = request_scope(request)
    row = get_object_or_404(_disputes(scope), pk=dispute_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            disputing.take_back(row, actor_id=scope.user_id, **form.cleaned_data)
        except Refused as refused:
            tell(form, refused)
        else:
            messages.success(request, _("The dispute is taken back."))
            return redirect("roster_disputes")
    status = 422 if form.errors else 200
    context = {"form": form, "row": row}
    return render(request, "roster/assessors/take_back.html", context, status=status)
