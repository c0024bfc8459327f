"""Who is enrolled after the publishing is told once: with the seat where there are rooms, with the
own moment where starts are spread."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from exams.models import Sitting
from exams.sittings import enrolling, seating
from portal import clock
from tests.exams import rows
from tests.exams.sittings import rows as held
from tests.exams.sittings.being_told import told
from tests.exams.sittings.test_arranging import ready_people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known_people")]


@pytest.fixture(autouse=True)
def _afternoon() -> Iterator[None]:
    with clock.at(rows.MOMENT):
        yield


def test_who_is_added_afterwards_is_told_when_there_is_a_seat() -> None:
    people = ready_people("赵一", "钱二")
    exam = held.by_sitting(rows.qualifying())
    (first,) = held.seated(exam, people[:1], rooms=[held.room()], needs_code=True)
    told(people[0])
    sitting = Sitting.every.get(pk=first.sitting_id)
    enrolling.enrol(sitting, people, actor_id=None)
    assert told(people[1]) == []
    seating.arrange(sitting, actor_id=None)
    (words,) = told(people[1])
    assert "座位号：2" in words
    assert told(people[0]) == []


def test_where_there_are_no_rooms_who_is_added_is_told_at_once() -> None:
    people = ready_people("赵一", "钱二")
    (first,) = held.seated(held.by_sitting(rows.qualifying()), people[:1])
    told(people[0])
    enrolling.enrol(Sitting.every.get(pk=first.sitting_id), people[1:], actor_id=None)
    (words,) = told(people[1])
    assert "座位号" not in words


def test_who_is_added_to_spread_starts_is_told_the_moment_that_stays() -> None:
    people = ready_people("赵一", "钱二", "孙三")
    (first,) = held.seated(held.by_sitting(rows.qualifying()), people[:1], spread_seconds=600)
    told(people[0])
    sitting = Sitting.every.get(pk=first.sitting_id)
    enrolling.enrol(sitting, people[1:], actor_id=None)
    (words,) = told(people[2])
    assert "2026年11月23日 16:01" in words
    seating.arrange(sitting, actor_id=None)
    assert (told(people[1])[1:], told(people[2])) == ([], [])


def test_who_is_added_where_rooms_are_used_without_need_is_told_once_with_the_seat() -> None:
    people = ready_people("赵一", "钱二")
    exam = held.by_sitting(rows.qualifying())
    (first,) = held.seated(exam, people[:1], rooms=[held.room()])
    sitting = Sitting.every.get(pk=first.sitting_id)
    told(people[0])
    with clock.at(clock.now() + timedelta(minutes=1)):
        enrolling.enrol(sitting, people[1:], actor_id=None)
        assert told(people[1]) == []
        seating.arrange(sitting, actor_id=None)
        (words,) = told(people[1])
    assert "座位号：2" in words
    assert "原为" not in words


def test_who_is_added_where_the_rooms_are_full_and_none_is_needed_is_told_at_once() -> None:
    people = ready_people("赵一", "钱二")
    exam = held.by_sitting(rows.qualifying())
    (first,) = held.seated(exam, people[:1], rooms=[held.room(1)])
    with clock.at(clock.now() + timedelta(minutes=1)):
        enrolling.enrol(Sitting.every.get(pk=first.sitting_id), people[1:], actor_id=None)
        (words,) = told(people[1])
    assert "座位号" not in words
