"""Panels of experts: which there are, who sits in them; opening, adding, ending."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from certificates.roster.branching import places_of
from certificates.roster.choices import ROSTER_KEEPERS
from certificates.roster.forms_of_panels import ExpertForm, PanelEndForm, PanelForm
from certificates.roster.models import ExpertPanel, ExpertPanelMember
from certificates.roster.refusing import Refused
from certificates.roster.register import people_in_reach
from certificates.roster.staffing import panels as acts
from certificates.roster.staffing.counting import panel_sizes
from certificates.roster.views.appointments import tell
from portal import clock
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.scope import Scope


def _in_reach(scope: Scope) -> QuerySet[ExpertPanel]:
    rows: QuerySet[ExpertPanel] = ExpertPanel.objects.scoped(scope)
    seats = ExpertPanelMember.objects.scoped(scope).select_related("person__organisation")
    return rows.select_related("organisation").prefetch_related(
        Prefetch("members", queryset=seats.order_by("until", "since", "pk"))
    )


@require_safe
@needs_role(*ROSTER_KEEPERS)
def panels(request: HttpRequest) -> HttpResponse:
    """The panels of one's places, those that have ended last."""
    rows = list(_in_reach(request_scope(request)).order_by("organisation__path", "since", "pk"))
    rows.sort(key=lambda row: row.ended is not None)
    least, most = panel_sizes(clock.today())
    context = {"panels": [_shown(row) for row in rows], "least": least, "most": most}
    return render(request, "roster/board/panels.html", context)


def _shown(panel: ExpertPanel) -> dict[str, Any]:
    seats = list(panel.members.all())
    return {
        "row": panel,
        "seats": [seat for seat in seats if seat.until is None],
        "former": [seat for seat in seats if seat.until is not None],
    }


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ROSTER_KEEPERS)
def panel_new(request: HttpRequest) -> HttpResponse:
    """Open a panel."""
    scope = request_scope(request)
    places = places_of(scope)
    initial = {"since": clock.today(), "organisation": places[0]}
    form = PanelForm(request.POST or None, places, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            row = acts.open_panel(actor_id=scope.user_id, **form.cleaned_data)
        except Refused as refused:
            tell(form, refused)
        else:
            messages.success(request, _("The panel is recorded. Now add its experts."))
            return redirect("roster_panel_expert", panel_id=row.pk)
    return _show(request, form, _("Record a panel of experts"))


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ROSTER_KEEPERS)
def panel_expert(request: HttpRequest, panel_id: int) -> HttpResponse:
    """Add an expert to a panel."""
    scope = request_scope(request)
    panel = get_object_or_404(_in_reach(scope), pk=panel_id, ended__isnull=True)
    initial = {"since": clock.today()}
    form = ExpertForm(request.POST or None, people_in_reach(scope), initial=initial)
    if request.method == "POST" and form.is_valid():
        typed = {name: form.cleaned_data[name] for name in ("name", "unit", "since")}
        try:
            acts.add_expert(panel, person=form.person, actor_id=scope.user_id, **typed)
        except Refused as refused:
            tell(form, refused)
        else:
            messages.success(request, _("The expert is in the panel."))
            return redirect("roster_panels")
    return _show(request, form, _("Add an expert"), panel)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ROSTER_KEEPERS)
def panel_end(request: HttpRequest, panel_id: int) -> HttpResponse:
    """End a panel and every seat in it."""
    scope = request_scope(request)
    panel = get_object_or_404(_in_reach(scope), pk=panel_id, ended__isnull=True)
    form = PanelEndForm(request.POST or None, initial={"day": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            acts.end_panel(panel, actor_id=scope.user_id, **form.cleaned_data)
        except Refused as refused:
            tell(form, refused)
        else:
            messages.success(request, _("The end of the panel is recorded."))
            return redirect("roster_panels")
    return _show(request, form, _("End the panel"), panel, danger=True)


@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(*ROSTER_KEEPERS)
def expert_release(request: HttpRequest, member_id: int) -> HttpResponse:
    """Record that an expert left a panel."""
    scope = request_scope(request)
    rows = ExpertPanelMember.objects.scoped(scope).filter(
        scope.below("panel__organisation__path", *ROSTER_KEEPERS), until__isnull=True
    )
    seat = get_object_or_404(
        rows.select_related("panel__organisation", "person__organisation"), pk=member_id
    )
    form = PanelEndForm(request.POST or None, initial={"day": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            acts.release_expert(seat, actor_id=scope.user_id, **form.cleaned_data)
        except Refused as refused:
            tell(form, refused)
        else:
            messages.success(request, _("The expert has left the panel."))
            return redirect("roster_panels")
    return _show(request, form, _("Release the expert"), seat.panel, seat=seat, danger=True)


def _show(
    request: HttpRequest,
    form: Form,
    title: str,
    panel: ExpertPanel | None = None,
    **more: Any,
) -> HttpResponse:
    context = {"form": form, "title": title, "panel": panel} | more
    status = 422 if form.errors else 200
    return render(request, "roster/board/panel_form.html", context, status=status)
