"""The door of an exam for one person: of an exam that is held by sittings only a seat opens it."""

from django.utils.translation import gettext as _

from exams import admission
from exams.admission import OPEN, Door, Standing
from exams.choices import SittingMode, SittingState
from exams.models import Exam, Seat
from exams.sittings import lines
from portal import clock
from portal.days import moment_words
from portal.prepared import Prepared

_OWN = Prepared(
    lambda who, exam: (
        Seat.objects.unscoped("one's own seat")
        .filter(
            person_id=who,
            sitting__exam_id=exam,
            sitting__state__in=(SittingState.PUBLISHED, SittingState.CANCELLED),
            sitting__published_at__isnull=False,
            withdrawn_at__isnull=True,
        )
        .select_related("sitting", "room__room__site", "prepared")
        .order_by("sitting__opens_at", "pk")
    ),
    *(int, int),
)


def own_seat(person_id: int, exam_id: int) -> Seat | None:
    """The seat by which somebody begins an exam now or next; else that of the latest sitting when
    it was cancelled; else the last that was missed."""
    seats, moment = _OWN.objects(person_id, exam_id), clock.now()
    unused = [seat for seat in seats if seat.attempt_id is None and not is_called_off(seat)]
    coming = next((seat for seat in unused if seat.sitting.closes_at > moment), None)
    if coming is None and seats and is_called_off(seats[-1]):
        return seats[-1]
    return coming or next(reversed(unused), None)


def is_called_off(seat: Seat) -> bool:
    return seat.sitting.state == SittingState.CANCELLED


_NEXT = Prepared(
    lambda who: (
        Seat.objects.unscoped("one's own next seat")
        .filter(
            person_id=who,
            withdrawn_at__isnull=True,
            attempt__isnull=True,
            sitting__state=SittingState.PUBLISHED,
        )
        .select_related("sitting__exam", "room__room__site")
        .order_by("sitting__opens_at", "pk")
    ),
    int,
)


def next_seat(person_id: int) -> Seat | None:
    """The own seat at the next published sitting that may still be begun."""
    moment = clock.now()
    coming = (seat for seat in _NEXT.objects(person_id) if seat.sitting.closes_at > moment)
    return next(coming, None)


def door(exam: Exam, standing: Standing) -> Door:
    """`admission.door`, and after it that of the seat."""
    learnt = admission.door(exam, standing)
    if not exam.by_sitting or not learnt.open:
        return learnt
    return seat_door(own_seat(standing.person_id, exam.pk))


def door_of(exam: Exam, person_id: int, seat: Seat | None) -> Door:
    """`door` for one exam, and the seat that was read: a quiz asks for less than the standing."""
    learnt = admission.door_of(exam, person_id)
    return seat_door(seat) if exam.by_sitting and learnt.open else learnt


def seat_door(seat: Seat | None) -> Door:
    """May somebody begin by this seat now?"""
    if seat is None:
        return Door(
            open=False,
            reason=_("You have no seat at a sitting of this exam yet. The exam office enrols you."),
        )
    sitting, moment = seat.sitting, clock.now()
    if gone := _gone(seat):
        return Door(open=False, reason=gone)
    if sitting.mode != SittingMode.ONLINE:
        return Door(open=False, reason=_where(seat))
    if moment < seat.begins_at:
        return Door(
            open=False,
            reason=_("Your sitting opens on %(moment)s.")
            % {"moment": moment_words(seat.begins_at)},
        )
    if sitting.needs_code and seat.checked_at is None:
        return Door(
            open=False,
            reason=_(
                "Please show your identity card to the invigilator, who then tells you the code of"
                " your seat."
            ),
        )
    return OPEN


def _gone(seat: Seat) -> str:
    """That the sitting was cancelled, or its last start is over; "" while it may be begun."""
    sitting = seat.sitting
    if is_called_off(seat):
        return _(
            "The sitting on %(moment)s is cancelled. The reason: %(reason)s. If you are enrolled"
            " for another one, it stands here."
        ) % {
            "moment": moment_words(sitting.opens_at),
            "reason": lines.bare(sitting.ended_reason),
        }
    if clock.now() >= sitting.closes_at:
        return _(
            "The last start was on %(moment)s. Please ask the exam office for a make-up sitting."
        ) % {"moment": moment_words(sitting.closes_at)}
    return ""


def _where(seat: Seat) -> str:
    """Where and when an exam is held that is not written on the screen."""
    words = {"moment": moment_words(seat.sitting.opens_at)}
    if seat.room is None:
        return _("This exam is not written on the screen. It is on %(moment)s.") % words
    place = {"room": str(seat.room.room), "seat": str(seat.number or "")}
    return _(
        "This exam is not written on the screen. It is on %(moment)s, %(room)s, seat %(seat)s."
    ) % (words | place)
