"""Which sitting somebody may watch at the board, and what of it."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from exams.choices import OFFICER
from exams.models import Seat, Sitting, SittingRoom
from portal.accounts.scoping import request_scope

NOWHERE = 0  # stands in addresses for seats in no room
IN_ORDER = ("room__number", "number", "ticket", "pk")


@dataclass(frozen=True)
class Watch:
    """A sitting as somebody sees it: an exam officer all of it, an invigilator their own rooms."""

    sitting: Sitting
    rooms: list[SittingRoom]
    officer: bool
    seats: QuerySet[Seat]

    def room(self, room_id: int) -> SittingRoom | None:
        """One of the rooms; None for the seats in no room, which are the officer's. Raises
        Http404."""
        if room_id == NOWHERE and self.officer:
            return None
        found = next((room for room in self.rooms if room.pk == room_id), None)
        if found is None:
            raise Http404
        return found


def watched(request: HttpRequest, sitting_id: int) -> Watch:
    """The exam officers at or above the place that holds it, and who invigilates there; for all
    others there is no such sitting. Raises Http404."""
    scope = request_scope(request)
    rows = Sitting.objects.scoped(scope).select_related("exam", "organisation")
    sitting = rows.filter(pk=sitting_id).first()
    if sitting is None:
        raise Http404
    officer = scope.covers(sitting.organisation.path, OFFICER)
    rooms = SittingRoom.objects.scoped(scope).filter(sitting=sitting)
    if not officer:
        rooms = rooms.filter(invigilators__user=scope.user_id)
    listed = list(rooms.select_related("room__site").order_by("number").distinct())
    if not officer and not listed:
        raise Http404
    seats = Seat.objects.scoped(scope).filter(sitting=sitting)
    if not officer:
        seats = seats.filter(room__in=listed)
    seats = seats.select_related("person__organisation", "attempt", "room__room__site")
    return Watch(sitting, listed, officer, seats.order_by(*IN_ORDER))
