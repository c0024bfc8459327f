"""The page on which an exam is begun, as it is for one who has a seat (bad input 70)."""

from datetime import timedelta

import pytest

from exams.models import Seat
from portal import clock
from tests.exams import rows
from tests.exams.sittings import rows as held
from tests.exams.views.test_mine import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ready_world")]


def test_a_start_that_may_not_be_gives_the_reason_with_its_date() -> None:
    with clock.at(rows.MOMENT):
        who, exam, seat = held.ready_seat()
        visitor = signed_in(who, "zh-hans")
        early = visitor.post(f"/exams/{exam.pk}/start/")
        assert early.status_code == 409
        assert "2026年11月23日" in early.content.decode()
    with clock.at(seat.sitting.closes_at + timedelta(minutes=1)):
        late = visitor.post(f"/exams/{exam.pk}/start/")
        assert late.status_code == 409
        assert "2026年11月23日" in late.content.decode()
    with clock.at(seat.sitting.opens_at):
        first, second = (visitor.post(f"/exams/{exam.pk}/start/") for _time in range(2))
        assert first.headers["Location"] == second.headers["Location"]


def test_a_wrong_code_stands_beside_its_field_as_it_was_typed() -> None:
    with clock.at(rows.MOMENT):
        who, exam, seat = held.ready_seat(rooms=[held.room()], needs_code=True)
        Seat.every.filter(pk=seat.pk).update(checked_at=clock.now(), code="123456")
    with clock.at(seat.sitting.opens_at):
        reply = signed_in(who, "zh-hans").post(f"/exams/{exam.pk}/start/", {"code": "654321"})
        page = reply.content.decode()
        assert reply.status_code == 422
        assert 'value="654321"' in page
        assert "座位码不对" in page


def test_the_cover_of_an_exam_on_paper_says_where_and_has_no_rules_of_the_screen() -> None:
    with clock.at(rows.MOMENT):
        who, exam, _seat = held.ready_seat(rooms=[held.room()], mode="paper")
        page = signed_in(who, "zh-hans").get(f"/exams/{exam.pk}/").content.decode()
    assert "101" in page
    assert "自动保存" not in page
    assert "准考证" in page
    assert f"/exams/{exam.pk}/start/" not in page
