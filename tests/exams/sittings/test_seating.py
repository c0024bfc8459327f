"""Who is seated late: nobody else moves, and neighbours write different forms."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from exams import attempts
from exams.models import Seat, Sitting, SittingRoom
from exams.sittings import enrolling, seating
from exams.sittings.arranging import SittingRefused
from portal import clock
from portal.people.models import Person
from tests.exams import rows
from tests.exams.sittings import rows as held
from tests.exams.sittings.test_arranging import ready_people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ready_world")]
OPENS = rows.MOMENT + held.AHEAD


@pytest.fixture(autouse=True)
def _afternoon() -> Iterator[None]:
    with clock.at(rows.MOMENT):
        yield


def enrolled_late(sitting: Sitting, people: list[Person]) -> None:
    with clock.at(rows.MOMENT + timedelta(minutes=5)):
        enrolling.enrol(sitting, people, actor_id=None, by_name=True)
        seating.arrange(sitting, actor_id=None)


def starts() -> dict[int, int]:
    return dict(Seat.every.values_list("person_id", "starts_after"))


def test_without_rooms_those_who_were_told_a_moment_keep_it_when_others_come_late() -> None:
    people = ready_people("赵一", "钱一", "孙一", "李一")
    held.seated(held.by_sitting(rows.qualifying()), people[:2], spread_seconds=1200)
    before, sitting = starts(), Sitting.every.get()
    enrolled_late(sitting, people[2:])
    after = starts()
    assert {pk: after[pk] for pk in before} == before
    assert after[people[3].pk] == 120
    seating.arrange(sitting, actor_id=None)
    assert starts() == after


def test_who_writes_already_is_left_alone() -> None:
    people = ready_people("赵一", "钱一")
    exam = held.by_sitting(rows.qualifying())
    held.seated(exam, people[:1])
    sitting = Sitting.every.get()
    with clock.at(rows.MOMENT + timedelta(minutes=5)):
        enrolling.enrol(sitting, people[1:], actor_id=None, by_name=True)
    with clock.at(OPENS + timedelta(minutes=1)):
        attempts.start(people[1].pk, exam, actor_id=None)
        assert seating.arrange(sitting, actor_id=None) == 0


def test_whoever_sits_beside_somebody_has_the_other_form_also_late_or_moved() -> None:
    people = ready_people("赵一", "钱一")
    (first,) = held.seated(held.by_sitting(rows.qualifying()), people[:1], rooms=[held.room(5)])
    enrolled_late(first.sitting, people[1:])
    late = Seat.every.get(person=people[1])
    assert (late.number, late.letter) == (2, "B")
    seating.move(late, SittingRoom.every.get(), 5, reason="靠窗", actor_id=None)
    late.refresh_from_db()
    assert late.letter == "A"


def test_who_is_moved_after_the_opening_keeps_the_form_that_lies_there() -> None:
    people = ready_people("赵一")
    (seat,) = held.seated(held.by_sitting(rows.qualifying()), people, rooms=[held.room(5)])
    with clock.at(OPENS + timedelta(minutes=1)):
        seating.move(seat, SittingRoom.every.get(), 4, reason="靠窗", actor_id=None)
    seat.refresh_from_db()
    assert (seat.number, seat.letter) == (4, "A")


def test_a_seat_that_is_taken_while_seats_are_arranged_is_told_in_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people = ready_people("赵一", "钱一")
    (first,) = held.seated(held.by_sitting(rows.qualifying()), people[:1], rooms=[held.room(5)])
    enrolling.enrol(first.sitting, people[1:], actor_id=None)
    room = SittingRoom.every.get()
    monkeypatch.setattr(seating, "_free", lambda _sitting: [(room, first.number)])
    with pytest.raises(SittingRefused, match="再"):
        seating.arrange(first.sitting, actor_id=None)
    assert Seat.every.get(person=people[1]).number is None
