"""Who sits where: rooms filled in order, colleagues apart, forms A and B in turn, starts spread."""

from collections import defaultdict, deque
from collections.abc import Iterable, Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from exams.choices import SittingState
from exams.models import Seat, Sitting, SittingRoom
from exams.sittings.arranging import SittingRefused
from portal.audit.recording import record

LETTERS = "AB"
AT_ONCE = 500


def arrange(sitting: Sitting, *, actor_id: int | None) -> int:
    """Give everybody who is enrolled a seat in a room and a moment to begin; how many. May be done
    again until the sitting is published; afterwards only those without a seat get one of those
    that are free, and nobody moves.

    Rooms are filled in their order; people of one organisation are kept apart where others can sit
    between them. Raises SittingRefused when the rooms are too small, or the sitting is cancelled.
    """
    with transaction.atomic():
        rows = Sitting.objects.unscoped("arranging seats").select_for_update()
        state = rows.get(pk=sitting.pk).state
        if state == SittingState.CANCELLED:
            raise SittingRefused(_("The sitting is cancelled."))
        every = Seat.objects.unscoped("the seats of a sitting")
        mine = every.filter(sitting=sitting, withdrawn_at__isnull=True)
        if state == SittingState.PLANNED:
            mine.update(room=None, number=None)  # so that no two meet on a seat while they move
        apart = colleagues_apart(mine.filter(number__isnull=True).select_related("person"))
        places = _free(sitting)
        if places is not None and len(places) < len(apart):
            raise SittingRefused(
                _("The rooms have %(places)s free seats, and %(people)s people have none.")
                % {"places": len(places), "people": len(apart)}
            )
        for n, seat in enumerate(apart):
            seat.room, seat.number = places[n] if places is not None else (None, None)
            seat.letter = LETTERS[n % len(LETTERS)]
            seat.starts_after = sitting.spread_seconds * n // len(apart)
        every.bulk_update(apart, ["room", "number", "letter", "starts_after"], batch_size=AT_ONCE)
        record(
            "sitting.seats_arranged",
            sitting,
            actor_id=actor_id,
            place=sitting.organisation.path,
            data={"seats": len(apart)},
        )
    return len(apart)


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
    seats = Seat.objects.unscoped("the seats of a sitting").filter(
        sitting=sitting, withdrawn_at__isnull=True, number__isnull=False
    )
    taken = set(seats.values_list("room_id", "number"))
    return [
        (one, number)
        for one in ordered
        for number in range(1, one.room.seats + 1)
        if (one.pk, number) not in taken
    ]


def move(seat: Seat, room: SittingRoom, number: int, *, reason: str, actor_id: int | None) -> None:
    """Let somebody sit elsewhere, also while the paper runs: it does not mind. Raises
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
            now = {"room": room.number, "seat": number}
            record(
                "seat.moved",
                seat,
                actor_id=actor_id,
                place=seat.person.organisation.path,
                reason=reason,
                data={"before": before, "now": now},
            )
    except IntegrityError:
        raise SittingRefused(_("Somebody sits there already."), "number") from None
