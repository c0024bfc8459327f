"""The people of a sitting: list and search, withdrawing, extra time, another seat."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from exams import attempts
from exams.models import Seat
from portal import clock
from tests.exams import rows
from tests.exams.sittings import rows as held
from tests.exams.views.test_sittings import LIST, acts, office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ready_world")]


@pytest.fixture(autouse=True)
def _afternoon() -> Iterator[None]:
    with clock.at(rows.MOMENT):
        yield


def page_of(seat: Seat) -> str:
    return f"{LIST}{seat.sitting_id}/seats/{seat.pk}/"


def action_of(words: str) -> str:
    found = re.search(r'name="action" value="([0-9a-f]{16})"', words)
    assert found is not None
    return found[1]


def test_somebody_is_found_by_name_unit_or_the_end_of_the_ticket() -> None:
    seat = held.ready_seat()[2]
    client, page = office(), f"{LIST}{seat.sitting_id}/people/"
    for q in ("桂芳", "石桥", seat.ticket[-4:], ""):
        assert seat.ticket in client.get(page, {"q": q}).content.decode(), q
    for q in ("王", "%", "9" * 60):
        assert seat.ticket not in client.get(page, {"q": q}).content.decode(), q
    assert seat.ticket in client.get(page, {"show": "unseated"}).content.decode()
    assert seat.ticket not in client.get(page, {"show": "withdrawn"}).content.decode()


def test_a_list_of_five_hundred_is_paged_and_costs_the_same_queries(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    seat = held.ready_seat()[2]
    at, moment = rows.organisation(), clock.now()
    people = type(seat.person).every.bulk_create(
        type(seat.person)(
            name=f"考生{n}",
            sex="male",
            birth_date="1980-01-01",
            organisation=at,
            recorded_at=moment,
        )
        for n in range(500)
    )
    Seat.every.bulk_create(
        Seat(sitting=seat.sitting, person=who, ticket=f"T{n}", recorded_at=moment)
        for n, who in enumerate(people)
    )
    client = office()
    client.get(LIST)
    with django_assert_max_num_queries(14):
        words = client.get(f"{LIST}{seat.sitting_id}/people/?page=3").content.decode()
    assert words.count("/seats/") == 50
    assert "501 people are enrolled" in words


def test_taking_somebody_off_the_list_needs_a_reason_and_happens_once() -> None:
    seat = held.ready_seat()[2]
    client, page = office(), page_of(seat)
    assert client.post(f"{page}withdraw/", {"reason": ""}).status_code == 422
    assert client.post(f"{page}withdraw/", {"reason": "缓考：住院"}).status_code == 302
    assert client.post(f"{page}withdraw/", {"reason": "缓考：住院"}).status_code == 404
    assert acts("seat.withdrawn") == 1
    assert "缓考：住院" in client.get(page).content.decode()


def test_extra_time_given_while_the_paper_runs_moves_the_deadline_once() -> None:
    who, exam, seat = held.ready_seat()
    client, page = office(), page_of(seat)
    sent = {"minutes": "20", "reason": "视力不便", "action": "0" * 16}
    for wrong in ({"minutes": "0"}, {"minutes": "99999"}, {"reason": ""}, {"action": "?"}):
        assert client.post(f"{page}time/", sent | wrong).status_code == 422
    assert client.post(f"{page}time/", sent).status_code == 302
    seat.refresh_from_db()
    assert seat.extra_minutes == 20
    with clock.at(seat.sitting.opens_at):
        attempt = attempts.start(who.pk, exam, actor_id=None)
        before, client = attempt.deadline, office()
        sent = {**sent, "minutes": "5", "action": action_of(client.get(page).content.decode())}
        for _twice in range(2):
            assert client.post(f"{page}time/", sent).status_code == 302
    attempt.refresh_from_db()
    assert attempt.deadline - before == timedelta(minutes=5)


def test_a_seat_is_moved_to_a_free_one_of_this_sitting_only() -> None:
    who, exam = rows.ready_exam()
    seat, other = (
        held.seated(held.by_sitting(exam), [who], rooms=[held.room(seats=3)], needs_code=True)[0],
        rows.person("李四"),
    )
    Seat.every.create(
        sitting=seat.sitting,
        person=other,
        ticket="x",
        room=seat.room,
        number=2,
        recorded_at=clock.now(),
    )
    client, page = office(), page_of(seat)
    for room, number in (
        (seat.room_id, 2),
        (seat.room_id, 4),
        (99, 1),
        ("x", 1),
        (seat.room_id, ""),
    ):
        sent = {"room": str(room), "number": str(number), "reason": ""}
        assert client.post(f"{page}move/", sent).status_code == 422, sent
    assert (
        client.post(f"{page}move/", {"room": str(seat.room_id), "number": "3"}).status_code == 302
    )
    seat.refresh_from_db()
    assert seat.number == 3


def test_seats_of_other_places_and_of_other_sittings_do_not_exist() -> None:
    seat = held.ready_seat()[2]
    stranger = office(rows.organisation("外村人民调解委员会"))
    second = held.sitting(seat.sitting.exam, title="第二场")
    wrong = f"{LIST}{second.pk}/seats/{seat.pk}/"
    assert stranger.get(page_of(seat)).status_code == 404
    assert office().get(wrong).status_code == 404
    for act in ("withdraw", "time", "move"):
        assert stranger.post(f"{page_of(seat)}{act}/", {"reason": "x"}).status_code == 404
        assert office().post(f"{wrong}{act}/", {"reason": "x"}).status_code == 404


def test_nothing_is_changed_once_a_sitting_is_over() -> None:
    seat = held.ready_seat()[2]
    with clock.at(seat.sitting.ends_at + timedelta(minutes=1)):
        client = office()
        words = client.get(page_of(seat)).content.decode()
        for act in ("withdraw", "time", "move"):
            answer = client.post(f"{page_of(seat)}{act}/", {"reason": "x"})
            assert answer.status_code == 404, act
    assert not Seat.every.filter(withdrawn_at__isnull=False).exists()
    assert "absent" in words
    assert "Take off the list" not in words
