"""The board's numbers once more, slowly and by the pure rule, one person at a time."""

from datetime import date

from certificates.roster.models import Appointment
from certificates.roster.register import standings_of
from certificates.roster.standing import ON_DUTY


def full_time_on_duty(place: int, day: date) -> int:
    rows = [row for row in Appointment.every.filter(organisation=place) if row.full_time]
    return sum(_label(row, day) == ON_DUTY for row in rows)


def members(place: int, day: date) -> dict[str, int]:
    rows = [
        row
        for row in Appointment.every.filter(organisation=place).select_related("post", "person")
        if row.post.kind in {"chair", "vice_chair", "member"} and _label(row, day)
    ]
    return {
        "members": len(rows),
        "chairs": sum(row.post.kind == "chair" for row in rows),
        "women": sum(row.person.sex == "female" for row in rows),
    }


def _label(row: Appointment, day: date) -> str | None:
    standing = standings_of([row.person_id], day)[row.person_id]
    return dict(standing.appointments).get(row.pk)
