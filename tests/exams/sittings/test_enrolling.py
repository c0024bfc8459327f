"""Enrolling while others enrol, and at a sitting that is no more."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from exams.models import Seat, Sitting
from exams.sittings import arranging, enrolling
from portal import clock
from portal.people.models import Person
from tests.exams import rows
from tests.exams.sittings import rows as held
from tests.exams.sittings.test_arranging import ready_people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _afternoon() -> Iterator[None]:
    with clock.at(rows.MOMENT):
        yield


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Sitting], None]:
    """Have a person enrolled at that sitting while the next enrolment thinks about them."""
    real, done = enrolling._barred, list[Person]()

    def at(other: Sitting) -> None:
        def asked(sitting: Sitting, person: Person, **how: Any) -> str:
            if person not in done:
                done.append(person)
                enrolling.enrol(other, [person], actor_id=None, by_name=True)
            return real(sitting, person, **how)

        monkeypatch.setattr(enrolling, "_barred", asked)

    return at


def test_who_is_enrolled_twice_at_once_has_one_seat(
    meanwhile: Callable[[Sitting], None],
) -> None:
    who, exam = rows.ready_exam()
    sitting = held.sitting(exam)
    meanwhile(sitting)
    came = enrolling.enrol(sitting, [who], actor_id=None, by_name=True)
    assert (came.seats, came.had, came.refused) == (0, 1, ())
    assert Seat.every.count() == 1


def test_who_is_enrolled_at_two_sittings_at_once_has_a_seat_at_one(
    meanwhile: Callable[[Sitting], None],
) -> None:
    who, exam = rows.ready_exam()
    sitting, other = held.sitting(exam), held.sitting(exam, title="第二场")
    meanwhile(other)
    came = enrolling.enrol(sitting, [who], actor_id=None, by_name=True)
    assert (came.seats, len(came.refused)) == (0, 1)
    assert Seat.every.get().sitting_id == other.pk


def test_nobody_is_enrolled_at_a_sitting_that_was_cancelled_or_is_over() -> None:
    (who,) = ready_people("赵一")
    exam = held.by_sitting(rows.qualifying())
    gone, over = held.sitting(exam), held.sitting(exam, title="第二场")
    stale = Sitting.every.get(pk=gone.pk)
    arranging.cancel(gone, reason="停电", actor_id=None)
    (refused,) = enrolling.enrol(stale, [who], actor_id=None).refused
    assert "取消" in refused.reason
    with clock.at(over.closes_at + timedelta(minutes=1)):
        (refused,) = enrolling.enrol(over, [who], actor_id=None).refused
    assert refused.reason
    assert not Seat.every.exists()
