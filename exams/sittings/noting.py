"""What happened in a room, written down; by itself without consequence."""

from django.db import transaction

from exams.models import Irregularity, Seat, Sitting, SittingRoom
from portal import clock
from portal.audit.recording import record


def note(
    sitting: Sitting,
    kind: str,
    words: str,
    *,
    actor_id: int | None,
    seat: Seat | None = None,
    room: SittingRoom | None = None,
) -> Irregularity:
    """Write down an irregularity of a seat, a room or the whole sitting."""
    with transaction.atomic():
        written = Irregularity.objects.create(
            sitting=sitting,
            seat=seat,
            room=seat.room if seat else room,
            kind=kind,
            note=words,
            at=clock.now(),
            noted_by_id=actor_id,
        )
        data = {"kind": kind, "seat": seat.ticket if seat else ""}
        place = sitting.organisation.path
        record("sitting.irregularity", sitting, actor_id=actor_id, place=place, data=data)
    return written
