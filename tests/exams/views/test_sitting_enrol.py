"""Enrolling whole organisations by a job, single people by name, and make-up sittings."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from exams.models import EnrolmentRun, Exam, Seat, Sitting
from exams.sittings import arranging, enrolling_many, expecting
from portal import clock
from portal.jobs.working import work_all
from portal.people.models import Organisation, Person
from tests.exams import rows
from tests.exams.sittings import rows as held
from tests.exams.views.test_sittings import LIST, office, typed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ready_world")]


@pytest.fixture(autouse=True)
def _afternoon() -> Iterator[None]:
    with clock.at(rows.MOMENT):
        yield


def prepared() -> tuple[Person, Sitting]:
    who, exam = rows.ready_exam()
    return who, held.sitting(held.by_sitting(exam))


def below(name: str) -> Organisation:
    top = Organisation.objects.get(pk=rows.organisation().pk)
    made: Organisation = top.add_child(name=name, short_name=name, kind="village")
    return made


def old(name: str, at: Organisation) -> Person:
    who = rows.person(name, at)
    Person.every.filter(pk=who.pk).update(birth_date=date(1960, 1, 1))
    return who


def test_expected_are_people_below_a_place_who_have_not_passed_and_are_not_exempt() -> None:
    who, one = prepared()
    hill, elsewhere = below("山村"), rows.organisation("外村人民调解委员会")
    young = rows.person("李山", hill)
    old("赵老", hill)
    rows.person("外人", elsewhere)
    Person.every.filter(pk=rows.person("旧录", hill).pk).update(merged_into=young)
    top = rows.organisation().path
    assert set(expecting.expected(one, [top])) == {who, young}
    assert set(expecting.expected(one, [hill.path])) == {young}
    assert not expecting.expected(one, [])
    assert expecting.expected_by_place(one, [top])[hill.path] == 1
    assert expecting.expected_by_place(one, [top])[top] == 2


def test_whole_organisations_are_enrolled_by_a_job_that_says_who_got_no_seat_and_why() -> None:
    who, one = prepared()
    hill = below("山村")
    for n in range(enrolling_many.AT_ONCE + 5):
        Person.every.create(
            name=f"山{n}", sex="male", birth_date="1980-01-01", organisation=hill,
            recorded_at=clock.now(),
        )  # fmt: skip
    client, page = office(), f"{LIST}{one.pk}/enrol/"
    words = client.get(page).content.decode()
    assert f'name="place" value="{hill.pk}"' in words
    answer = client.post(f"{page}places/", {"place": str(rows.organisation().pk)})
    run = EnrolmentRun.every.get()
    assert answer.headers["Location"] == f"{LIST}{one.pk}/enrolments/{run.pk}/"
    waiting = client.get(answer.headers["Location"])
    assert waiting.headers["Refresh"] == "2"
    assert f"0 of {run.total} are done." in waiting.content.decode()
    while work_all(enrolling_many.ENROL):
        pass
    over = client.get(answer.headers["Location"])
    assert "Refresh" not in over.headers
    assert "1 person was enrolled" in over.content.decode()
    assert run.refusals.count() == enrolling_many.AT_ONCE + 5
    assert "没有登录账号" in over.content.decode()
    assert list(Seat.every.values_list("person_id", flat=True)) == [who.pk]


def test_a_part_that_is_done_twice_gives_nobody_a_second_seat_and_counts_once() -> None:
    who, one = prepared()
    run = enrolling_many.ask(one, [who.pk], actor_id=None)
    for _twice in range(2):
        enrolling_many.note(run, 0, enrolling_many.enrol_some(run, 0))
    run.refresh_from_db()
    assert (run.seats, run.had, run.done, Seat.every.count()) == (1, 0, 1, 1)


def test_a_sitting_that_was_cancelled_meanwhile_enrols_nobody_and_says_why() -> None:
    who, one = prepared()
    run = enrolling_many.ask(one, [who.pk], actor_id=None)
    arranging.cancel(one, reason="停电", actor_id=None)
    work_all(enrolling_many.ENROL)
    run.refresh_from_db()
    assert run.ended_at
    assert not Seat.every.exists()
    assert "取消" in run.refusals.get(person=who).reason


@pytest.mark.parametrize("asked", [[], ["7" * 25], ["x"], ["-1"]])
def test_choosing_no_place_enrols_nobody(asked: list[str]) -> None:
    one = prepared()[1]
    answer = office().post(f"{LIST}{one.pk}/enrol/places/", {"place": asked})
    assert answer.status_code == 422
    assert not EnrolmentRun.every.exists()


def test_places_of_others_are_not_enrolled() -> None:
    one = prepared()[1]
    elsewhere = rows.organisation("外村人民调解委员会")
    rows.person("外人", elsewhere)
    client, page = office(), f"{LIST}{one.pk}/enrol/"
    assert client.post(f"{page}places/", {"place": str(elsewhere.pk)}).status_code == 422
    assert 'name="person"' not in client.get(page, {"q": "外人"}).content.decode()


def test_several_are_enrolled_by_name_also_when_the_exam_is_voluntary_for_them() -> None:
    who, one = prepared()
    Person.every.filter(pk=who.pk).update(birth_date=date(1960, 1, 1))
    lazy, stranger = rows.person("李懒"), rows.person("外人", rows.organisation("外村调委会"))
    client, page = office(), f"{LIST}{one.pk}/enrol/named/"
    found = client.get(f"{LIST}{one.pk}/enrol/", {"q": "周"}).content.decode()
    assert f'name="person" value="{who.pk}"' in found
    answer = client.post(page, {"person": [str(who.pk), str(lazy.pk), str(stranger.pk)]})
    assert answer.status_code == 422
    words = answer.content.decode()
    assert "1 person got no seat" in words
    assert "李懒" in words
    assert list(Seat.every.values_list("person_id", flat=True)) == [who.pk]
    assert client.post(page, {"person": str(who.pk)}).status_code == 302
    assert client.post(page, {}).status_code == 422
    assert Seat.every.count() == 1


def test_a_make_up_sitting_enrols_who_missed_the_first_one() -> None:
    who, exam, seat = held.ready_seat()
    client, page = office(), f"{LIST}{seat.sitting_id}/make-up/"
    assert client.get(page).status_code == 302
    with clock.at(seat.sitting.ends_at + timedelta(hours=1)):
        client = office()
        words = client.get(page).content.decode()
        assert "1 person was absent or off the list" in words
        answer = client.post(page, typed(exam, title="补考"))
        assert answer.status_code == 302
        work_all(enrolling_many.ENROL)
        made = Sitting.every.get(title="补考")
        assert made.make_up_for_id == seat.sitting_id
        assert list(made.seats.values_list("person_id", flat=True)) == [who.pk]
        assert expecting.missed(seat.sitting) == []


def test_a_make_up_sitting_is_of_the_exam_that_was_missed_whatever_is_sent() -> None:
    _who, exam, seat = held.ready_seat()
    other = Exam.objects.get(pk=exam.pk)
    other.pk, other.title = None, "另一考试"
    other.save(force_insert=True)
    page = f"{LIST}{seat.sitting_id}/make-up/"
    with clock.at(seat.sitting.ends_at + timedelta(hours=1)):
        client = office()
        shown = client.get(page).content.decode()
        assert re.search(r'<select[^>]* name="exam"[^>]* disabled', shown)
        assert client.post(page, typed(other, title="补考")).status_code == 302
    assert Sitting.every.get(title="补考").exam_id == exam.pk


def test_nobody_is_enrolled_when_the_last_start_is_over() -> None:
    who, one = prepared()
    client = office()
    with clock.at(one.closes_at):
        assert client.get(f"{LIST}{one.pk}/enrol/").status_code == 302
        client.post(f"{LIST}{one.pk}/enrol/named/", {"person": str(who.pk)})
    assert not Seat.every.exists()


def test_more_people_than_one_run_takes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enrolling_many, "MOST", 1)
    _who, _exam, seat = held.ready_seat()
    with pytest.raises(ValueError, match="2 people at once"):
        enrolling_many.ask(seat.sitting, [1, 2], by_name=True, actor_id=None)
