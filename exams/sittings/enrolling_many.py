"""Enrolling a whole city: one part after the other, by jobs, with the refused kept."""

from collections.abc import Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import override

from exams.models import EnrolmentRefusal, EnrolmentRun, Sitting
from exams.sittings import enrolling
from portal import clock
from portal.jobs.enqueueing import enqueue
from portal.people.models import Person

ENROL = "exams.enrol_people"
MOST = 20_000
AT_ONCE = 100


def ask(
    sitting: Sitting, people: Sequence[int], *, by_name: bool = False, actor_id: int | None
) -> EnrolmentRun:
    """Have these people enrolled, at most MOST at a time. Raises ValueError for more."""
    if len(people) > MOST:
        raise ValueError(f"{len(people)} people at once, the most is {MOST}")
    with transaction.atomic():
        run = EnrolmentRun.objects.create(
            sitting=sitting,
            people=list(people),
            by_name=by_name,
            asked_at=clock.now(),
            asked_by_id=actor_id,
            ended_at=None if people else clock.now(),
        )
        if people:
            _next(run.pk, 0)
    return run


def _next(run_id: int, done: int) -> None:
    enqueue(ENROL, f"{run_id}:{done}", {"run": run_id, "done": done})


def enrol_some(run: EnrolmentRun, done: int) -> enrolling.Enrolled:
    """Give seats to the part of a run that begins here. Done twice it gives none twice."""
    ids = run.people[done : done + AT_ONCE]
    rows = Person.objects.unscoped("enrolling").filter(pk__in=ids)
    people = list(rows.select_related("organisation").order_by("pk"))
    with override(settings.LANGUAGE_CODE):
        return enrolling.enrol(run.sitting, people, actor_id=run.asked_by_id, by_name=run.by_name)


def note(run: EnrolmentRun, done: int, came: enrolling.Enrolled) -> None:
    """Write down what came of that part and have the next one done; once for each part."""
    rows = EnrolmentRun.objects.unscoped("a run by its id").filter(pk=run.pk, done=done)
    until = min(done + AT_ONCE, run.total)
    over = until >= run.total
    if rows.update(
        done=until,
        seats=F("seats") + came.seats,
        had=F("had") + came.had,
        ended_at=clock.now() if over else None,
    ):
        EnrolmentRefusal.objects.unscoped("of a run").bulk_create(
            EnrolmentRefusal(run=run, person=one.person, reason=one.reason[:500])
            for one in came.refused
        )
        if not over:
            _next(run.pk, until)
