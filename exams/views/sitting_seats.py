"""The people of a sitting: the list, one of them, withdrawing, extra time, another seat."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from exams.acting_once import new_action
from exams.choices import OFFICER
from exams.crediting import BadMinutes
from exams.models import Seat, Sitting, SittingRoom
from exams.sitting_forms import SeatForm, TimeForm, ToldWhyForm
from exams.sittings import enrolling, permitting, seating, standing
from exams.sittings.arranging import SittingRefused
from exams.sittings.standing import CANCELLED, PAST
from exams.views.sittings import REFUSED, sitting_of
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope

ROWS = 50
LONGEST = 50
FILTERS = {
    "unseated": Q(withdrawn_at__isnull=True, number__isnull=True),
    "extra": Q(withdrawn_at__isnull=True, extra_minutes__gt=0),
    "withdrawn": Q(withdrawn_at__isnull=False),
}


def _seats(request: HttpRequest, one: Sitting) -> QuerySet[Seat]:
    rows = Seat.objects.scoped(request_scope(request)).filter(sitting=one)
    return rows.select_related("person__organisation", "room__room__site", "attempt")


def found(rows: QuerySet[Seat], q: str) -> QuerySet[Seat]:
    """Those whose name or unit holds the words, or whose admission number ends so."""
    if not q:
        return rows
    named = Q(person__name__icontains=q) | Q(person__organisation__name__icontains=q)
    return rows.filter(named | Q(ticket__endswith=q))


@never_cache
@require_safe
@needs_role(OFFICER)
def people(request: HttpRequest, sitting_id: int) -> HttpResponse:
    one = sitting_of(request, sitting_id)
    q = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]
    show = request.GET.get("show", "")
    narrowed = found(_seats(request, one), q)
    if show in FILTERS:
        narrowed = narrowed.filter(FILTERS[show])
    ordered = narrowed.order_by("withdrawn_at", "room__number", "number", "pk")
    page = Paginator(ordered, ROWS).get_page(request.GET.get("page"))
    held = standing.standing(one)
    context = {"sitting": one, "held": held, "page": page, "q": q, "show": show}
    context["enrols"] = held.phase not in (PAST, CANCELLED)
    return render(request, "exams/sittings/people.html", context)


@never_cache
@require_safe
@needs_role(OFFICER)
def seat(request: HttpRequest, sitting_id: int, seat_id: int) -> HttpResponse:
    one = sitting_of(request, sitting_id)
    return _page(request, get_object_or_404(_seats(request, one), pk=seat_id))


def _rooms(seat: Seat) -> list[SittingRoom]:
    rows = seat.sitting.rooms.select_related("room__site")
    return list(rows.order_by("number"))


def _choices(seat: Seat) -> list[tuple[int, str]]:
    return [(one.pk, f"{one.number}. {one.room}") for one in _rooms(seat)]


def _page(request: HttpRequest, seat: Seat, **forms: Any) -> HttpResponse:
    live = seat.withdrawn_at is None and not _shut(request, seat)
    choices = _choices(seat)
    at = {"room": seat.room_id, "number": seat.number}
    context = {
        "seat": seat,
        "sitting": seat.sitting,
        "held": {"phase": standing.phase(seat.sitting)},
        "live": live,
        "shut": "" if live or seat.withdrawn_at else _shut(request, seat),
        "withdraw_form": ToldWhyForm(auto_id="withdraw_%s"),
        "time_form": TimeForm(auto_id="time_%s", initial={"action": new_action()}),
        "move_form": SeatForm(rooms=choices, initial=at, auto_id="move_%s"),
        "rooms": choices,
        **forms,
    }
    status = REFUSED if forms else 200
    return render(request, "exams/sittings/seat.html", context, status=status)


def _shut(request: HttpRequest, seat: Seat) -> str:
    """Why this person changes nothing of this seat now; the page says so."""
    if permitting.is_own(seat.person, request_scope(request).user_id):
        return permitting.own_words()
    return permitting.why_not(seat.sitting, "move", officer=True)


def _back(seat: Seat) -> HttpResponse:
    return redirect("sitting_seat", seat.sitting_id, seat.pk)


def _live_seat(request: HttpRequest, sitting_id: int, seat_id: int) -> Seat:
    """Somebody's seat of an own sitting; 404 when nothing of it can be changed, or not by this
    person."""
    rows = _seats(request, sitting_of(request, sitting_id))
    found = get_object_or_404(rows, pk=seat_id, withdrawn_at__isnull=True)
    if _shut(request, found):
        raise Http404
    return found


@require_POST
@needs_role(OFFICER)
def withdraw(request: HttpRequest, sitting_id: int, seat_id: int) -> HttpResponse:
    one = _live_seat(request, sitting_id, seat_id)
    form = ToldWhyForm(request.POST, auto_id="withdraw_%s")
    if not form.is_valid():
        return _page(request, one, withdraw_form=form)
    actor_id = request_scope(request).user_id
    if enrolling.withdraw(one, reason=form.cleaned_data["reason"], actor_id=actor_id):
        messages.success(request, _("%(name)s is off the list.") % {"name": one.person.name})
    else:
        messages.info(request, _("This person has begun, or is off the list already."))
    return _back(one)


@require_POST
@needs_role(OFFICER)
def give_time(request: HttpRequest, sitting_id: int, seat_id: int) -> HttpResponse:
    one = _live_seat(request, sitting_id, seat_id)
    form = TimeForm(request.POST, auto_id="time_%s")
    if not form.is_valid():
        return _page(request, one, time_form=form)
    minutes, reason = form.cleaned_data["minutes"], form.cleaned_data["reason"]
    try:
        enrolling.give_time(
            one,
            minutes,
            reason=reason,
            action=form.cleaned_data["action"],
            actor_id=request_scope(request).user_id,
        )
    except BadMinutes:
        form.add_error("minutes", _("So many minutes cannot be given."))
        return _page(request, one, time_form=form)
    messages.success(request, _("%(n)s extra minutes are written down.") % {"n": minutes})
    return _back(one)


@require_POST
@needs_role(OFFICER)
def move(request: HttpRequest, sitting_id: int, seat_id: int) -> HttpResponse:
    one = _live_seat(request, sitting_id, seat_id)
    form = SeatForm(request.POST, rooms=_choices(one), auto_id="move_%s")
    if not form.is_valid():
        return _page(request, one, move_form=form)
    room = next(r for r in _rooms(one) if str(r.pk) == form.cleaned_data["room"])
    try:
        seating.move(
            one,
            room,
            form.cleaned_data["number"],
            reason=form.cleaned_data["reason"],
            actor_id=request_scope(request).user_id,
        )
    except SittingRefused as why:
        form.add_error("number" if why.field == "number" else None, str(why))
        return _page(request, one, move_form=form)
    messages.success(request, _("The seat is changed."))
    return _back(one)
