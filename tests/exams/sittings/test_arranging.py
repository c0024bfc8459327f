"""Planning sittings, rooms and seats."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction

from courses.models import ModulePage
from exams.choices import ExamKind, SittingMode, SittingState
from exams.models import Exam, Invigilator, Irregularity, Seat, Sitting, SittingRoom
from exams.sittings import arranging, enrolling, noting, places, seating
from exams.sittings.arranging import SittingRefused
from portal import clock
from portal.audit.models import AuditEvent
from portal.people.models import Person
from portal.people.organising import found_organisation
from tests.exams import rows
from tests.exams.sittings import rows as held

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ready_world")]


@pytest.fixture(autouse=True)
def _afternoon() -> Iterator[None]:
    with clock.at(rows.MOMENT):
        yield


def ready_people(*names: str) -> list[Person]:
    """People who may take the qualifying exam, each of an organisation of their own name's first
    sign. Those of the module's fixture `known_people` are there already."""
    known = {one.name: one for one in Person.objects.unscoped("test").filter(name__in=names)}
    wanted = [name for name in names if name not in known]
    places_of = {
        sign: found_organisation(f"{sign}村调委会", sign, "village", below=None, actor_id=None)
        for sign in sorted({name[0] for name in wanted})
    }
    quiz = Exam.objects.filter(kind=ExamKind.QUIZ).first() or _quiz()
    for name in wanted:
        known[name] = rows.person(name, places_of[name[0]])
        rows.learn(known[name], ModulePage.objects.get())
        rows.sit(known[name], quiz)
    return [known[name] for name in names]


def _quiz() -> Exam:
    page = rows.module(hours="24.0")
    rows.fill(for_exams=rows.ENOUGH)
    return rows.quiz(page)


def test_a_sitting_cannot_close_before_it_opens_or_open_in_the_past() -> None:
    exam = rows.ready_exam()[1]
    opens = clock.now() + timedelta(hours=1)
    for wrong in (
        {"closes_at": opens, "opens_at": opens},
        {"opens_at": clock.now() - timedelta(minutes=1)},
        {"spread_seconds": 1800},
    ):
        with pytest.raises(SittingRefused):
            held.sitting(exam, **wrong)
    assert not Sitting.every.exists()


def test_a_published_sitting_is_replanned_with_a_reason_until_it_opens() -> None:
    _who, _exam, seat = held.ready_seat()
    sitting = Sitting.every.get(pk=seat.sitting_id)
    with pytest.raises(SittingRefused):
        arranging.replan(sitting, held.plan(minutes=90), actor_id=None)
    arranging.replan(sitting, held.plan(minutes=90), actor_id=None, reason="题量增加")
    assert sitting.minutes == 90
    later = held.plan(opens_at=sitting.opens_at + timedelta(hours=1))
    with clock.at(sitting.opens_at), pytest.raises(SittingRefused):
        arranging.replan(sitting, later, actor_id=None, reason="迟了")


def test_a_room_serves_one_sitting_at_a_time() -> None:
    exam, room = rows.ready_exam()[1], held.room()
    first, second = held.sitting(exam), held.sitting(exam, title="第二场")
    arranging.use_rooms(first, [room], actor_id=None)
    with pytest.raises(SittingRefused, match="第一场"):
        arranging.use_rooms(second, [room], actor_id=None)
    after = first.ends_at + timedelta(minutes=1)
    third = held.sitting(exam, title="第三场", opens_at=after)
    arranging.use_rooms(third, [room], actor_id=None)
    assert SittingRoom.every.count() == 2


def test_seats_fill_the_rooms_in_order_and_keep_colleagues_apart() -> None:
    people = ready_people("赵一", "赵二", "赵三", "钱一", "钱二", "孙一")
    exam = held.by_sitting(rows.qualifying())
    rooms = [held.room(4, "101"), held.room(4, "102")]
    seats = held.seated(exam, people, rooms=rooms)
    listed = Seat.every.filter(pk__in=[seat.pk for seat in seats]).order_by(
        "room__number", "number"
    )
    placed = list(listed.select_related("person"))
    assert list(listed.values_list("room__number", "number")) == [
        (1, 1),
        (1, 2),
        (1, 3),
        (1, 4),
        (2, 1),
        (2, 2),
    ]
    homes = [seat.person.organisation_id for seat in placed]
    assert all(one != other for one, other in pairwise(homes))
    assert [seat.letter for seat in placed] == list("ABABAB")


def test_rooms_that_are_too_small_are_named_with_both_numbers() -> None:
    people = ready_people("赵一", "赵二", "钱一")
    sitting = held.sitting(held.by_sitting(rows.qualifying()))
    arranging.use_rooms(sitting, [held.room(2)], actor_id=None)
    enrolling.enrol(sitting, people, actor_id=None)
    with pytest.raises(SittingRefused, match=r"2.*3"):
        seating.arrange(sitting, actor_id=None)


def test_who_may_not_sit_gets_the_reason_and_no_seat() -> None:
    (ready,) = ready_people("赵一")
    learner = rows.person("钱一")
    old = rows.person("孙一")
    Person.every.filter(pk=old.pk).update(birth_date="1960-01-01")
    old.refresh_from_db()
    sitting = held.sitting(held.by_sitting(rows.qualifying()))
    came = enrolling.enrol(sitting, [ready, learner, old], actor_id=None)
    assert came.seats == 1
    reasons = {one.person.name: one.reason for one in came.refused}
    assert "学时" in reasons["钱一"]
    assert "60" in reasons["孙一"]
    assert enrolling.enrol(sitting, [ready], actor_id=None).had == 1
    assert Seat.every.get().ticket == f"20261123{sitting.pk:05d}00001"


def test_nobody_holds_seats_at_two_sittings_to_come_but_may_make_one_up() -> None:
    (who,) = ready_people("赵一")
    exam = held.by_sitting(rows.qualifying())
    (missed,) = held.seated(exam, [who])
    other = held.sitting(exam, title="第二场", opens_at=clock.now() + timedelta(days=1))
    assert enrolling.enrol(other, [who], actor_id=None).refused
    with clock.at(missed.sitting.ends_at + timedelta(minutes=1)):
        opens = clock.now() + timedelta(days=1)
        again = held.sitting(exam, title="补考", opens_at=opens, make_up_for_id=missed.sitting_id)
        assert enrolling.enrol(again, [who], actor_id=None).seats == 1


def test_a_make_up_sitting_of_another_exam_is_refused() -> None:
    _who, exam, missed = held.ready_seat()
    other = Exam.objects.get(pk=exam.pk)
    other.pk, other.title = None, "另一考试"
    other.save(force_insert=True)
    with pytest.raises(SittingRefused, match="错过的那一场相同"):
        held.sitting(other, title="补考", make_up_for_id=missed.sitting_id)


def test_a_seat_that_is_taken_is_not_given_twice() -> None:
    people = ready_people("赵一", "钱一")
    one, other = held.seated(held.by_sitting(rows.qualifying()), people, rooms=[held.room(4)])
    room = SittingRoom.every.get()
    with pytest.raises(SittingRefused):
        seating.move(one, room, other.number or 0, reason="换", actor_id=None)
    seating.move(one, room, 4, reason="靠窗", actor_id=None)
    one.refresh_from_db()
    assert one.number == 4
    with pytest.raises(SittingRefused):
        seating.move(one, room, 5, reason="没有", actor_id=None)


def test_who_is_enrolled_late_gets_a_seat_that_is_free_and_nobody_moves() -> None:
    people = ready_people("赵一", "钱一", "孙一")
    first = held.seated(held.by_sitting(rows.qualifying()), people[:2], rooms=[held.room(3)])
    sitting = first[0].sitting
    seating.move(first[1], SittingRoom.every.get(), 3, reason="靠窗", actor_id=None)
    before = dict(Seat.every.values_list("pk", "number"))
    enrolling.enrol(sitting, people[2:], actor_id=None)
    assert seating.arrange(sitting, actor_id=None) == 1
    late = Seat.every.get(person=people[2])
    assert late.number == 2
    assert dict(Seat.every.exclude(pk=late.pk).values_list("pk", "number")) == before
    assert seating.arrange(sitting, actor_id=None) == 0


def test_a_sitting_without_people_or_with_people_without_a_room_is_not_published() -> None:
    (who,) = ready_people("赵一")
    sitting = held.sitting(held.by_sitting(rows.qualifying()), mode=SittingMode.PAPER)
    with pytest.raises(SittingRefused):
        arranging.publish(sitting, actor_id=None)
    enrolling.enrol(sitting, [who], actor_id=None)
    with pytest.raises(SittingRefused):
        arranging.publish(sitting, actor_id=None)
    arranging.use_rooms(sitting, [held.room()], actor_id=None)
    seating.arrange(sitting, actor_id=None)
    assert arranging.publish(sitting, actor_id=None)
    assert not arranging.publish(sitting, actor_id=None)
    assert sitting.state == SittingState.PUBLISHED


def test_invigilators_are_those_named_last() -> None:
    sitting = held.sitting(rows.ready_exam()[1])
    arranging.use_rooms(sitting, [held.room()], actor_id=None)
    (room,) = SittingRoom.every.all()
    first, second = (rows.staff("clerk", rows.organisation()) for _n in range(2))
    arranging.appoint(room, [first.pk], actor_id=None)
    arranging.appoint(room, [second.pk], actor_id=None)
    assert [one.user_id for one in Invigilator.every.all()] == [second.pk]


def test_a_closed_site_keeps_its_name_free_for_another() -> None:
    room = held.room()
    with pytest.raises(places.PlaceRefused):
        places.add_room(room.site, room.name, 10, actor_id=None)
    with pytest.raises(places.PlaceRefused):
        places.found_site(room.site.organisation, room.site.name, "x", actor_id=None)
    assert places.close_site(room.site, reason="拆迁", actor_id=None)
    assert not places.close_site(room.site, reason="拆迁", actor_id=None)
    assert places.found_site(room.site.organisation, room.site.name, "x", actor_id=None)


def test_what_was_noted_stays_and_changes_nothing() -> None:
    _who, _exam, seat = held.ready_seat(rooms=[held.room()])
    written = noting.note(seat.sitting, "late", "迟到十分钟", seat=seat, actor_id=None)
    assert written.room == seat.room
    noted = Irregularity.every.filter(pk=written.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        noted.update(note="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        noted.delete()
    assert AuditEvent.objects.filter(kind="sitting.irregularity").count() == 1
    seat.refresh_from_db()
    assert seat.withdrawn_at is None


def test_the_database_keeps_whose_seat_it_is_and_its_paper() -> None:
    _who, _exam, seat = held.ready_seat()
    other = rows.person("李四")
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.every.filter(pk=seat.pk).update(person=other)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.every.filter(pk=seat.pk).delete()
