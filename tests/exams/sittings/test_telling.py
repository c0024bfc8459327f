"""Who is told what of a sitting: once, to those whose line is another one, old and new."""

from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from exams.models import Seat, SeatTold, Sitting, SittingRoom
from exams.sittings import announcing, arranging, enrolling, seating, telling
from portal import clock
from portal.jobs.choices import JobState
from portal.jobs.models import Job
from portal.jobs.working import work_all
from portal.notices.models import Notice
from portal.notices.telling import SEND
from portal.notices.wording import text_of
from portal.people.models import Organisation, Person
from tests.exams import rows
from tests.exams.sittings import rows as held
from tests.exams.sittings.being_told import JOBS, later, told, two_seats
from tests.exams.sittings.test_arranging import ready_people

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known_people")]


@pytest.fixture(autouse=True)
def _afternoon() -> Iterator[None]:
    with clock.at(rows.MOMENT):
        yield


def test_who_is_enrolled_reads_when_where_and_which_seat_once_it_is_published() -> None:
    (who,) = ready_people("赵一")
    exam = held.by_sitting(rows.qualifying())
    sitting = held.sitting(exam, needs_code=True)
    arranging.use_rooms(sitting, [held.room(name="101")], actor_id=None)
    enrolling.enrol(sitting, [who], actor_id=None)
    seating.arrange(sitting, actor_id=None)
    assert told(who) == []
    arranging.publish(sitting, actor_id=None)
    (words,) = told(who)
    seat = Seat.every.get()
    for part in (
        "第一场", "上岗考试", "2026年11月23日 16:00", "101考点", "和平路1号", "座位号：1",
        f"准考证号：{seat.ticket}", "线上作答",
    ):  # fmt: skip
        assert part in words, part
    assert Notice.objects.unscoped("test").get().link == f"/exams/seats/{seat.pk}/slip/"


def test_acts_that_are_repeated_or_change_nothing_tell_nobody() -> None:
    sitting, first, second = two_seats()
    arranging.publish(sitting, actor_id=None)
    arranging.replan(sitting, later(sitting, hours=0), actor_id=None, reason="核对")
    room = SittingRoom.every.get()
    arranging.use_rooms(sitting, [room.room], actor_id=None)
    seating.arrange(sitting, actor_id=None)
    for _twice in range(2):
        telling.tell_seats(sitting.pk, None, 0)
    assert (told(first.person), told(second.person)) == ([], [])


def test_a_new_day_is_told_with_the_old_one_and_the_number_follows_it() -> None:
    sitting, first, _second = two_seats()
    arranging.replan(sitting, later(sitting, days=1), actor_id=None, reason="停电")
    (words,) = told(first.person)
    assert "原因：停电" in words
    assert "时间：原为2026年11月23日 16:00，现为2026年11月24日 16:00" in words
    first.refresh_from_db()
    assert first.ticket.startswith("20261124")
    assert f"现为{first.ticket}" in words
    with override("en"):
        notice = Notice.objects.unscoped("test").filter(person=first.person_id).latest("pk")
        assert "Time: was 23 Nov 2026 16:00, now 24 Nov 2026 16:00" in text_of(notice)


def test_two_changes_before_anybody_was_told_are_told_once_with_both_reasons() -> None:
    sitting, first, _second = two_seats()
    for reason in ("停电。", "会场被征用。", "停电。"):
        arranging.replan(sitting, later(sitting, hours=1), actor_id=None, reason=reason)
    (words,) = told(first.person)
    assert "现为2026年11月23日 19:00" in words
    assert "原因：停电；会场被征用\n" in words


def test_a_job_of_another_act_tells_a_change_with_the_reason_of_the_change() -> None:
    sitting, first, second = two_seats()
    assert first.room is not None
    seating.move(first, first.room, 9, reason="靠门", actor_id=None)
    arranging.replan(sitting, later(sitting, hours=1), actor_id=None, reason="停电")
    telling.tell_seats(sitting.pk, [first.pk], 0)  # as the job of the moving does, and late
    (words,) = told(first.person)
    assert "原因：停电" in words
    assert "靠门" not in words
    (words,) = told(second.person)
    assert "原因：停电" in words


def test_the_reason_of_what_did_not_concern_somebody_is_not_told_later() -> None:
    sitting, first, _second = two_seats()
    arranging.replan(sitting, later(sitting, hours=0), actor_id=None, reason="核对名称")
    assert told(first.person) == []
    arranging.replan(sitting, later(sitting, hours=1), actor_id=None, reason="停电")
    (words,) = told(first.person)
    assert "原因：停电" in words
    assert "核对名称" not in words


def test_who_was_told_before_acts_were_noted_is_not_told_their_reasons_with_the_next() -> None:
    sitting, first, _second = two_seats()
    arranging.replan(sitting, later(sitting, hours=1), actor_id=None, reason="停电")
    assert "停电" in told(first.person)[0]
    SeatTold.objects.update(event=0)
    until_now = import_module("exams.migrations.0026_told_until_now").TOLD_UNTIL_NOW
    with connection.cursor() as cursor:
        for statement in until_now:
            cursor.execute(statement)
    arranging.replan(sitting, later(sitting, hours=1), actor_id=None, reason="来电")
    assert "原因：来电\n" in told(first.person)[0]


def test_what_is_changed_and_changed_back_before_anybody_was_told_is_not_told() -> None:
    sitting, first, _second = two_seats()
    arranging.replan(sitting, later(sitting, hours=1), actor_id=None, reason="停电")
    arranging.replan(sitting, later(sitting, hours=-1), actor_id=None, reason="来电")
    assert told(first.person) == []


def test_another_seat_or_more_time_is_told_to_that_person_only() -> None:
    _sitting, first, second = two_seats()
    assert first.room is not None
    seating.move(first, first.room, 9, reason="靠门", actor_id=None)
    (words,) = told(first.person)
    assert "靠门" not in words
    assert f"座位号：原为{first.number}，现为9" in words
    assert "时间" not in words
    enrolling.give_time(first, 15, reason="视力", action="", actor_id=None)
    enrolling.give_time(first, 15, reason="视力", action="", actor_id=None)
    (words,) = told(first.person)
    assert "加时：原为0分钟，现为15分钟" in words
    assert "视力" not in words
    assert told(second.person) == []


def test_another_room_is_told_with_its_site() -> None:
    sitting, first, second = two_seats()
    (old,) = SittingRoom.every.all()
    arranging.use_rooms(sitting, [old.room, held.room(name="202")], actor_id=None)
    new = SittingRoom.every.get(room__name="202")
    seating.move(second, new, 1, reason="", actor_id=None)
    (words,) = told(second.person)
    assert "考场：原为101，现为202" in words
    assert "202考点" in words
    assert told(first.person) == []


def test_who_is_taken_off_the_list_is_told_why_and_once() -> None:
    _sitting, first, second = two_seats()
    for _twice in range(2):
        enrolling.withdraw(first, reason="本人申请缓考。", actor_id=None)
    (words,) = told(first.person)
    assert "本人申请缓考。\n" in words
    assert told(second.person) == []


def test_a_cancelled_sitting_is_told_with_its_reason_to_who_had_been_told() -> None:
    sitting, first, second = two_seats()
    enrolling.withdraw(first, reason="缓考", actor_id=None)
    told(first.person)
    arranging.cancel(sitting, reason="暴雨", actor_id=None)
    (words,) = told(second.person)
    assert "暴雨" in words
    assert "2026年11月23日 16:00" in words
    assert "如您被编入其他场次" in words
    assert told(first.person) == []


def test_a_sitting_that_was_never_published_is_cancelled_in_silence() -> None:
    (who,) = ready_people("赵一")
    sitting = held.sitting(rows.qualifying())
    enrolling.enrol(sitting, [who], actor_id=None)
    arranging.replan(sitting, held.plan(minutes=90), actor_id=None)
    arranging.cancel(sitting, reason="暴雨", actor_id=None)
    assert told(who) == []


def test_who_has_begun_or_whose_sitting_is_over_is_told_nothing() -> None:
    sitting, first, _second = two_seats()
    with clock.at(sitting.ends_at + timedelta(minutes=1)):
        enrolling.withdraw(first, reason="补记", actor_id=None)
        assert told(first.person) == []


def test_thousands_are_told_in_parts_and_the_act_itself_asks_for_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(telling, "AT_ONCE", 40)
    sitting, _first, _second = two_seats(rooms=[held.room(300, name="大厅")])
    asked, parts = [], []
    for more in (10, 100):
        people_more(sitting, more)
        work_all(*JOBS)
        with CaptureQueriesContext(connection) as queries:
            arranging.replan(sitting, later(sitting, hours=1), actor_id=None, reason="停电")
        asked.append(len(queries))
        before = Job.objects.filter(kind=announcing.TELL_SEATS).count()
        work_all(*JOBS)
        parts.append(Job.objects.filter(kind=announcing.TELL_SEATS).count() - before)
    assert asked[0] == asked[1]
    assert parts == [0, 2]
    assert Notice.objects.unscoped("test").filter(kind="seat.changed").count() == 12 + 112


def people_more(sitting: Sitting, number: int) -> None:
    """So many more people of one organisation with a seat in the sitting's room, told of it."""
    place = Organisation.objects.first()
    base, room = Seat.every.count(), SittingRoom.every.get()
    people = Person.every.bulk_create(
        Person(
            name=f"考生{base + n}", sex="male", birth_date="1980-01-01", organisation=place,
            email=f"k{base + n}@example.cn", recorded_at=clock.now(),
        )
        for n in range(number)
    )  # fmt: skip
    seats = Seat.every.bulk_create(
        Seat(
            sitting=sitting, person=who, room=room, number=100 + base + n,
            ticket=f"20261123{base + n:010d}", recorded_at=clock.now(),
        )
        for n, who in enumerate(people)
    )  # fmt: skip
    telling.tell_seats(sitting.pk, [seat.pk for seat in seats][:40], 0)
    for at in range(40, number, 40):
        telling.tell_seats(sitting.pk, [seat.pk for seat in seats][at : at + 40], 0)


def test_a_part_takes_as_many_queries_for_forty_people_as_for_four() -> None:
    sitting, _first, _second = two_seats()
    took = []
    for number in (4, 40):
        people_more(sitting, number)
        Sitting.every.filter(pk=sitting.pk).update(minutes=60 + number)
        with CaptureQueriesContext(connection) as queries:
            telling.tell_seats(sitting.pk, None, 0)
        took.append(len(queries))
    assert took[0] == took[1]
    assert took[0] < 20
    assert Job.objects.filter(kind=SEND, state=JobState.WAITING).count() >= 40
