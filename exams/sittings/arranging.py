"""Planning a sitting, its rooms and invigilators; publishing and cancelling it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from exams.choices import ON_SCREEN, SittingMode, SittingState
from exams.models import Exam, ExamRoom, FormQuestion, Invigilator, Seat, Sitting, SittingRoom
from portal import clock
from portal.audit.recording import record
from portal.days import moment_words
from portal.people.models import Organisation
from portal.policy.rules import rule


class SittingRefused(ValueError):
    """A sitting that cannot be so; the message says why, `field` where it was typed."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Plan:
    """What a sitting is to be; see `models.Sitting`."""

    title: str
    mode: str
    opens_at: datetime
    closes_at: datetime
    minutes: int
    spread_seconds: int = 0
    cuts: bool = False
    needs_code: bool = False
    notice: str = ""
    make_up_for_id: int | None = None


def last_start(opens_at: datetime) -> datetime:
    """By the rule `exam.late_entry_minutes` of the day."""
    late = rule("exam.late_entry_minutes", on=clock.day_of(opens_at)).number
    return opens_at + timedelta(minutes=late)


def plan(exam: Exam, organisation: Organisation, wanted: Plan, *, actor_id: int | None) -> Sitting:
    """Plan a sitting. Raises SittingRefused."""
    _refuse(wanted)
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


def replan(sitting: Sitting, wanted: Plan, *, actor_id: int | None, reason: str = "") -> None:
    """Change what a sitting is to be, until it opens, or while nobody has been told of it; once it
    is published with a reason. Its rooms must be free at the new hours. Raises SittingRefused."""
    _refuse(wanted)
    with transaction.atomic():
        rows = _before_opening(sitting)
        if sitting.state == SittingState.PUBLISHED and not reason.strip():
            raise SittingRefused(
                _("The sitting is published. Please say why it is changed."), "reason"
            )
        if not rows.update(**vars(wanted)):
            raise SittingRefused(_("The sitting has opened or was cancelled meanwhile."))
        sitting.refresh_from_db()
        kept = _rooms().filter(sitting=sitting).select_related("room__site")
        _refuse_taken(sitting, [one.room for one in kept])
        _note("sitting.replanned", sitting, actor_id, data=_told(wanted), reason=reason)


def use_rooms(sitting: Sitting, rooms: Sequence[ExamRoom], *, actor_id: int | None) -> None:
    """Let a sitting use these rooms, filled in this order. Raises SittingRefused when one is used
    by another sitting at the time, or one that is left out has people in it."""
    with transaction.atomic():
        _refuse_taken(sitting, rooms)
        kept = {one.room_id: one for one in _rooms().filter(sitting=sitting)}
        wanted = {room.pk for room in rooms}
        left = [one for pk, one in kept.items() if pk not in wanted]
        if _seats().filter(room__in=left, withdrawn_at__isnull=True).exists():
            raise SittingRefused(_("A room that is left out has people in it."), "rooms")
        _rooms().filter(pk__in=[one.pk for one in left]).delete()
        last = max((one.number for one in kept.values()), default=0)
        added = [room for room in rooms if room.pk not in kept]
        _rooms().bulk_create(
            SittingRoom(sitting=sitting, room=room, number=last + n)
            for n, room in enumerate(added, start=1)
        )
        _note("sitting.rooms_chosen", sitting, actor_id, data={"rooms": sorted(wanted)})


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
        _note("sitting.invigilators_named", room.sitting, actor_id, data=data)


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
                    "These forms ask for answers at length, which people mark. Marking comes"
                    " later; please choose forms without such questions."
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
        if sitting.closes_at <= clock.now():
            raise SittingRefused(_("The last start is over. Please change the hours first."))
        seats = _seats().filter(sitting=sitting, withdrawn_at__isnull=True)
        if not seats.exists():
            raise SittingRefused(_("Nobody is enrolled yet."))
        in_rooms = sitting.needs_code or sitting.mode != SittingMode.ONLINE
        if in_rooms and seats.filter(number__isnull=True).exists():
            raise SittingRefused(_("Some have no seat in a room yet. Please arrange the seats."))
        rows = Sitting.objects.unscoped("publishing").filter(pk=sitting.pk)
        moved = rows.filter(state=SittingState.PLANNED).update(
            state=SittingState.PUBLISHED, published_at=clock.now()
        )
        if moved:
            _note("sitting.published", sitting, actor_id, data={"seats": seats.count()})
    sitting.refresh_from_db()
    return bool(moved)


def cancel(sitting: Sitting, *, reason: str, actor_id: int | None) -> bool:
    """Call a sitting off before it opens; False when it has opened or was called off."""
    with transaction.atomic():
        moved = _before_opening(sitting).update(state=SittingState.CANCELLED, ended_reason=reason)
        if moved:
            _note("sitting.cancelled", sitting, actor_id, reason=reason)
    sitting.refresh_from_db()
    return bool(moved)


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


def _refuse(wanted: Plan) -> None:
    if wanted.closes_at <= wanted.opens_at:
        raise SittingRefused(_("The last start must be after the opening."), "closes_at")
    if wanted.opens_at <= clock.now():
        raise SittingRefused(_("The sitting must open in the future."), "opens_at")
    length = (wanted.closes_at - wanted.opens_at).total_seconds()
    if wanted.spread_seconds >= length:
        raise SittingRefused(
            _("The starts cannot be spread over more than the time to the last start."),
            "spread_seconds",
        )


def _refuse_taken(sitting: Sitting, rooms: Sequence[ExamRoom]) -> None:
    """A room is one sitting's from its opening until its last paper ends."""
    others = (
        _rooms()
        .filter(
            room__in=rooms,
            sitting__opens_at__lt=sitting.ends_at,
            sitting__opens_at__date__gte=clock.day_of(sitting.opens_at),
        )
        .exclude(sitting=sitting)
    )
    live = others.exclude(sitting__state=SittingState.CANCELLED)
    for one in live.select_related("sitting", "room__site"):
        if one.sitting.ends_at > sitting.opens_at:
            raise SittingRefused(
                _("%(room)s is used by “%(sitting)s” at that time, on %(moment)s.")
                % {
                    "room": str(one.room),
                    "sitting": one.sitting.title,
                    "moment": moment_words(one.sitting.opens_at),
                },
                "rooms",
            )


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
) -> None:
    place = sitting.organisation.path
    record(kind, sitting, actor_id=actor_id, place=place, data=data, reason=reason)
