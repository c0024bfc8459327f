"""The live board of a sitting: totals per room, the seats of a room, what was noted."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from exams import watching
from exams.models import Invigilator, Irregularity
from exams.views.watched import NOWHERE, Watch, watched
from portal import clock
from portal.accounts.permissions import needs_login
from portal.accounts.scoping import request_scope

ROWS = 100
NOTES = 50


def _drawn(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    """The whole page, or only the part of it that changes."""
    whole = "part" not in request.GET
    template = f"exams/board/{name}.html" if whole else f"exams/board/parts/{name}.html"
    return render(request, template, context | {"moment": clock.now()})


@never_cache
@require_safe
@needs_login
def board(request: HttpRequest, sitting_id: int) -> HttpResponse:
    watch = watched(request, sitting_id)
    if not watch.officer and len(watch.rooms) == 1:
        return redirect("board_room", sitting_id, watch.rooms[0].pk)
    tallies = watching.tallies(watch.sitting, watch.rooms, whole=watch.officer)
    context = {
        "watch": watch,
        "sitting": watch.sitting,
        "tallies": tallies,
        "whole": watching.together(tallies),
        "invigilators": _invigilators(request, watch),
    }
    return _drawn(request, "rooms", context)


def _invigilators(request: HttpRequest, watch: Watch) -> dict[int, list[str]]:
    """The names by room."""
    rows = Invigilator.objects.scoped(request_scope(request)).filter(room__in=watch.rooms)
    found: dict[int, list[str]] = {}
    for one in rows.select_related("user").distinct().order_by("pk"):
        found.setdefault(one.room_id, []).append(one.user.get_full_name())
    return found


@never_cache
@require_safe
@needs_login
def room(request: HttpRequest, sitting_id: int, room_id: int) -> HttpResponse:
    watch = watched(request, sitting_id)
    chosen = watch.room(room_id)
    seats = watch.seats.filter(room=chosen)
    page = Paginator(seats, ROWS).get_page(request.GET.get("page"))
    if chosen is None and not page.paginator.count:
        raise Http404
    tallies = watching.tallies(watch.sitting, [chosen] if chosen else [], whole=chosen is None)
    mine = [one for one in tallies if one.room == chosen]
    context = {
        "watch": watch,
        "sitting": watch.sitting,
        "room": chosen,
        "room_id": room_id,
        "page": page,
        "lines": watching.lines(list(page.object_list)),
        "whole": watching.together(mine),
    }
    return _drawn(request, "seats", context)


@never_cache
@require_safe
@needs_login
def notes(request: HttpRequest, sitting_id: int) -> HttpResponse:
    """What was noted, newest first: by an invigilator of their rooms only."""
    watch = watched(request, sitting_id)
    rows = Irregularity.objects.scoped(request_scope(request)).filter(sitting=watch.sitting)
    if not watch.officer:
        rows = rows.filter(room__in=watch.rooms)
    rows = rows.select_related("seat__person", "room__room__site", "noted_by").distinct()
    page = Paginator(rows.order_by("-at", "-pk"), NOTES).get_page(request.GET.get("page"))
    context = {"watch": watch, "sitting": watch.sitting, "page": page, "nowhere": NOWHERE}
    return render(request, "exams/board/notes.html", context)
