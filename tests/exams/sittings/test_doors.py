"""The door of an exam for somebody whose sitting was cancelled."""

from datetime import timedelta

import pytest

from exams import attempts
from exams.models import Exam, Seat, Sitting
from exams.sittings import arranging, doors, enrolling
from portal import clock
from portal.people.models import Person
from tests.exams import rows
from tests.exams.sittings import rows as held
from tests.exams.views.test_mine import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ready_world")]


def _cancelled(**changed: object) -> tuple[Person, Exam]:
    who, exam, seat = held.ready_seat(**changed)
    arranging.cancel(Sitting.every.get(pk=seat.sitting_id), reason="台风。", actor_id=None)
    return who, exam


def test_who_had_a_seat_is_told_that_the_sitting_is_cancelled_and_why() -> None:
    with clock.at(rows.MOMENT):
        who, exam = _cancelled()
        page = signed_in(who, "zh-hans").get(f"/exams/{exam.pk}/").content.decode()
        listed = signed_in(who, "zh-hans").get("/exams/").content.decode()
        start = signed_in(who, "zh-hans").post(f"/exams/{exam.pk}/start/")
    told = "的场次已取消，原因：台风。如您被编入其他场次，会在此显示。"
    assert told in page
    assert told in listed
    assert "还没有被编入" not in page
    assert "准考证" not in page
    assert start.status_code == 409


def test_only_the_latest_sitting_is_told_of_as_cancelled() -> None:
    with clock.at(rows.MOMENT):
        who, exam = _cancelled()
        (later,) = held.seated(exam, [who], opens_at=rows.MOMENT + timedelta(hours=5))
        assert doors.own_seat(who.pk, exam.pk) == later
    with clock.at(later.sitting.closes_at):
        assert doors.own_seat(who.pk, exam.pk) == later  # missed, and said so
    with clock.at(later.sitting.opens_at):
        attempts.start(who.pk, exam, actor_id=None)
        assert doors.own_seat(who.pk, exam.pk) is None


def test_a_cancelled_sitting_nobody_was_told_of_or_that_one_was_taken_off_says_nothing() -> None:
    with clock.at(rows.MOMENT):
        who, exam, seat = held.ready_seat()
        enrolling.withdraw(seat, reason="生病", actor_id=None)
        arranging.cancel(Sitting.every.get(pk=seat.sitting_id), reason="台风", actor_id=None)
        planned = held.sitting(exam)
        enrolling.enrol(planned, [who], actor_id=None, by_name=True)
        arranging.cancel(planned, reason="重复", actor_id=None)
        assert Seat.every.count() == 2
        assert doors.own_seat(who.pk, exam.pk) is None
