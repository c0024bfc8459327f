"""One attempt from its start on: deliver the paper; `ending` hands it in and closes it when time
is up.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from exams import admission, answering, papers, readying
from exams.admission import NotAdmitted
from exams.answering import save
from exams.choices import AttemptState, ExamKind, SittingMode
from exams.ending import close_expired, submit
from exams.models import Attempt, Exam, Seat, Sitting
from exams.sittings import admitting, doors, preparing
from portal import clock
from portal.audit.recording import record
from portal.people.models import Person
from portal.policy.rules import rule, some_rules
from portal.prepared import Prepared

__all__ = ["NotAdmitted", "close_expired", "open_attempt", "paper_of", "save", "start", "submit"]


@dataclass(frozen=True)
class _Conditions:
    """What is fixed when a paper is delivered; the pass mark is in percent."""

    deadline: datetime
    grace_seconds: int
    pass_mark: int


class SeatGone(RuntimeError):
    """The seat was taken, withdrawn or changed since the door was asked."""


def start(person_id: int, exam: Exam, *, actor_id: int | None, code: str = "") -> Attempt:
    """Deliver a paper; the clock runs from now. A second start returns the open attempt, also
    while that one is being closed. The number is taken before the door is asked: of two starts let
    in by the same count one is written, and the other asks the door again. So does a paper that
    was drawn of a question which has been moved since.

    An exam that is held by sittings is begun by one's seat (`code`: what the invigilator tells),
    with the paper that lies ready for it. Raises NotAdmitted, papers.Shortage when the bank cannot
    fill the paper, and admitting.WrongCode.
    """
    before = _OWN.objects(person_id, exam.pk)
    current = next((one for one in before if one.state == AttemptState.OPEN), None)
    if current is not None and not answering.may_close(current, clock.now()):
        return current
    if current is not None:
        submit(current.pk, actor_id=None)
    number = len(before) + 1
    try:
        seat = _seat(person_id, exam, code, number) if exam.by_sitting else None
        paper = (preparing.ready(seat, number) if seat else None) or _drawn(person_id, exam)
        with transaction.atomic():
            readying.hold(exam, paper)
            return _deliver(person_id, exam, number, paper, seat, actor_id=actor_id)
    except SeatGone:
        return start(person_id, exam, actor_id=actor_id, code=code)
    except readying.Moved:
        papers.forget()
        preparing.forget(seat)
        return start(person_id, exam, actor_id=actor_id, code=code)
    except IntegrityError:
        unmoved = preparing.next_number(person_id, exam.pk) == number
        if unmoved and open_attempt(person_id, exam) is None:
            raise
        return start(person_id, exam, actor_id=actor_id, code=code)


def _seat(person_id: int, exam: Exam, code: str, number: int) -> Seat:
    """The seat that opens the exam now. Raises NotAdmitted, admitting.WrongCode, and SeatGone when
    another start of the same person was faster."""
    seat = doors.own_seat(person_id, exam.pk)
    door = doors.seat_door(seat)
    if seat is None or not door.open:
        if preparing.next_number(person_id, exam.pk) != number:
            raise SeatGone
        raise NotAdmitted(door)
    if seat.sitting.needs_code:
        admitting.use_code(seat, code)
    return seat


def _drawn(person_id: int, exam: Exam) -> readying.Ready:
    """A paper drawn now, for one whom the door lets in. Raises NotAdmitted and papers.Shortage."""
    door = admission.record_door(person_id)
    if door.open:
        door = admission.door_of(exam, person_id)
    if not door.open:
        raise NotAdmitted(door)
    return readying.draw(person_id, exam)


def open_for(seat: Seat, paper: readying.Ready, *, actor_id: int | None) -> Attempt:
    """Open the paper of a seat that was written on paper, or answered orally, to take its answers
    in; the server's hour is its start. Raises SeatGone, and IntegrityError when the person has an
    open paper of this exam. Must run in the transaction that hands it in."""
    exam, person_id = seat.sitting.exam, seat.person_id
    number = preparing.next_number(person_id, exam.pk)
    return _deliver(person_id, exam, number, paper, seat, actor_id=actor_id)


_AS_READ = ("pk", "state", "mode", "opens_at", "closes_at", "minutes", "cuts", "grace_seconds")
_OWN = Prepared(
    lambda who, exam: _attempts().filter(person_id=who, exam_id=exam).order_by("number"), int, int
)
_PLACE = Prepared(
    lambda pk: (
        Person.objects.unscoped("starting")
        .filter(pk=pk)
        .values_list("organisation__path", flat=True)
    ),
    int,
)


def open_attempt(person_id: int, exam: Exam) -> Attempt | None:
    rows = _attempts().filter(person_id=person_id, exam=exam, state=AttemptState.OPEN)
    return rows.first()


def paper_of(person_id: int) -> Attempt | None:
    """The paper that a person has before them now, of whatever exam."""
    rows = _attempts().filter(person_id=person_id, state=AttemptState.OPEN)
    return rows.select_related("exam").first()


def _attempts() -> QuerySet[Attempt]:
    return Attempt.objects.unscoped("attempts by person and exam, or by their id")


def _deliver(
    person_id: int,
    exam: Exam,
    number: int,
    paper: readying.Ready,
    seat: Seat | None,
    *,
    actor_id: int | None,
) -> Attempt:
    """Write the attempt and its paper. Raises IntegrityError when another start was faster."""
    moment = clock.now()
    fixed = _conditions(exam, seat, moment)
    attempt = Attempt.objects.create(
        person_id=person_id,
        exam=exam,
        number=number,
        seed=paper.seed,
        started_at=moment,
        deadline=fixed.deadline,
        grace_seconds=fixed.grace_seconds,
        pass_mark=fixed.pass_mark,
    )
    readying.write_down(attempt, paper)
    if seat:
        _take(seat, attempt)
    ((place,),) = _PLACE.rows(person_id)
    data = {"exam": exam.pk, "number": number} | ({"seat": seat.ticket} if seat else {})
    record("attempt.started", attempt, actor_id=actor_id, place=place, data=data)
    return attempt


def _conditions(exam: Exam, seat: Seat | None, moment: datetime) -> _Conditions:
    rules = "exam" if exam.kind == ExamKind.QUALIFYING else "quiz"
    today = clock.day_of(_held_at(seat, moment))
    if seat:
        pass_mark = rule(f"{rules}.pass_mark", on=today).number
        return _Conditions(_deadline(seat, moment), seat.sitting.grace_seconds, pass_mark)
    minutes, grace, mark = (
        held.number
        for held in some_rules(
            f"{rules}.minutes", "exam.grace_seconds", f"{rules}.pass_mark", on=today
        )
    )
    return _Conditions(moment + timedelta(minutes=minutes), grace, mark)


def _held_at(seat: Seat | None, moment: datetime) -> datetime:
    """Whose rules count: what was written on paper or said was so before it is typed in."""
    if seat is None or seat.sitting.mode == SittingMode.ONLINE:
        return moment
    return seat.sitting.opens_at


def _deadline(seat: Seat, moment: datetime) -> datetime:
    """The minutes of the sitting and of the person, from now on; a sitting that cuts ends what
    still runs at its last start, but for the minutes that are the person's own."""
    ends = moment + timedelta(minutes=seat.sitting.minutes + seat.extra_minutes)
    return min(ends, seat.cut_at or ends)


def _take(seat: Seat, attempt: Attempt) -> None:
    """Bind the paper to the seat, once. Raises SeatGone when it has one or was withdrawn, and when
    seat or sitting were changed since they were read: the deadline was made of them."""
    held = Sitting.objects.unscoped("starting").filter(
        **{name: getattr(seat.sitting, name) for name in _AS_READ}
    )
    free = Seat.objects.unscoped("starting").filter(
        pk=seat.pk,
        attempt__isnull=True,
        withdrawn_at__isnull=True,
        extra_minutes=seat.extra_minutes,
        sitting__in=held,
    )
    if not free.update(attempt=attempt):
        raise SeatGone
