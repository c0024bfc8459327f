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

from exams import admission, answering, grading, papers, releasing
from exams.answering import save
from exams.choices import AttemptState, ExamKind
from exams.freezing import hold_bank
from exams.models import Attempt, AttemptDraw, Exam, PaperQuestion
from portal import clock
from portal.audit.recording import record
from portal.people.models import Person
from portal.policy.rules import rule

__all__ = ["NotAdmitted", "close_expired", "open_attempt", "paper_of", "save", "start", "submit"]

log = structlog.get_logger("hezhong.exams")

RECEIPT_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RECEIPT_LENGTH = 8


class NotAdmitted(RuntimeError):
    """The person may not start; `door` says why and where to mend it."""

    def __init__(self, door: admission.Door) -> None:
        super().__init__(door.reason)
        self.door = door


class _Moved(RuntimeError):
    """A question was moved between drawing the paper and delivering it."""


@dataclass(frozen=True)
class _Paper:
    """A paper with all it was drawn from."""

    seed: str
    blueprint: papers.Blueprint
    pool: papers.Pool
    limits: papers.Limits
    drawn: tuple[papers.Drawn, ...]


def start(person_id: int, exam: Exam, *, actor_id: int | None) -> Attempt:
    """Deliver a paper; the clock runs from now. A second start returns the open attempt, also
    while that one is being closed. The number is taken before the door is asked: of two starts let
    in by the same count one is written, and the other asks the door again. So does a paper that
    was drawn of a question which has been moved since.

    Raises NotAdmitted, and papers.Shortage when the bank cannot fill the paper.
    """
    current = open_attempt(person_id, exam)
    if current is not None and not answering.may_close(current, clock.now()):
        return current
    if current is not None:
        submit(current.pk, actor_id=None)
    number = _next_number(person_id, exam)
    door = admission.record_door(person_id)
    if door.open:
        door = admission.door_of(exam, person_id)
    if not door.open:
        raise NotAdmitted(door)
    paper = _draw(person_id, exam)
    shut = admission.on_paper({question.kind for question in paper.drawn})
    if shut:
        raise NotAdmitted(shut)
    try:
        with transaction.atomic():
            _hold(exam, paper)
            return _deliver(person_id, exam, number, paper, actor_id=actor_id)
    except _Moved:
        papers.forget()
        return start(person_id, exam, actor_id=actor_id)
    except IntegrityError:
        unmoved = _next_number(person_id, exam) == number
        if unmoved and open_attempt(person_id, exam) is None:
            raise
        return start(person_id, exam, actor_id=actor_id)


def _draw(person_id: int, exam: Exam) -> _Paper:
    seed, pool = secrets.token_hex(16), papers.bank_for(exam.kind)
    blueprint = papers.read_blueprint(exam.blueprint)
    limits = papers.limits_for(person_id, exam, pool, on=clock.today())
    drawn = papers.draw(blueprint, pool, seed, limits)
    return _Paper(seed, blueprint, pool, limits, drawn)


def _hold(exam: Exam, paper: _Paper) -> None:
    """Until it is delivered no question of the paper goes to practice, which tells its key. Raises
    _Moved when one has gone."""
    hold_bank()
    if not papers.all_there(exam.kind, [question.version_id for question in paper.drawn]):
        raise _Moved


def _next_number(person_id: int, exam: Exam) -> int:
    return _attempts().filter(person_id=person_id, exam=exam).count() + 1


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
    paper: _Paper,
    *,
    actor_id: int | None,
) -> Attempt:
    rules = "exam" if exam.kind == ExamKind.QUALIFYING else "quiz"
    today, moment = clock.today(), clock.now()
    attempt = Attempt.objects.create(
        person_id=person_id,
        exam=exam,
        number=number,
        seed=paper.seed,
        started_at=moment,
        deadline=moment + timedelta(minutes=rule(f"{rules}.minutes", on=today).number),
        grace_seconds=rule("exam.grace_seconds", on=today).number,
        pass_mark=rule(f"{rules}.pass_mark", on=today).number,
    )
    PaperQuestion.objects.unscoped("delivering").bulk_create(
        PaperQuestion(
            attempt=attempt,
            position=question.position,
            version_id=question.version_id,
            option_order=list(question.option_order),
            points=question.points,
        )
        for question in paper.drawn
    )
    _keep_source(attempt, paper)
    person = Person.objects.unscoped("starting").select_related("organisation").get(pk=person_id)
    record(
        "attempt.started",
        attempt,
        actor_id=actor_id,
        place=person.organisation.path,
        data={"exam": exam.pk, "number": attempt.number},
    )
    return attempt


def _keep_source(attempt: Attempt, paper: _Paper) -> None:
    """So that the paper can be drawn again from its seed, whatever becomes of the bank."""
    AttemptDraw.objects.unscoped("delivering").create(
        attempt=attempt,
        source=papers.keep(paper.blueprint, paper.pool),
        seen=sorted(paper.limits.seen),
        most_new=paper.limits.most_new,
        firm=paper.limits.firm,
    )


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
        end = _not_before_answers(attempt, ended) if state == AttemptState.SUBMITTED else ended
        shut = still_open.update(state=state, submitted_at=end, receipt=_receipt(ended))
        attempt.refresh_from_db(fields=["state", "submitted_at", "receipt"])
        if shut:
            _count(attempt, actor_id if state == AttemptState.SUBMITTED else None)
    return attempt


def _not_before_answers(attempt: Attempt, ended: datetime) -> Case:
    """When it was handed in. An answer from another device may reach the server a moment after
    that and the database before it: it counts, and is not later than the end."""
    last = attempt.deadline + timedelta(seconds=attempt.grace_seconds)
    overtaken = Q(saved_at__gt=ended, saved_at__lte=last)
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
    rows = _attempts().filter(state=AttemptState.OPEN, deadline__lt=moment).order_by("deadline")
    closed = 0
    for attempt in rows:
        if not answering.may_close(attempt, moment):
            continue
        try:
            closed += submit(attempt.pk, actor_id=None).state == AttemptState.CLOSED
        except Exception as error:
            log.error("an attempt could not be closed", attempt=attempt.pk, exc_info=error)
    return closed
