"""How a sitting stands: before, during or after it; who sits in which room; what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from exams.choices import EXAMINERS, SittingMode, SittingState
from exams.models import PaperEntry, Seat, Sitting, SittingRoom
from exams.models.entries import THIRD
from portal import clock

PLANNED, TO_COME, RUNNING, PAST, CANCELLED = "planned", "coming", "running", "past", "cancelled"


@dataclass(frozen=True)
class Lack:
    """Something that is missing: `where` is the page that mends it; `firm` stands in the way of
    publishing, the others are advice."""

    words: str
    where: str
    firm: bool = True


@dataclass(frozen=True)
class RoomStanding:
    """A room of a sitting with how many sit there and who watches."""

    room: SittingRoom
    seated: int
    watching: tuple[str, ...]

    @property
    def places(self) -> int:
        return self.room.room.seats


@dataclass(frozen=True)
class Standing:
    """A sitting's people and rooms. `enrolled` leaves out who was withdrawn; `away` are those of
    whom somebody wrote down that they did not come (on paper and orally)."""

    sitting: Sitting
    phase: str
    enrolled: int
    unseated: int
    withdrawn: int
    begun: int
    away: int
    rooms: tuple[RoomStanding, ...]

    @property
    def places(self) -> int:
        return sum(one.places for one in self.rooms)

    @property
    def absent(self) -> int:
        """Who did not come, once nobody can come any more."""
        if self.sitting.mode != SittingMode.ONLINE:
            return self.away
        return self.enrolled - self.begun if self.phase == PAST else 0


def phase(sitting: Sitting) -> str:
    """Where a sitting is in its life, by its state and the hour."""
    moment = clock.now()
    if sitting.state == SittingState.CANCELLED:
        return CANCELLED
    if sitting.ends_at <= moment:
        return PAST
    if sitting.state == SittingState.PLANNED:
        return PLANNED
    return RUNNING if sitting.opens_at <= moment else TO_COME


def in_rooms(sitting: Sitting) -> bool:
    """Everybody needs a seat in a room: on paper, orally, and where identity is checked."""
    return sitting.needs_code or sitting.mode != SittingMode.ONLINE


def unreached(sitting: Sitting) -> int:
    """How many on the list no message reaches: neither a login nor an e-mail address."""
    rows = Seat.objects.unscoped("the seats of a sitting").filter(sitting=sitting)
    live = rows.filter(withdrawn_at__isnull=True, person__erased_at__isnull=True)
    return live.filter(person__user__isnull=True, person__email="").count()


def counted(rows: QuerySet[Sitting]) -> QuerySet[Sitting]:
    """Sittings with `enrolled`, the number of those who have a seat."""
    live = Q(seats__withdrawn_at__isnull=True)
    return rows.annotate(enrolled=Count("seats", filter=live))


def standing(sitting: Sitting) -> Standing:
    """Three queries, however many people sit there."""
    live = Q(withdrawn_at__isnull=True)
    seats = Seat.objects.unscoped("the seats of a sitting").filter(sitting=sitting)
    told = seats.aggregate(
        enrolled=Count("pk", filter=live),
        unseated=Count("pk", filter=live & Q(number__isnull=True)),
        withdrawn=Count("pk", filter=~live),
        begun=Count("pk", filter=Q(attempt__isnull=False)),
    )
    online = sitting.mode == SittingMode.ONLINE
    away = 0 if online else seats.filter(noted_absent()).count()
    return Standing(sitting, phase(sitting), rooms=_rooms(sitting), away=away, **told)


def noted_absent() -> Q:
    """Seats of which it is settled that nobody came."""
    last = Q(settles=True, seat__reopening=None) | Q(turn=THIRD)
    rows = PaperEntry.objects.unscoped("who did not come").filter(last, absent=True)
    return Q(pk__in=rows.values("seat_id"))


def _rooms(sitting: Sitting) -> tuple[RoomStanding, ...]:
    rows = SittingRoom.objects.unscoped("the rooms of a sitting").filter(sitting=sitting)
    seated = Count("seats", filter=Q(seats__withdrawn_at__isnull=True))
    found = rows.select_related("room__site").annotate(seated=seated).order_by("number")
    return tuple(
        RoomStanding(one, vars(one)["seated"], _names(one))
        for one in found.prefetch_related("invigilators__user")
    )


def _names(room: SittingRoom) -> tuple[str, ...]:
    return tuple(one.user.get_full_name() for one in room.invigilators.all())


def missing(held: Standing) -> list[Lack]:
    """What still stands in the way of publishing a sitting, and what had better be done."""
    found = [*_people_missing(held), *_rooms_missing(held)]
    if held.sitting.mode != SittingMode.ONLINE and held.sitting.forms_number is None:
        words = _("No forms of the paper are chosen for this sitting yet.")
        found.append(Lack(words, "sitting_forms", firm=False))
    if not held.sitting.exam.by_sitting:
        words = _("This exam may be begun without a seat: it is not held by sittings yet.")
        found.append(Lack(words, "exams_by_sitting", firm=False))
    return found


def _people_missing(held: Standing) -> Iterable[Lack]:
    if not held.enrolled:
        yield Lack(_("Nobody is enrolled yet."), "sitting_enrol")
    elif held.unseated and (held.rooms or in_rooms(held.sitting)):
        words = ngettext(
            "%(n)s person has no seat in a room yet.",
            "%(n)s people have no seat in a room yet.",
            held.unseated,
        )
        firm = in_rooms(held.sitting)
        yield Lack(words % {"n": held.unseated}, "sitting_rooms", firm=firm)


def _rooms_missing(held: Standing) -> Iterable[Lack]:
    if in_rooms(held.sitting) and not held.rooms:
        yield Lack(_("No room is chosen yet."), "sitting_rooms")
    if held.rooms and held.places < held.enrolled:
        words = _("The rooms have %(places)s seats, and %(people)s people are enrolled.")
        told = words % {"places": held.places, "people": held.enrolled}
        yield Lack(told, "sitting_rooms", firm=in_rooms(held.sitting))
    oral = held.sitting.mode == SittingMode.ORAL
    wanted = EXAMINERS if oral else 1
    lone = [one.room.room.name for one in held.rooms if len(one.watching) < wanted]
    if lone:
        words = (
            _("Two examiners are still to be named for: %(rooms)s.")
            if oral
            else _("Nobody watches yet over: %(rooms)s.")
        )
        rooms = pgettext("list", ", ").join(lone)
        yield Lack(words % {"rooms": rooms}, "sitting_rooms", firm=False)
