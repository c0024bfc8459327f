"""Sites, rooms of a sitting, seats in them, and who watches."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from exams.models import ExamRoom, ExamSite, Invigilator, Seat, Sitting
from exams.sittings import arranging, enrolling, places
from portal import clock
from tests.exams import rows
from tests.exams.sittings import rows as held
from tests.exams.views.test_sittings import LIST, acts, office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ready_world")]
SITES = f"{LIST}sites/"


@pytest.fixture(autouse=True)
def _afternoon() -> Iterator[None]:
    with clock.at(rows.MOMENT):
        yield


def planned(people: int = 1, **changed: object) -> Sitting:
    who, exam = rows.ready_exam()
    one = held.sitting(held.by_sitting(exam), **changed)
    enrolling.enrol(one, [who], actor_id=None)
    return one


def test_a_site_and_its_rooms_are_entered_once_and_closed_with_a_reason() -> None:
    client = office()
    sent = {"place": str(rows.organisation().pk), "name": "一中", "address": "和平路1号"}
    assert client.post(SITES, sent).status_code == 302
    answer = client.post(SITES, sent)
    assert answer.status_code == 422
    assert "There is a site of this name already." in answer.content.decode()
    site = ExamSite.every.get()
    page = f"{SITES}{site.pk}/"
    for seats, status in (("30", 302), ("30", 422), ("0", 422), ("2001", 422), ("many", 422)):
        answer = client.post(
            page, {"name": f"101{'室' if seats == '30' else seats}", "seats": seats}
        )
        assert answer.status_code == status, seats
    assert client.post(page, {"name": "室" * 200, "seats": "30"}).status_code == 422
    room = ExamRoom.every.get()
    client.post(f"{page}rooms/{room.pk}/close/", {"reason": ""})
    room.refresh_from_db()
    assert room.closed_at is None
    for _twice in range(2):
        client.post(f"{page}rooms/{room.pk}/close/", {"reason": "改作仓库"})
    room.refresh_from_db()
    assert room.closed_at
    assert acts("room.closed") == 1
    assert client.post(f"{page}close/", {"reason": ""}).status_code == 422
    client.post(f"{page}close/", {"reason": "拆迁"})
    assert client.post(page, {"name": "102", "seats": "30"}).status_code == 200
    assert ExamRoom.every.count() == 1


def test_no_site_or_room_has_a_name_with_signs_that_nobody_sees() -> None:
    client = office()
    sent = {"place": str(rows.organisation().pk), "name": "一\u202e中", "address": "和平路1号"}
    answer = client.post(SITES, sent)
    assert answer.status_code == 422
    assert "type it anew" in answer.content.decode()
    page = f"{SITES}{held.room().site_id}/"
    answer = client.post(page, {"name": "101\u2066室", "seats": "30"})
    assert answer.status_code == 422
    assert "type it anew" in answer.content.decode()
    assert not ExamRoom.every.filter(name__contains="\u2066").exists()


def test_sites_of_other_places_do_not_exist() -> None:
    room = held.room()
    stranger = office(rows.organisation("外村人民调解委员会"))
    page = f"{SITES}{room.site_id}/"
    assert stranger.get(page).status_code == 404
    assert stranger.post(f"{page}close/", {"reason": "x"}).status_code == 404
    assert stranger.post(f"{page}rooms/{room.pk}/close/", {"reason": "x"}).status_code == 404
    assert "和平路1号" not in stranger.get(SITES).content.decode()


def test_a_room_of_another_organisation_does_not_exist_and_none_is_chosen() -> None:
    one, mine = planned(), held.room()
    elsewhere = rows.organisation("外村人民调解委员会")
    site = places.found_site(elsewhere, "外村小学", "外村1号", actor_id=None)
    theirs = places.add_room(site, "一年级", 30, actor_id=None)
    page = f"{LIST}{one.pk}/rooms/"
    answer = office().post(page, {"room": [str(mine.pk), str(theirs.pk)]})
    assert answer.status_code == 422
    assert "does not exist for you" in answer.content.decode()
    assert "外村小学" not in answer.content.decode()
    assert not one.rooms.exists()


def test_a_room_that_another_sitting_uses_is_refused_with_the_choice_kept() -> None:
    one, room = planned(), held.room()
    other = held.sitting(one.exam, title="第二场")
    arranging.use_rooms(other, [room], actor_id=None)
    answer = office().post(f"{LIST}{one.pk}/rooms/", {"room": str(room.pk)})
    assert answer.status_code == 422
    words = answer.content.decode()
    assert "is used by “第二场” at that time" in words
    assert f'value="{room.pk}" checked' in words


def test_hours_are_not_moved_into_those_of_another_sitting_in_the_room() -> None:
    one, room = planned(), held.room()
    arranging.use_rooms(one, [room], actor_id=None)
    later = one.opens_at + timedelta(hours=5)
    other = held.sitting(one.exam, title="第二场", opens_at=later)
    arranging.use_rooms(other, [room], actor_id=None)
    with pytest.raises(arranging.SittingRefused, match="第二场"):
        arranging.replan(one, held.plan(opens_at=later), actor_id=None)
    assert Sitting.every.get(pk=one.pk).opens_at != later


def test_rooms_too_small_seat_nobody() -> None:
    one = planned()
    enrolling.enrol(one, [rows.person("李四")], actor_id=None, by_name=True)
    Seat.every.create(sitting=one, person=rows.person("王五"), ticket="x", recorded_at=clock.now())
    arranging.use_rooms(one, [held.room(seats=1)], actor_id=None)
    answer = office().post(f"{LIST}{one.pk}/arrange/", follow=True)
    assert "The rooms have 1 free seats, and 2 people have none." in answer.content.decode()
    assert not Seat.every.filter(number__isnull=False).exists()


def test_rooms_of_other_places_cannot_be_chosen() -> None:
    one = planned()
    abroad = ExamSite.every.create(
        organisation=rows.organisation("外村人民调解委员会"),
        name="外",
        address="x",
        recorded_at=clock.now(),
    )
    room = ExamRoom.every.create(site=abroad, name="9", seats=9)
    wrong = {str(room.pk): 422, "9" * 18: 422, "9" * 20: 302, "-1": 302, "x": 302}
    for asked, status in wrong.items():
        answer = office().post(f"{LIST}{one.pk}/rooms/", {"room": asked})
        assert (answer.status_code, asked) == (status, asked)
    assert not one.rooms.exists()


def test_invigilators_are_found_by_name_among_the_logins_of_the_place() -> None:
    one = planned()
    arranging.use_rooms(one, [held.room()], actor_id=None)
    (used,) = one.rooms.all()
    page = f"{LIST}{one.pk}/rooms/{used.pk}/"
    near = rows.staff("clerk", rows.organisation())
    far = rows.staff("clerk", rows.organisation("外村人民调解委员会"))
    client = office()
    words = client.get(f"{page}?q=clerk").content.decode()
    assert f'value="{near.pk}"' in words
    assert f'value="{far.pk}"' not in words
    client.post(page, {"user": [str(near.pk), str(far.pk), "7" * 25]})
    assert [row.user_id for row in Invigilator.every.all()] == [near.pk]
    client.post(page, {})
    assert not Invigilator.every.exists()


def test_a_room_with_two_invigilators_is_shown_and_changed() -> None:
    one = planned()
    arranging.use_rooms(one, [held.room()], actor_id=None)
    (used,) = one.rooms.all()
    page = f"{LIST}{one.pk}/rooms/{used.pk}/"
    both = [rows.staff("clerk", rows.organisation()) for _n in range(2)]
    client = office()
    client.post(page, {"user": [str(user.pk) for user in both]})
    assert Invigilator.every.count() == 2
    assert client.get(page).status_code == 200
    client.post(page, {"user": [str(both[0].pk)]})
    assert [row.user_id for row in Invigilator.every.all()] == [both[0].pk]
