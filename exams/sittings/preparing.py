"""Papers laid ready before a sitting opens, so that to begin is one small request."""

from datetime import timedelta

import structlog
from django.db import transaction
from django.db.models import Q, QuerySet

from exams import admission, papers
from exams.choices import SittingMode, SittingState
from exams.models import Attempt, PreparedPaper, Seat, Sitting
from exams.readying import Ready, draw
from portal import clock
from portal.jobs.enqueueing import enqueue

log = structlog.get_logger("hezhong.exams")

PREPARE = "exams.prepare_papers"
AHEAD = timedelta(minutes=60)
AT_ONCE = 100
PERIOD = "%Y%m%d%H%M"


def look_after() -> int:
    """Have papers prepared for the sittings that open soon or are open: how many sittings lacked
    some. One job a minute for each; safe to run twice at once."""
    moment = clock.now()
    soon = Sitting.objects.unscoped("the sittings of the next hour").filter(
        state=SittingState.PUBLISHED,
        mode=SittingMode.ONLINE,
        opens_at__lte=moment + AHEAD,
        closes_at__gt=moment,
    )
    asked = 0
    for sitting in soon:
        if lacking(sitting.pk).exists():
            with transaction.atomic():
                key = f"{sitting.pk}:{moment:{PERIOD}}"
                asked += enqueue(PREPARE, key, {"sitting": sitting.pk, "after": 0})
    return asked


def lacking(sitting_id: int) -> QuerySet[Seat]:
    """The seats whose paper is still to be drawn, or was drawn from a bank that has changed. One
    that could not be drawn is tried again at the start, where its reason can be told."""
    rows = Seat.objects.unscoped("papers of a sitting").filter(
        sitting=sitting_id, withdrawn_at__isnull=True, attempt__isnull=True
    )
    stale = ~Q(prepared__edition=papers.edition())
    return rows.filter(Q(prepared__isnull=True) | stale)


def prepare_some(sitting_id: int, after: int) -> int | None:
    """Draw the papers of the next seats behind this one, each in its own transaction; the last
    seat that was looked at, None when there are no more."""
    rows = lacking(sitting_id).filter(pk__gt=after).order_by("pk")
    seats = list(rows.select_related("sitting__exam")[:AT_ONCE])
    for seat in seats:
        try:
            prepare(seat)
        except (admission.NotAdmitted, papers.Shortage) as why:
            log.warning("a paper could not be prepared", seat=seat.pk, why=str(why))
    return seats[-1].pk if len(seats) == AT_ONCE else None


def prepare(seat: Seat) -> None:
    """Draw the paper of a seat and lay it ready. Raises NotAdmitted and papers.Shortage."""
    exam, person_id = seat.sitting.exam, seat.person_id
    number = next_number(person_id, exam.pk)
    door = admission.record_door(person_id)
    if door.open:
        door = admission.door_of(exam, person_id)
    if not door.open:
        raise admission.NotAdmitted(door)
    paper = draw(person_id, exam)
    PreparedPaper.objects.update_or_create(
        seat=seat, defaults={**vars(paper), "number": number, "prepared_at": clock.now()}
    )


def next_number(person_id: int, exam_id: int) -> int:
    rows = Attempt.objects.unscoped("the attempts of one person")
    return rows.filter(person_id=person_id, exam=exam_id).count() + 1


def ready(seat: Seat, number: int) -> Ready | None:
    """The paper that lies ready for this attempt, or None."""
    found = getattr(seat, "prepared", None)
    if found is None or found.number != number:
        return None
    return Ready(**{name: getattr(found, name) for name in Ready.__dataclass_fields__})


def forget(seat: Seat | None) -> None:
    """The paper of this seat cannot be used: a question of it is no longer for exams."""
    if seat:
        PreparedPaper.objects.filter(seat=seat).delete()


def put_away() -> int:
    """Forget the papers that were begun or never will be; how many."""
    over = Q(seat__attempt__isnull=False) | Q(seat__withdrawn_at__isnull=False)
    missed = Q(seat__sitting__closes_at__lt=clock.now() - AHEAD)
    gone, _by_kind = PreparedPaper.objects.filter(over | missed).delete()
    return gone
