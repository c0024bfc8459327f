"""What is printed for the room: admission slips, sign-in sheets, door sheets, labels of seats."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from exams.choices import SittingMode
from exams.models import Seat, Sitting, SittingRoom
from exams.sittings.standing import in_rooms
from portal import clock

MINUTES_BEFORE = 30  # when the doors open (docs of exam offices: 15 to 30 minutes)
LINES = 30  # of a sign-in sheet on one page


@dataclass(frozen=True)
class Slip:
    """An admission slip (准考证): a seat, and what its holder must know."""

    seat: Seat
    rules: tuple[str, ...]


@dataclass(frozen=True)
class RoomSheet:
    """A room with those who sit there, by number; `pages` are so many as fit a page."""

    room: SittingRoom
    seats: tuple[Seat, ...]

    @property
    def pages(self) -> list[tuple[Seat, ...]]:
        return [self.seats[at : at + LINES] for at in range(0, len(self.seats), LINES)]

    @property
    def first(self) -> str:
        return min(seat.ticket for seat in self.seats)

    @property
    def last(self) -> str:
        return max(seat.ticket for seat in self.seats)


def seats_of(sitting: Sitting) -> QuerySet[Seat]:
    """Everybody on the list, room by room."""
    rows = Seat.objects.unscoped("what is printed for a sitting").filter(
        sitting=sitting, withdrawn_at__isnull=True
    )
    joined = rows.select_related("person__organisation", "room__room__site", "sitting__exam")
    return joined.order_by("room__number", "number", "pk")


def slips(seats: Iterable[Seat]) -> Iterator[Slip]:
    """One for each seat; the rules are told once for all of a sitting."""
    told: dict[int, tuple[str, ...]] = {}
    for seat in seats:
        if seat.sitting_id not in told:
            told[seat.sitting_id] = rules(seat.sitting)
        yield Slip(seat, told[seat.sitting_id])


def rooms(seats: Sequence[Seat]) -> list[RoomSheet]:
    """The rooms of a sitting in which somebody sits."""
    placed = [seat for seat in seats if seat.room]
    return [
        RoomSheet(room, tuple(held))
        for room, held in groupby(placed, key=lambda seat: seat.room)
        if room
    ]


def rules(sitting: Sitting) -> tuple[str, ...]:
    """What holds in the room, or on the own device; short enough for half a page."""
    last = date_format(sitting.closes_at.astimezone(clock.CITY_ZONE), "TIME_FORMAT")
    if not in_rooms(sitting):
        return (
            _("Open “My exams” on a charged phone or computer and press “Start” at your time."),
            _("After %(last)s nobody can begin.") % {"last": last},
            _("Every answer is saved at once. If the line drops, go on and leave the page open."),
            _("Write alone and by yourself; a paper of two hands is void."),
        )
    common = (
        _("Come %(minutes)s minutes before the opening, with your identity card and this slip.")
        % {"minutes": MINUTES_BEFORE},
        _("Sit on the seat of your number; card and slip lie on the desk."),
        _("After %(last)s nobody can begin.") % {"last": last},
    )
    return (*common, *_in_the_room(sitting.mode))


def _in_the_room(mode: str) -> tuple[str, ...]:
    if mode == SittingMode.ORAL:
        return (_("Two examiners ask; afterwards you read the written record and sign it."),)
    tools = (
        _("Bring a black pen. Phones are switched off and put away; no books and no notes.")
        if mode == SittingMode.PAPER
        else _("Only the device for the exam is used; no books, no notes, no other phone.")
    )
    return (
        tools,
        _("Raise your hand when something is unclear or a device fails; lost time is given back."),
        _("Take no paper out of the room. Who cheats has no result and learns anew."),
    )
