"""Rows of the roster written past its verbs, for tests of what the database itself refuses."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from certificates.roster.models import Appointment, AppointmentEnding, GateDecision
from portal import clock
from portal.accounts.models import User
from portal.people.models import Person, Post

START = date(2026, 1, 1)
Period = tuple[date, date | None]


def morning(day: date) -> datetime:
    """The moment at which something of that day is recorded in time."""
    return datetime(day.year, day.month, day.day, 9, tzinfo=clock.CITY_ZONE)


def signer(name: str = "second") -> User:
    return User.objects.get_or_create(username=name)[0]


def two(reason: str = "补录旧档") -> dict[str, Any]:
    """Two people stand for what is recorded late."""
    return {
        "recorded_by": signer("first"),
        "second_signer": signer(),
        "late_reason": reason,
    }


def decision(person: Person, post: Post, day: date, **values: Any) -> GateDecision:
    row: Any = {
        "person": person,
        "post": post,
        "organisation": post.organisation,
        "mode": "elected",
        "day": day,
        "granted": True,
        "requirements": [],
        "recorded_at": morning(day),
    }
    row.update(values)
    return GateDecision.objects.create(**row)


def raw(person: Person, post: Post, period: Period, **values: Any) -> Appointment:
    """An appointment written past the verbs, with a decision that fits unless given."""
    gate = values.pop("gate_decision", None) or decision(
        person, post, period[0], mode=values.get("mode", "elected")
    )
    row: Any = {
        "person": person,
        "post": post,
        "organisation": post.organisation,
        "mode": "elected",
        "full_time": post.kind == "full_time",
        "starts": period[0],
        "ends": period[1],
        "gate_decision": gate,
        "recorded_at": morning(period[0]),
    }
    if period[1]:
        row |= two()
    row.update(values)
    return Appointment.objects.create(**row)


def ended(row: Appointment, day: date, **values: Any) -> AppointmentEnding:
    """An ending written past the verbs; the row says the day already."""
    told: Any = {"reason": "resigned", "deciding_body": "村民会议", "recorded_at": morning(day)}
    return AppointmentEnding.objects.create(appointment=row, day=day, **(told | values))


def written(make: Any, *arguments: Any, **values: Any) -> bool:
    """Did the database take the row?"""
    try:
        with transaction.atomic():
            make(*arguments, **values)
    except IntegrityError:
        return False
    return True
