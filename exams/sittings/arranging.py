"""Planning a sitting, its rooms and invigilators; publishing and cancelling it."""

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from exams.choices import ON_SCREEN, SittingState
from exams.models import (
    Exam,
    ExamRoom,
    FormQuestion,
    Invigilator,
    Irregularity,
    Seat,
    Sitting,
    SittingRoom,
)
from exams.sittings import announcing
from exams.sittings.refusing import (
    Plan,
    SittingRefused,
    refuse_change,
    refuse_other_exam,
    refuse_plan,
    refuse_public,
    refuse_taken,
)
from portal import clock
from portal.audit.models import AuditEvent
from portal.audit.recording import record
from portal.people.models import Organisation
from portal.policy.rules import rule

__all__ = [
    "Plan",
    "SittingRefused",
    "appoint",
    "cancel",
    "choose_forms",
    "edition",
    "last_start",
    "plan",
    "publish",
    "replan",
    "use_rooms",
]
REPLANNED = "sitting.replanned"
PARTS = 10
PLANNED = tuple(one.name for one in fields(Plan))
AT_ONCE = 500


def last_start(opens_at: datetime) -> datetime:
    """By the rule `exam.late_entry_minutes` of the day."""
    late = rule("exam.late_entry_minutes", on=clock.day_of(opens_at)).number
    return opens_at + timedelta(minutes=late)


def plan(exam: Exam, organisation: Organisation, wanted: Plan, *, actor_id: int | None) -> Sitting:
    """Plan a sitting. Raises SittingRefused."""
    refuse_plan(wanted)
    refuse_other_exam(exam, wanted)
    with transaction.atomic():
        sitting = Sitting.objects.create(
            exam=exam,
            organisation=organisation,
            grace_seconds=rule("exam.grace_seconds", on=clock.day_of(wanted.opens_at)).number,
            recorded_at=clock.now(),
            **_columns(wanted),
        )
        _note("sitting.planned", sitting, actor_id, data=_told(wanted))
    return sitting


def edition(sitting: Sitting) -> str:
    """Names what a sitting is planned to be: another one as soon as anything of it is changed."""
    told = {name: getattr(sitting, name) for name in PLANNED}
    return hashlib.sha256(json.dumps(told, default=str).encode()).hexdigest()[:32]


def replan(
    sitting: Sitting, wanted: Plan, *, actor_id: int | None, reason: str = "", seen: str = ""
) -> None:
    """Change what a sitting is to be, until it opens, or while nobody has been told of it; once it
    is published with a reason, and only to what could be published. Its rooms must be free at the
    new hours. With another spread everybody gets another moment. `seen` is the edition that was
    looked at. Raises SittingRefused, of the field "seen" when somebody changed it since."""
    refuse_plan(wanted)
    with transaction.atomic():
        before = _held(sitting)
        if seen and seen != edition(before):
            raise SittingRefused(
                _(
                    "Somebody changed this sitting while you had the form open. What you typed is"
                    " kept; where the sitting says something else now, that stands at the field."
                ),
                "seen",
            )
        published = before.state == SittingState.PUBLISHED
        if published:
            refuse_change(before, wanted, reason)
        if not _before_opening(sitting).update(**vars(wanted)):
            raise SittingRefused(_("The sitting has opened or was cancelled meanwhile."))
        now = _held(sitting)
        if published:
            refuse_public(now)
        kept = _rooms().filter(sitting=sitting).select_related("room__site")
        refuse_taken(now, [one.room for one in kept])
        if now.spread_seconds != before.spread_seconds:
            _spread_again(now)
        told = _told(wanted)  # with how numbers began, and begin: the rest of each stays
        if ticket_day(now) != ticket_day(before):
            told["tickets"] = {"began": ticket_day(before), "begin": ticket_day(now)}
            _number_again(now)
        event = _note(REPLANNED, now, actor_id, data=told, reason=reason)
        announcing.to_everybody(now, event)
    sitting.refresh_from_db()


def _spread_again(sitting: Sitting) -> None:
    """Everybody who has not begun gets the moment of the same turn in another spread."""
    waiting = _seats().filter(sitting=sitting, withdrawn_at__isnull=True, attempt__isnull=True)
    turns = list(waiting.order_by("starts_after", "room__number", "number", "pk"))
    for n, seat in enumerate(turns):
        seat.starts_after = sitting.spread_seconds * n // len(turns)
    _seats().bulk_update(turns, ["starts_after"], batch_size=AT_ONCE)


def ticket_day(sitting: Sitting) -> str:
    """How an admission number begins: with the day of the sitting."""
    return f"{clock.day_of(sitting.opens_at):%Y%m%d}"


def late_start(sitting: Sitting, number: int) -> int:
    """When somebody begins who was enrolled after the publishing, as this `number` from 0: in turn
    in the PARTS of the spread. Everybody else has been told a moment, and keeps it. Seconds."""
    return sitting.spread_seconds * (number % PARTS) // PARTS


def _number_again(sitting: Sitting) -> None:
    """Admission numbers name the new day; what follows stays. Who is off the list keeps theirs."""
    day = ticket_day(sitting)
    rest = Substr("ticket", len(day) + 1)
    _seats().filter(sitting=sitting, withdrawn_at__isnull=True, attempt__isnull=True).update(
        ticket=Concat(Value(day), rest)
    )


def use_rooms(sitting: Sitting, rooms: Sequence[ExamRoom], *, actor_id: int | None) -> None:
    """Let a sitting use these rooms, filled in this order. Raises SittingRefused when one is used
    by another sitting at the time, or one that is left out has people in it or notes of it."""
    with transaction.atomic():
        refuse_taken(_held(sitting), rooms)
        kept = {one.room_id: one for one in _rooms().filter(sitting=sitting)}
        wanted = {room.pk for room in rooms}
        left = [one for pk, one in kept.items() if pk not in wanted]
        if _seats().filter(room__in=left, withdrawn_at__isnull=True).exists():
            raise SittingRefused(_("A room that is left out has people in it."), "rooms")
        noted = Irregularity.objects.unscoped("notes of rooms that are left out")
        if noted.filter(room__in=left).exists():
            raise SittingRefused(
                _("Something was noted in a room that is left out; it has to stay."), "rooms"
            )
        _seats().filter(room__in=left).update(room=None, number=None)  # who was withdrawn
        _rooms().filter(pk__in=[one.pk for one in left]).delete()
        last = max((one.number for one in kept.values()), default=0)
        added = [room for room in rooms if room.pk not in kept]
        _rooms().bulk_create(
            SittingRoom(sitting=sitting, room=room, number=last + n)
            for n, room in enumerate(added, start=1)
        )
        event = _note("sitting.rooms_chosen", sitting, actor_id, data={"rooms": sorted(wanted)})
        announcing.to_everybody(sitting, event)


def appoint(room: SittingRoom, user_ids: Collection[int], *, actor_id: int | None) -> None:
    """Say who watches over a room of a sitting: these and nobody else. Raises SittingRefused for
    somebody who has a seat there."""
    with transaction.atomic():
        wanted = set(user_ids)
        seats = _seats().filter(sitting=room.sitting_id, withdrawn_at__isnull=True)
        if seats.filter(person__user__in=wanted).exists():
            raise SittingRefused(_("Whoever sits this exam does not watch over it."), "user")
        kept = _watching().filter(room=room)
        kept.exclude(user_id__in=wanted).delete()
        there = set(kept.values_list("user_id", flat=True))
        _watching().bulk_create(Invigilator(room=room, user_id=pk) for pk in sorted(wanted - there))
        data = {"room": room.number, "users": sorted(wanted)}
        event = _note("sitting.invigilators_named", room.sitting, actor_id, data=data)
        announcing.to_duties(room.sitting, event)


def choose_forms(sitting: Sitting, number: int, *, actor_id: int | None) -> None:
    """Say which printed forms are written, or asked, at this sitting; until it is published, and
    later where none are chosen yet. Raises SittingRefused."""
    with transaction.atomic():
        asked = FormQuestion.objects.filter(form__exam=sitting.exam_id, form__number=number)
        if not asked.exists():
            raise SittingRefused(_("There are no such forms of this exam."))
        if asked.exclude(version__item__kind__in=ON_SCREEN).exists():
            raise SittingRefused(
                _(
                    "These forms ask for answers at length, which are written on the screen only."
                    " Please choose forms without such questions."
                )
            )
        free = Q(state=SittingState.PLANNED) | Q(forms_number__isnull=True)
        rows = Sitting.objects.unscoped("a sitting by its id").filter(free, pk=sitting.pk)
        if not rows.exclude(state=SittingState.CANCELLED).update(forms_number=number):
            raise SittingRefused(_("The sitting is published; its forms stand."))
        _note("sitting.forms_chosen", sitting, actor_id, data={"number": number})
    sitting.refresh_from_db()


def publish(sitting: Sitting, *, actor_id: int | None) -> bool:
    """Let candidates see it; False when it is published already or cancelled. Raises
    SittingRefused while it has no seats, or seats that have no place in a room, and once the last
    start is over."""
    with transaction.atomic():
        seats = refuse_public(_held(sitting))
        rows = Sitting.objects.unscoped("publishing").filter(pk=sitting.pk)
        moved = rows.filter(state=SittingState.PLANNED).update(
            state=SittingState.PUBLISHED, published_at=clock.now()
        )
        if moved:
            event = _note("sitting.published", sitting, actor_id, data={"seats": seats})
            announcing.to_seats(sitting.pk, event)
    sitting.refresh_from_db()
    return bool(moved)


def cancel(sitting: Sitting, *, reason: str, actor_id: int | None) -> bool:
    """Call a sitting off before it opens; False when it has opened or was called off."""
    with transaction.atomic():
        moved = _before_opening(sitting).update(state=SittingState.CANCELLED, ended_reason=reason)
        if moved:
            event = _note("sitting.cancelled", sitting, actor_id, reason=reason)
            announcing.to_seats(sitting.pk, event)
            announcing.to_duties(sitting, event)
    sitting.refresh_from_db()
    return bool(moved)


def _held(sitting: Sitting) -> Sitting:
    """The sitting as it is now; nobody else changes it or its rooms until the transaction ends."""
    rows = Sitting.objects.unscoped("changing a sitting").select_for_update(no_key=True)
    return rows.get(pk=sitting.pk)


def _rooms() -> QuerySet[SittingRoom]:
    return SittingRoom.objects.unscoped("the rooms of a sitting")


def _seats() -> QuerySet[Seat]:
    return Seat.objects.unscoped("the seats of a sitting")


def _watching() -> QuerySet[Invigilator]:
    return Invigilator.objects.unscoped("the invigilators of a room")


def _before_opening(sitting: Sitting) -> QuerySet[Sitting]:
    """Nothing when it has opened or was cancelled; what was never published may still change."""
    changes = Q(opens_at__gt=clock.now()) | Q(state=SittingState.PLANNED)
    rows = Sitting.objects.unscoped("a sitting by its id").filter(changes, pk=sitting.pk)
    return rows.exclude(state=SittingState.CANCELLED)


def _columns(wanted: Plan) -> Any:
    return vars(wanted)


def _told(wanted: Plan) -> dict[str, object]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in vars(wanted).items()
    }


def _note(
    kind: str,
    sitting: Sitting,
    actor_id: int | None,
    *,
    data: dict[str, object] | None = None,
    reason: str = "",
) -> AuditEvent:
    place = sitting.organisation.path
    return record(kind, sitting, actor_id=actor_id, place=place, data=data, reason=reason)
