"""Two sittings that ask for one room at once, on real connections."""

import pytest

from exams.models import ExamRoom, Sitting, SittingRoom
from exams.sittings import arranging
from exams.sittings.arranging import SittingRefused
from tests.exams import rows
from tests.exams.sittings import rows as held
from tests.exams.test_parallel import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_six_sittings_that_ask_for_a_room_at_once_one_gets_it() -> None:
    exam, room = rows.ready_exam()[1], held.room()
    opens_at = held.plan().opens_at
    asking = [held.sitting(exam, title=f"第{n}场", opens_at=opens_at).pk for n in range(6)]

    def ask(n: int) -> bool:
        try:
            sitting = Sitting.every.get(pk=asking[n])
            arranging.use_rooms(sitting, [ExamRoom.every.get(pk=room.pk)], actor_id=None)
        except SittingRefused:
            return False
        return True

    assert sorted(at_once(6, ask)) == [False] * 5 + [True]
    assert SittingRoom.every.count() == 1
