"""An exam of a benchmark held by a sitting: everybody has a seat, and a paper that lies ready."""

from datetime import timedelta

from exams.models import Exam, Sitting
from exams.sittings import arranging, enrolling, preparing, seating
from portal import clock
from portal.accounts.models import User
from portal.people.models import Person
from tests.benchmarks.registry import Meter
from tests.exams.sittings import rows as held

OPEN_FOR = timedelta(hours=2)


def seat(meter: Meter, exam: Exam, users: list[User]) -> None:
    """Hold the exam by a sitting that is open now, with these people, and measure what it costs to
    prepare their papers."""
    sitting = held.sitting(held.by_sitting(exam))
    people = list(Person.every.filter(user__in=users).select_related("organisation"))
    for start in range(0, len(people), enrolling.AT_ONCE):
        some = people[start : start + enrolling.AT_ONCE]
        came = enrolling.enrol(sitting, some, actor_id=None)
        assert came.seats == len(some), came
    seating.arrange(sitting, actor_id=None)
    arranging.publish(sitting, actor_id=None)
    moment = clock.now()
    Sitting.every.filter(pk=sitting.pk).update(opens_at=moment, closes_at=moment + OPEN_FOR)
    with meter.measure("prepare", len(people)):
        after: int | None = 0
        while after is not None:
            after = preparing.prepare_some(sitting.pk, after)
    assert not preparing.lacking(sitting.pk).exists()
