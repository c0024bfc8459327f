"""What happened to the appointments of a place, in an order that never changes afterwards.

Rows that are recorded at the same time commit in any order, so neither their numbers nor their
moments tell a reader where to go on. The seals of the audit trail do: each event gets its place
behind all that were sealed before, however late it was committed.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from certificates.roster.models import Appointment, DutySuspension
from portal.audit.models import AuditSeal

AT_ONCE = 200
LOOKED_AT = 5_000  # seals of one answer
WHY = "changes of the roster, for the key of an office"
SUSPENSION = "roster.dutysuspension:"
# What an event of an appointment is about; ending and correction have the appointment's number.
OF_APPOINTMENT = (
    "roster.appointment:", "roster.appointmentending:", "roster.appointmentcorrection:",
)  # fmt: skip
CURSOR = re.compile(r"([0-9]{8})-([0-9]{1,9})")
CORRECTED = "appointment.corrected"
BEGINNING = "00010101-0"


class NoCursor(ValueError):
    """What was sent is no cursor of ours."""


@dataclass(frozen=True)
class Happened:
    """A sealed event of an appointment; `kind` is that of the audit trail."""

    cursor: str
    kind: str
    recorded_at: datetime
    appointment: Appointment
    day: date | None


@dataclass(frozen=True)
class Following:
    """What comes behind a cursor, the cursor behind it, and whether there is more at once."""

    happened: tuple[Happened, ...]
    cursor: str
    more: bool


def since(cursor: str, path: str) -> Following:
    """What was sealed behind the cursor of the appointments at or below a tree path: at most 200
    of them (one more when a correction is the last: it tells the wrong row and the right one), out
    of the next 5,000 events. Raises NoCursor."""
    day, position = _read(cursor or BEGINNING)
    behind = Q(day__gt=day) | Q(day=day, position__gt=position)
    seals = list(
        AuditSeal.objects.filter(behind)
        .order_by("day", "position")
        .values_list("day", "position", "event__kind", "event__at", "event__subject")[:LOOKED_AT]
    )
    mine = _mine({subject for *_rest, subject in seals}, path)
    right = _corrected({row.pk for row, _suspension in mine.values()})
    found: list[Happened] = []
    last = cursor or BEGINNING
    for on, at, kind, recorded_at, subject in seals:
        if subject in mine:
            if len(found) >= AT_ONCE:
                return Following(tuple(found), last, more=True)
            row, suspension = mine[subject]
            day_of = _day(kind, row, suspension)
            found.append(Happened(_cursor(on, at), kind, recorded_at, row, day_of))
            if kind == CORRECTED and row.pk in right:
                instead = right[row.pk]
                found.append(Happened(_cursor(on, at), kind, recorded_at, instead, instead.starts))
        last = _cursor(on, at)
    return Following(tuple(found), last, more=len(seals) == LOOKED_AT)


def _corrected(wrong: Iterable[int]) -> dict[int, Appointment]:
    """The rows that took the place of wrong ones, by these: no event of their own tells of them."""
    rows = Appointment.objects.unscoped(WHY).filter(corrects__in=list(wrong))
    joined = rows.select_related("person", "post", "organisation")
    return {int(row.corrects_id or 0): row for row in joined}


def _day(kind: str, row: Appointment, suspension: DutySuspension | None) -> date | None:
    if suspension is not None:
        return suspension.ends if kind.endswith("resumed") else suspension.starts
    return row.ends if kind.endswith("ended") else row.starts


Subjects = dict[str, tuple[Appointment, DutySuspension | None]]


def _mine(subjects: Iterable[str], path: str) -> Subjects:
    """The appointments at the place or below it that the events speak of, by their subjects."""
    told = list(subjects)
    below = {"organisation__path__startswith": path}
    numbers = {one: pk for model in OF_APPOINTMENT for one, pk in _ids(told, model).items()}
    marked = _ids(told, SUSPENSION)
    appointments = Appointment.objects.unscoped(WHY).filter(pk__in=numbers.values(), **below)
    suspensions = DutySuspension.objects.unscoped(WHY).filter(
        pk__in=marked.values(), **{f"appointment__{key}": path for key in below}
    )
    joined = appointments.select_related("person", "post", "organisation")
    rows = {row.pk: row for row in joined}
    found: Subjects = {one: (rows[pk], None) for one, pk in numbers.items() if pk in rows}
    kept = suspensions.select_related(
        "appointment__person", "appointment__post", "appointment__organisation"
    )
    found.update({f"{SUSPENSION}{row.pk}": (row.appointment, row) for row in kept})
    return found


def _ids(subjects: Sequence[str], model: str) -> dict[str, int]:
    return {one: int(one.removeprefix(model)) for one in subjects if one.startswith(model)}


def _cursor(day: date, position: int) -> str:
    return f"{day:%Y%m%d}-{position}"


def _read(cursor: str) -> tuple[date, int]:
    found = CURSOR.fullmatch(cursor)
    if found is None:
        raise NoCursor(cursor)
    digits = found[1]
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])), int(found[2])
    except ValueError:
        raise NoCursor(cursor) from None
