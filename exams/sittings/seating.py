"""Who sits where: rooms filled in order, colleagues apart, forms A and B in turn, starts spread."""

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from exams.choices import SittingState
from exams.models import Seat, Sitting, SittingRoom
from exams.sittings import announcing
from exams.sittings.arranging import SittingRefused, late_start
from portal import clock
from portal.audit.recording import record

LETTERS = "AB"
AT_ONCE = 500
ARRANGED = ("room", "number", "letter", "starts_after")


def arrange(sitting: Sitting, *, actor_id: int | None) -> int:
    """Give everybody who is enrolled a seat in a room and a moment to begin; how many. May be done
    again until the sitting is published. Afterwards only those get one who have none and have not
    begun, where there are no rooms those who were enrolled since; nobody else moves.

    Rooms are filled in their order; people of one organisation are kept apart where others can sit
    between them. Raises SittingRefused when the rooms are too small, when the sitting is cancelled,
    and when somebody was seated meanwhile.
    """
    try:
        with transaction.atomic():
            return _arrange(sitting, actor_id)
    except IntegrityError:
        raise SittingRefused(
            _("Somebody was given a seat meanwhile. Please arrange the seats once more.")
        ) from None


def _arrange(sitting: Sitting, actor_id: int | None) -> int:
    rows = Sitting.objects.unscoped("arranging seats").select_for_update(no_key=True)
    now = rows.get(pk=sitting.pk)
    if now.state == SittingState.CANCELLED:
        raise SittingRefused(_("The sitting is cancelled."))
    if now.state == SittingState.PLANNED:  # so that no two meet on a seat while they move
        _seats(now).update(room=None, number=None)
    places = _free(now)
    apart = colleagues_apart(_to_arrange(now, in_rooms=places is not None))
    if places is not None and len(places) < len(apart):
        raise SittingRefused(
            _("The rooms have %(places)s free seats, and %(people)s people have none.")
            % {"places": len(places), "people": len(apart)}
        )
    starts = _late_starts(now) if now.published_at else _starts(now, apart)
    for n, seat in enumerate(apart):
        seat.room, seat.number = places[n] if places is not None else (None, None)
        seat.letter = letter_at(seat.number or n + 1)
        seat.starts_after = starts.get(seat.pk, seat.starts_after)
    _seats(now).bulk_update(apart, ARRANGED, batch_size=AT_ONCE)
    event = record(
        "sitting.seats_arranged",
        sitting,
        actor_id=actor_id,
        place=sitting.organisation.path,
        data={"seats": len(apart)},
    )
    if now.published_at:
        announcing.to_seats(now.pk, event)
    announcing.renew_sheets(now, event)
    return len(apart)


def letter_at(number: int) -> str:
    """The form of a seat: neighbours write different ones, whenever they were seated."""
    return LETTERS[(number - 1) % len(LETTERS)]


def _seats(sitting: Sitting) -> QuerySet[Seat]:
    rows = Seat.objects.unscoped("the seats of a sitting")
    return rows.filter(sitting=sitting, withdrawn_at__isnull=True)


def _to_arrange(sitting: Sitting, *, in_rooms: bool) -> QuerySet[Seat]:
    rows = _seats(sitting).select_related("person")
    if sitting.published_at is None:
        return rows
    waiting = rows.filter(attempt__isnull=True)
    if in_rooms:
        return waiting.filter(number__isnull=True)
    return waiting.filter(recorded_at__gt=sitting.published_at, starts_after=0)


def _starts(sitting: Sitting, apart: Sequence[Seat]) -> dict[int, int]:
    """When each begins, in seconds after the opening: one after the other."""
    return {seat.pk: sitting.spread_seconds * n // len(apart) for n, seat in enumerate(apart)}


def _late_starts(sitting: Sitting) -> dict[int, int]:
    """The same for those who were enrolled since the publishing (`late_start`)."""
    since = Seat.objects.unscoped("who was enrolled late").filter(
        sitting=sitting, recorded_at__gt=sitting.published_at
    )
    late = since.order_by("pk").values_list("pk", flat=True)
    return {pk: late_start(sitting, n) for n, pk in enumerate(late)}


def colleagues_apart(seats: Iterable[Seat]) -> list[Seat]:
    """An order in which neighbours are of different organisations as far as that can be: always
    the next of the organisation with most people left, but not the one just seated."""
    groups: defaultdict[int, deque[Seat]] = defaultdict(deque)
    for seat in seats:
        groups[seat.person.organisation_id].append(seat)
    order: list[Seat] = []
    last: int | None = None
    left = {pk: len(held) for pk, held in groups.items()}
    while left:
        others = [pk for pk in left if pk != last] or list(left)
        last = max(others, key=lambda pk: (left[pk], -pk))
        order.append(groups[last].popleft())
        left[last] -= 1
        if not left[last]:
            del left[last]
    return order


def _free(sitting: Sitting) -> Sequence[tuple[SittingRoom, int]] | None:
    """The free seats in the order in which they are filled; None for a sitting without rooms."""
    rooms = SittingRoom.objects.unscoped("the rooms of a sitting").filter(sitting=sitting)
    ordered = list(rooms.select_related("room").order_by("number"))
    if not ordered:
        return None
    taken = set(_seats(sitting).filter(number__isnull=False).values_list("room_id", "number"))
    return [
        (one, number)
        for one in ordered
        for number in range(1, one.room.seats + 1)
        if (one.pk, number) not in taken
    ]


def move(seat: Seat, room: SittingRoom, number: int, *, reason: str, actor_id: int | None) -> None:
    """Let somebody sit elsewhere, also while the paper runs: it does not mind. Until the opening
    the form is that of the new seat, afterwards the one that lies before them. Raises
    SittingRefused when that seat is taken or not there."""
    if room.sitting_id != seat.sitting_id or not 1 <= number <= room.room.seats:
        raise SittingRefused(_("There is no such seat at this sitting."), "number")
    before = {"room": seat.room.number if seat.room else None, "seat": seat.number}
    try:
        with transaction.atomic():
            rows = Seat.objects.unscoped("a seat by its id").filter(
                pk=seat.pk, withdrawn_at__isnull=True
            )
            if not rows.update(room=room, number=number):
                raise SittingRefused(_("This person is off the list."))
            if clock.now() < room.sitting.opens_at:
                rows.filter(attempt__isnull=True).update(letter=letter_at(number))
            now = {"room": room.number, "seat": number}
            event = record(
                "seat.moved",
                seat,
                actor_id=actor_id,
                place=seat.person.organisation.path,
                reason=reason,
                data={"before": before, "now": now},
            )
            announcing.to_seats(seat.sitting_id, event, [seat.pk])
    except IntegrityError:
        raise SittingRefused(_("Somebody sits there already."), "number") from None
