"""Real rows for the tests of sittings: a site with rooms, a sitting, people with seats."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from exams.choices import SittingMode
from exams.models import Exam, ExamRoom, Seat, Sitting
from exams.sittings import arranging, enrolling, places, seating
from exams.sittings.arranging import Plan
from portal import clock
from portal.people.models import Person
from tests.exams import rows

AHEAD = timedelta(hours=2)  # from the moment of planning to the opening


def by_sitting(exam: Exam) -> Exam:
    """The exam, held by sittings from now on."""
    Exam.objects.filter(pk=exam.pk).update(by_sitting=True)
    exam.refresh_from_db()
    return exam


def plan(**changed: Any) -> Plan:
    """Opens AHEAD of now for half an hour, as the rule says."""
    opens_at = changed.pop("opens_at", clock.now() + AHEAD)
    wanted: dict[str, Any] = {
        "title": "第一场",
        "mode": SittingMode.ONLINE,
        "opens_at": opens_at,
        "closes_at": arranging.last_start(opens_at),
        "minutes": 60,
    }
    return Plan(**(wanted | changed))


def sitting(exam: Exam, **changed: Any) -> Sitting:
    return arranging.plan(exam, rows.organisation(), plan(**changed), actor_id=None)


def room(seats: int = 30, name: str = "101") -> ExamRoom:
    site = places.found_site(rows.organisation(), f"{name}考点", "和平路1号", actor_id=None)
    return places.add_room(site, name, seats, actor_id=None)


def seated(
    exam: Exam, people: Sequence[Person], *, rooms: Sequence[ExamRoom] = (), **changed: Any
) -> list[Seat]:
    """A published sitting of the exam; the seats of these people, in their order."""
    held = sitting(exam, **changed)
    if rooms:
        arranging.use_rooms(held, rooms, actor_id=None)
    came = enrolling.enrol(held, people, actor_id=None, by_name=True)
    assert came.seats == len(people), came
    seating.arrange(held, actor_id=None)
    arranging.publish(held, actor_id=None)
    found = {seat.person_id: seat for seat in Seat.every.filter(sitting=held)}
    return [found[person.pk] for person in people]


def ready_seat(**changed: Any) -> tuple[Person, Exam, Seat]:
    """Somebody who may take the qualifying exam, and a seat for it."""
    who, exam = rows.ready_exam()
    (seat,) = seated(by_sitting(exam), [who], **changed)
    return who, exam, seat
