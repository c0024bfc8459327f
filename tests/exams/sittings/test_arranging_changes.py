"""Changing sittings that are planned or published: hours, spread, mode, rooms."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from exams.choices import IrregularityKind, SittingMode
from exams.models import Seat, Sitting, SittingRoom
from exams.sittings import arranging, enrolling, noting, seating
from exams.sittings.arranging import SittingRefused
from portal import clock
from tests.exams import rows
from tests.exams.sittings import rows as held
from tests.exams.sittings.test_arranging import ready_people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ready_world")]


@pytest.fixture(autouse=True)
def _afternoon() -> Iterator[None]:
    with clock.at(rows.MOMENT):
        yield


@pytest.mark.parametrize("wrong", [{"needs_code": True}, {"mode": SittingMode.PAPER}])
def test_a_published_sitting_is_not_changed_into_what_could_not_be_published(
    wrong: dict[str, Any],
) -> None:
    held.ready_seat()
    sitting = Sitting.every.get()
    with pytest.raises(SittingRefused):
        arranging.replan(sitting, held.plan(**wrong), actor_id=None, reason="改")
    sitting.refresh_from_db()
    assert (sitting.needs_code, sitting.mode) == (False, SittingMode.ONLINE)


def test_the_mode_stands_once_it_is_published_also_where_everybody_has_a_seat_in_a_room() -> None:
    held.ready_seat(rooms=[held.room()])
    sitting = Sitting.every.get()
    with pytest.raises(SittingRefused) as refused:
        arranging.replan(sitting, held.plan(mode="oral"), actor_id=None, reason="改")
    assert refused.value.field == "mode"
    arranging.replan(sitting, held.plan(needs_code=True), actor_id=None, reason="改")
    assert sitting.needs_code


def test_with_a_shorter_spread_everybody_begins_before_the_last_start_in_the_same_order() -> None:
    people = ready_people("赵一", "钱一", "孙一")
    held.seated(held.by_sitting(rows.qualifying()), people, spread_seconds=1500)
    order = list(Seat.every.order_by("starts_after").values_list("pk", flat=True))
    sitting = Sitting.every.get()
    opens = sitting.opens_at
    wanted = held.plan(opens_at=opens, closes_at=opens + timedelta(minutes=10), spread_seconds=300)
    arranging.replan(sitting, wanted, actor_id=None, reason="缩短")
    seats = Seat.every.order_by("starts_after")
    assert list(seats.values_list("pk", "starts_after")) == list(
        zip(order, (0, 100, 200), strict=True)
    )


def test_a_sitting_that_ends_everything_leaves_everybody_the_full_minutes() -> None:
    exam = rows.ready_exam()[1]
    for wrong in ({"minutes": 60}, {"minutes": 30, "spread_seconds": 60}):
        with pytest.raises(SittingRefused) as refused:
            held.sitting(exam, cuts=True, **wrong)
        assert refused.value.field == "cuts"
    assert held.sitting(exam, cuts=True, minutes=30).cuts


def test_a_room_with_only_people_who_were_withdrawn_can_be_left_out() -> None:
    (who,) = ready_people("赵一")
    sitting = held.sitting(held.by_sitting(rows.qualifying()))
    arranging.use_rooms(sitting, [held.room()], actor_id=None)
    enrolling.enrol(sitting, [who], actor_id=None)
    seating.arrange(sitting, actor_id=None)
    enrolling.withdraw(Seat.every.get(), reason="病", actor_id=None)
    arranging.use_rooms(sitting, [], actor_id=None)
    assert not SittingRoom.every.exists()
    assert Seat.every.get().room is None


def test_a_room_of_which_something_was_noted_stays_and_says_why() -> None:
    sitting = held.sitting(rows.ready_exam()[1])
    arranging.use_rooms(sitting, [held.room()], actor_id=None)
    room = SittingRoom.every.get()
    noting.note(sitting, IrregularityKind.values[0], "灯坏", room=room, actor_id=None)
    with pytest.raises(SittingRefused, match="记"):
        arranging.use_rooms(sitting, [], actor_id=None)
    assert SittingRoom.every.get() == room


def test_a_room_is_taken_until_the_last_paper_of_the_evening_before_ends() -> None:
    exam, room = rows.ready_exam()[1], held.room()
    late = rows.MOMENT.replace(hour=15, minute=30)  # half past eleven in the city
    evening = held.sitting(exam, title="夜场", opens_at=late)
    arranging.use_rooms(evening, [room], actor_id=None)
    night = held.sitting(exam, opens_at=late + timedelta(minutes=45))
    with pytest.raises(SittingRefused, match="夜场"):
        arranging.use_rooms(night, [room], actor_id=None)
