"""One attempt from its start to its end: deliver the paper, hand it in, close it when time is up.

Handing in is a one-way door: one conditional update ends the attempt, grading and release happen
in the same transaction.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import IntegrityError, transaction
from django.db.models import Case, F, Q, QuerySet, Value, When

from exams import admission, answering, grading, papers, pausing, readying, releasing
from exams.admission import NotAdmitted
from exams.answering import save
from exams.choices import AttemptState, ExamKind, SittingMode
from exams.models import Attempt, Exam, PaperQuestion, Seat
from exams.sittings import admitting, doors, preparing
from portal import clock
from portal.audit.recording import record
from portal.people.models import Person
from portal.policy.rules import rule

__all__ = ["NotAdmitted", "close_expired", "open_attempt", "paper_of", "save", "start", "submit"]

log = structlog.get_logger("hezhong.exams")

RECEIPT_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RECEIPT_LENGTH = 8


@dataclass(frozen=True)
class _Conditions:
    """What is fixed when a paper is delivered; the pass mark is in percent."""

    deadline: datetime
    grace_seconds: int
    pass_mark: int


class SeatGone(RuntimeError):
    """The seat was taken or withdrawn since the door was asked."""


def start(person_id: int, exam: Exam, *, actor_id: int | None, code: str = "") -> Attempt:
    """Deliver a paper; the clock runs from now. A second start returns the open attempt, also
    while that one is being closed. The number is taken before the door is asked: of two starts let
    in by the same count one is written, and the other asks the door again. So does a paper that
    was drawn of a question which has been moved since.

    An exam that is held by sittings is begun by one's seat (`code`: what the invigilator tells),
    with the paper that lies ready for it. Raises NotAdmitted, papers.Shortage when the bank cannot
    fill the paper, and admitting.WrongCode.
    """
    before = list(_attempts().filter(person_id=person_id, exam=exam))
    current = next((one for one in before if one.state == AttemptState.OPEN), None)
    if current is not None and not answering.may_close(current, clock.now()):
        return current
    if current is not None:
        submit(current.pk, actor_id=None)
    number = len(before) + 1
    seat = _seat(person_id, exam, code) if exam.by_sitting else None
    paper = (preparing.ready(seat, number) if seat else None) or _drawn(person_id, exam)
    try:
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


def _seat(person_id: int, exam: Exam, code: str) -> Seat:
    """The seat that opens the exam now. Raises NotAdmitted and admitting.WrongCode."""
    seat = doors.own_seat(person_id, exam.pk)
    door = doors.seat_door(seat)
    if seat is None or not door.open:
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
    people = Person.objects.unscoped("starting").filter(pk=person_id)
    place = people.values_list("organisation__path", flat=True).get()
    data = {"exam": exam.pk, "number": number} | ({"seat": seat.ticket} if seat else {})
    record("attempt.started", attempt, actor_id=actor_id, place=place, data=data)
    return attempt


def _conditions(exam: Exam, seat: Seat | None, moment: datetime) -> _Conditions:
    rules, today = "exam" if exam.kind == ExamKind.QUALIFYING else "quiz", clock.day_of(moment)
    pass_mark = rule(f"{rules}.pass_mark", on=today).number
    if seat:
        grace, deadline = seat.sitting.grace_seconds, _deadline(seat, moment)
    else:
        grace = rule("exam.grace_seconds", on=today).number
        deadline = moment + timedelta(minutes=rule(f"{rules}.minutes", on=today).number)
    return _Conditions(deadline, grace, pass_mark)


def _deadline(seat: Seat, moment: datetime) -> datetime:
    """The minutes of the sitting and of the person, from now on; a sitting that cuts ends what
    still runs at its last start, but for the minutes that are the person's own."""
    sitting, extra = seat.sitting, timedelta(minutes=seat.extra_minutes)
    whole = moment + timedelta(minutes=sitting.minutes)
    ends = sitting.cuts and sitting.mode == SittingMode.ONLINE
    return (min(whole, sitting.closes_at) if ends else whole) + extra


def _take(seat: Seat, attempt: Attempt) -> None:
    """Bind the paper to the seat, once. Raises SeatGone when it has one or was withdrawn."""
    free = Seat.objects.unscoped("starting").filter(
        pk=seat.pk, attempt__isnull=True, withdrawn_at__isnull=True
    )
    if not free.update(attempt=attempt):
        raise SeatGone


def submit(
    attempt_id: int, *, actor_id: int | None, received_at: datetime | None = None
) -> Attempt:
    """Hand in: end the attempt, grade it, release the result; asking again returns the same
    receipt. After deadline and grace the saved answers count and the end is the deadline; the
    attempt then stays open for `answering.CLOSING_MARGIN`, and nothing changes until that is over.
    """
    moment = received_at or clock.now()
    with transaction.atomic():
        attempt = _with_exam(attempt_id)
        if attempt.state != AttemptState.OPEN:
            return attempt
        if answering.in_time(attempt, moment):
            state, ended = AttemptState.SUBMITTED, moment
        elif not answering.may_close(attempt, moment):
            return attempt
        else:
            state, ended = AttemptState.CLOSED, attempt.deadline
        still_open = _attempts().filter(pk=attempt_id, state=AttemptState.OPEN)
        if state == AttemptState.CLOSED:  # not when minutes or a pause came this very moment
            still_open = still_open.filter(deadline=attempt.deadline, paused_at__isnull=True)
        end = _not_before_answers(attempt, ended) if state == AttemptState.SUBMITTED else ended
        shut = still_open.update(state=state, submitted_at=end, receipt=_receipt(ended))
        attempt.refresh_from_db(fields=["state", "submitted_at", "receipt", "paused_at"])
        if shut and attempt.paused_at:
            pausing.end_with(attempt, ended, actor_id=actor_id)
        if shut:
            _count(attempt, actor_id if state == AttemptState.SUBMITTED else None)
    return attempt


def _not_before_answers(attempt: Attempt, ended: datetime) -> Case:
    """When it was handed in. An answer from another device may reach the server a moment after
    that and the database before it: it counts, and is not later than the end."""
    last = attempt.deadline + timedelta(seconds=attempt.grace_seconds)
    counts = Q(saved_at__lte=last) | Q(paused_at__isnull=False)
    overtaken = Q(saved_at__gt=ended) & counts
    return Case(When(overtaken, then=F("saved_at")), default=Value(ended))


def _with_exam(attempt_id: int) -> Attempt:
    return _attempts().select_related("exam", "person__organisation").get(pk=attempt_id)


def _count(attempt: Attempt, actor_id: int | None) -> None:
    verb = "submitted" if attempt.state == AttemptState.SUBMITTED else "closed"
    record(
        f"attempt.{verb}",
        attempt,
        actor_id=actor_id,
        place=attempt.person.organisation.path,
        data={"receipt": attempt.receipt},
    )
    asked = _asked(attempt)
    grade = grading.grade(list(asked.values()), attempt.pass_mark)
    releasing.settle(attempt, grade, {one.position: pk for pk, one in asked.items()})


def _asked(attempt: Attempt) -> dict[int, grading.Asked]:
    """The questions of a paper with keys and answers, by their rows; one query, and no text."""
    rows = PaperQuestion.objects.unscoped("grading").filter(attempt=attempt).order_by("position")
    read = rows.values_list(
        *("pk", "position", "version__item__kind", "points", "option_order", "version__credit"),
        *("version__answer_key__key", "version__answer_key__accepted"),
        *("version__answer_key__any_order", "answer__value"),
    )
    return {
        pk: grading.Asked(
            position=position,
            kind=kind,
            points=points,
            key=key,
            order=tuple(order),
            answer=tuple(value or ()),
            credit=credit,
            accepted=tuple(map(tuple, accepted)),
            any_order=any_order,
        )
        for pk, position, kind, points, order, credit, key, accepted, any_order, value in read
    }


def _receipt(moment: datetime) -> str:
    """The day of handing in and 40 random bits, as 20261123-7K3Q9XTM; unique in the table."""
    code = "".join(secrets.choice(RECEIPT_ALPHABET) for _ in range(RECEIPT_LENGTH))
    return f"{clock.day_of(moment):%Y%m%d}-{code}"


def close_expired() -> int:
    """Close every open attempt past its deadline, grace and closing margin; how many. Safe to run
    twice at once; one that fails does not hold up the others."""
    moment = clock.now()
    rows = (
        _attempts()
        .filter(state=AttemptState.OPEN, deadline__lt=moment, paused_at__isnull=True)
        .order_by("deadline")
    )
    closed = 0
    for attempt in rows:
        if not answering.may_close(attempt, moment):
            continue
        try:
            closed += submit(attempt.pk, actor_id=None).state == AttemptState.CLOSED
        except Exception as error:
            log.error("an attempt could not be closed", attempt=attempt.pk, exc_info=error)
    return closed
