"""Enrolling by many hands at once, on real connections."""

import pytest

from exams.models import Seat, Sitting
from exams.sittings import enrolling
from tests.exams import rows
from tests.exams.sittings import rows as held
from tests.exams.test_parallel import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_six_who_enrol_one_person_at_two_sittings_at_once_give_one_seat() -> None:
    who, exam = rows.ready_exam()
    both = [held.sitting(exam), held.sitting(exam, title="第二场")]
    fresh = [Sitting.every.get(pk=both[n % 2].pk) for n in range(6)]

    def enrol(n: int) -> int:
        return enrolling.enrol(fresh[n], [who], actor_id=None, by_name=True).seats

    assert sorted(at_once(6, enrol)) == [0, 0, 0, 0, 0, 1]
    assert Seat.every.count() == 1
