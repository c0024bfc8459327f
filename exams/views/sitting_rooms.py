"""The rooms of a sitting: choosing them, arranging seats, naming who watches."""

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from exams.choices import OFFICER
from exams.models import ExamRoom, Seat, Sitting, SittingRoom
from exams.sittings import arranging, seating, standing
from exams.sittings.arranging import SittingRefused
from exams.sittings.standing import PLANNED, RUNNING, TO_COME
from exams.views.sittings import REFUSED, sitting_of
from portal.accounts.models import RoleGrant, User
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.numbered import ids
from portal.people.models import Organisation
from portal.scope import Scope

MOST_FOUND = 20
LONGEST_NAME = 50


def _rooms_there(request: HttpRequest, one: Sitting) -> list[ExamRoom]:
    """Those that may be chosen: open ones of the officer's sites, and what is chosen already."""
    scope = request_scope(request)
    rows = ExamRoom.objects.scoped(scope).select_related("site")
    mine = Q(closed_at__isnull=True) & scope.below("site__organisation__path", OFFICER)
    chosen = Q(pk__in=one.rooms.values("room_id"))
    return list(rows.filter(mine | chosen).order_by("site__name", "site_id", "name", "pk"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(OFFICER)
def rooms(request: HttpRequest, sitting_id: int) -> HttpResponse:
    one = sitting_of(request, sitting_id)
    there = _rooms_there(request, one)
    if request.method != "POST":
        return _page(request, one, there, set(one.rooms.values_list("room_id", flat=True)))
    chosen = ids(request.POST.getlist("room"))
    if standing.phase(one) not in (PLANNED, TO_COME):
        messages.info(request, _("The sitting has opened or was cancelled meanwhile."))
        return redirect("sitting", one.pk)
    wanted = [room for room in there if room.pk in chosen]
    if len(wanted) < len(chosen):
        return _page(request, one, there, chosen, _unknown())
    try:
        arranging.use_rooms(one, wanted, actor_id=request_scope(request).user_id)
    except SittingRefused as why:
        return _page(request, one, there, chosen, str(why))
    messages.success(request, _("The rooms are chosen."))
    return redirect("sitting_rooms", one.pk)


def _unknown() -> str:
    return _("A room that was chosen does not exist for you, or was closed meanwhile.")


def _page(
    request: HttpRequest,
    one: Sitting,
    there: list[ExamRoom],
    chosen: set[int],
    trouble: str = "",
) -> HttpResponse:
    held = standing.standing(one)
    context = {
        "sitting": one,
        "held": held,
        "there": [(room, room.pk in chosen) for room in there],
        "changes": held.phase in (PLANNED, TO_COME),
        "arranges": held.phase == PLANNED or (held.phase in (TO_COME, RUNNING) and held.unseated),
        "trouble": trouble,
    }
    status = REFUSED if trouble else 200
    return render(request, "exams/sittings/rooms.html", context, status=status)


@require_POST
@needs_role(OFFICER)
def arrange(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """Everybody gets a seat, again as often as wanted until it is published; then those who have
    none."""
    one = sitting_of(request, sitting_id)
    try:
        seats = seating.arrange(one, actor_id=request_scope(request).user_id)
    except SittingRefused as why:
        messages.warning(request, str(why))
    else:
        words = ngettext("%(n)s seat is arranged.", "%(n)s seats are arranged.", seats)
        messages.success(request, words % {"n": seats})
    return redirect("sitting_rooms", one.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(OFFICER)
def room(request: HttpRequest, sitting_id: int, room_id: int) -> HttpResponse:
    """Who sits in a room, and who watches over it."""
    one = sitting_of(request, sitting_id)
    rows = SittingRoom.objects.scoped(request_scope(request)).select_related("room__site")
    chosen = get_object_or_404(rows, pk=room_id, sitting=one)
    if request.method == "POST":
        return _appoint(request, one, chosen)
    q = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_NAME]
    watching = list(User.objects.filter(invigilations__room=chosen).order_by("username"))
    found = staff(request_scope(request), q).exclude(pk__in=[user.pk for user in watching])
    seats = Seat.objects.scoped(request_scope(request)).filter(
        room=chosen, withdrawn_at__isnull=True
    )
    context = {
        "sitting": one,
        "room": chosen,
        "q": q,
        "watching": watching,
        "found": list(found[:MOST_FOUND]) if q else [],
        "seats": seats.select_related("person__organisation").order_by("number"),
        "changes": standing.phase(one) in (PLANNED, TO_COME, RUNNING),
    }
    return render(request, "exams/sittings/room.html", context)


def _appoint(request: HttpRequest, one: Sitting, chosen: SittingRoom) -> HttpResponse:
    asked = ids(request.POST.getlist("user"))
    scope = request_scope(request)
    kept = set(chosen.invigilators.values_list("user_id", flat=True))
    known = set(staff(scope, "").filter(pk__in=asked).values_list("pk", flat=True))
    try:
        arranging.appoint(chosen, asked & (kept | known), actor_id=scope.user_id)
    except SittingRefused as why:
        messages.warning(request, str(why))
    else:
        messages.success(request, _("It is written down who watches over this room."))
    return redirect("sitting_room", one.pk, chosen.pk)


def staff(scope: Scope, q: str) -> QuerySet[User]:
    """The open logins with a role at, above or below the places where one is exam officer, by
    their name."""
    step = Organisation.steplen
    paths = scope.paths(OFFICER)
    above = {path[:end] for path in paths for end in range(step, len(path), step)}
    near = scope.below("organisation__path", OFFICER) | Q(organisation__path__in=above)
    holders = RoleGrant.objects.filter(near, ended_at__isnull=True).values("user_id")
    rows = User.objects.filter(pk__in=holders, is_active=True)
    named = Q(display_name__icontains=q) | Q(username__icontains=q)
    return rows.filter(named).order_by("display_name", "username")
