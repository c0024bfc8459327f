"""Letting people know of what an act changed for them: in its transaction only jobs are written,
which find out afterwards whose line is another one now."""

from collections.abc import Sequence

from exams.models import Sitting
from portal.audit.models import AuditEvent
from portal.jobs.enqueueing import enqueue

TELL_SEATS = "exams.tell_seats"
TELL_DUTIES = "exams.tell_duties"
RENEW = "exams.renew_sheets"


def to_seats(sitting_id: int, event: AuditEvent, seats: Sequence[int] | None = None) -> None:
    """Tell the people on the list of a sitting, or these seats only (ids), what `event` changed."""
    chosen = None if seats is None else list(seats)
    payload = {"sitting": sitting_id, "seats": chosen, "after": 0, "event": event.pk}
    enqueue(TELL_SEATS, f"{sitting_id}:{event.pk}:0", payload)


def to_next_seats(payload: dict[str, object], last: int) -> None:
    """The part behind the seat that was looked at last."""
    key = f"{payload['sitting']}:{payload['event']}:{last}"
    enqueue(TELL_SEATS, key, {**payload, "after": last})


def to_duties(sitting: Sitting, event: AuditEvent) -> None:
    """Tell who watches over a room of a sitting, or did, what `event` changed."""
    payload = {"sitting": sitting.pk, "event": event.pk}
    enqueue(TELL_DUTIES, f"{sitting.pk}:{event.pk}", payload)


def to_everybody(sitting: Sitting, event: AuditEvent) -> None:
    """To candidates and who watches; sheets that were made before are made anew."""
    to_seats(sitting.pk, event)
    to_duties(sitting, event)
    renew_sheets(sitting, event)


def renew_sheets(sitting: Sitting, event: AuditEvent) -> None:
    """Have the sheets made anew that were made before `event`."""
    enqueue(RENEW, f"{sitting.pk}:{event.pk}", {"sitting": sitting.pk, "event": event.pk})
