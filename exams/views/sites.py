"""Exam sites and their rooms: the list, a new one, closing."""

from django.contrib import messages
from django.db.models import Count, Prefetch, Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from exams.choices import OFFICER
from exams.models import ExamRoom, ExamSite
from exams.sitting_forms import RoomForm, SiteForm, WhyForm
from exams.sittings import places
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope

REFUSED = 422


def own_sites(request: HttpRequest) -> QuerySet[ExamSite]:
    scope = request_scope(request)
    rows = ExamSite.objects.scoped(scope).filter(scope.below("organisation__path", OFFICER))
    return rows.select_related("organisation")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(OFFICER)
def sites(request: HttpRequest) -> HttpResponse:
    """Those that are open, then those that are closed; and a new one."""
    scope = request_scope(request)
    form = SiteForm(request.POST if request.method == "POST" else None, scope=scope)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            made = places.found_site(
                typed["place"],
                typed["name"],
                typed["address"],
                way_there=typed["way_there"],
                actor_id=scope.user_id,
            )
        except places.PlaceRefused as why:
            form.add_error("name", str(why))
        else:
            messages.success(request, _("The site is entered. Now its rooms."))
            return redirect("exam_site", made.pk)
    open_rooms = Q(rooms__closed_at__isnull=True)
    listed = own_sites(request).annotate(
        room_count=Count("rooms", filter=open_rooms), seats=Sum("rooms__seats", filter=open_rooms)
    )
    context = {"sites": listed.order_by("closed_at", "organisation__path", "name"), "form": form}
    status = REFUSED if form.errors else 200
    return render(request, "exams/sittings/sites.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(OFFICER)
def site(request: HttpRequest, site_id: int) -> HttpResponse:
    """Its rooms, and a new one."""
    ordered = ExamRoom.objects.scoped(request_scope(request)).order_by("closed_at", "name", "pk")
    rows = own_sites(request).prefetch_related(Prefetch("rooms", queryset=ordered))
    one = get_object_or_404(rows, pk=site_id)
    form = RoomForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and not one.closed_at:
        typed, actor_id = form.cleaned_data, request_scope(request).user_id
        try:
            places.add_room(one, typed["name"], typed["seats"], actor_id=actor_id)
        except places.PlaceRefused as why:
            form.add_error("name", str(why))
        else:
            messages.success(request, _("The room is entered."))
            return redirect("exam_site", one.pk)
    return _site(request, one, form, WhyForm())


def _site(request: HttpRequest, one: ExamSite, form: RoomForm, closing: WhyForm) -> HttpResponse:
    context = {"site": one, "form": form, "closing": closing}
    status = REFUSED if form.errors or closing.errors else 200
    return render(request, "exams/sittings/site.html", context, status=status)


@require_POST
@needs_role(OFFICER)
def close_site(request: HttpRequest, site_id: int) -> HttpResponse:
    one = get_object_or_404(own_sites(request), pk=site_id)
    closing = WhyForm(request.POST)
    if not closing.is_valid():
        return _site(request, one, RoomForm(), closing)
    reason, actor_id = closing.cleaned_data["reason"], request_scope(request).user_id
    if places.close_site(one, reason=reason, actor_id=actor_id):
        messages.success(request, _("The site is closed. Sittings that are planned keep it."))
    return redirect("exam_sites")


@require_POST
@needs_role(OFFICER)
def close_room(request: HttpRequest, site_id: int, room_id: int) -> HttpResponse:
    one = get_object_or_404(own_sites(request), pk=site_id)
    room = get_object_or_404(one.rooms, pk=room_id)
    closing = WhyForm(request.POST)
    if not closing.is_valid():
        messages.warning(request, _("Please say why."))
        return redirect("exam_site", one.pk)
    reason, actor_id = closing.cleaned_data["reason"], request_scope(request).user_id
    if places.close_room(room, reason=reason, actor_id=actor_id):
        messages.success(request, _("The room is closed. Sittings that are planned keep it."))
    return redirect("exam_site", one.pk)
