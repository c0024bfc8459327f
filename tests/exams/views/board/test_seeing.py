"""The live board: who sees which seats, and how they stand."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from exams import attempts, pausing, presence
from exams.models import Attempt, Irregularity, Pause, Seat, TimeCredit
from exams.sittings import admitting, arranging, enrolling, preparing
from portal import clock
from portal.accounts.models import User
from tests.exams import rows
from tests.exams.views.board.boards import (
    NAMES,
    OPENS,
    World,
    address,
    after,
    begin,
    plain,
    room_page,
    signed_in,
)

pytestmark = pytest.mark.django_db

# What is seen


def test_each_seat_is_shown_as_it_stands(world: World, office: Client) -> None:
    assert "not arrived" in room_page(office, world)
    admitting.check_identity(world.seat(0), actor_id=None)
    assert "identity seen" in room_page(office, world)
    attempt = begin(world, 0)
    attempts.save(attempt.pk, question=1, sequence=1, value=["A"])
    attempts.save(attempt.pk, question=2, sequence=1, value=[])
    page = room_page(office, world)
    assert "answering 1 of 5 · saved 16:05:00 · 60:00 left" in page
    with clock.at(after(10)):
        assert "offline since 16:05" in room_page(office, world)
        presence.here(attempt.pk)
        assert "offline since" not in room_page(office, world)
    pausing.pause([attempt.pk], reason="停电", action="p1", actor_id=None)
    with clock.at(after(20)):
        assert "paused since 16:05 1 of 5 · saved 16:05:00 · 60:00 left" in room_page(office, world)
        pausing.resume([attempt.pk], actor_id=None)
        attempts.submit(attempt.pk, actor_id=None)
        assert "handed in 16:20" in room_page(office, world)


def test_who_was_withdrawn_and_whose_time_was_up_are_told_apart(world: World) -> None:
    begin(world, 0)
    enrolling.withdraw(world.seat(1), reason="生病", actor_id=None)
    with clock.at(after(120)):
        attempts.close_expired()
        office = signed_in(rows.staff("officer", world.sitting.organisation))
        page = room_page(office, world)
    assert "closed by time" in page
    assert "withdrawn" in page
    assert "1／1 ended" in page


def test_the_officer_sees_totals_of_each_room_and_of_all(world: World, office: Client) -> None:
    attempts.submit(begin(world, 0).pk, actor_id=None)
    begin(world, 2)
    page = plain(office.get(address(world)).content.decode())
    assert "1／3 ended" in page
    assert re.search(r"101考点 101 .*监考员甲 1／2 ended not arrived 1 handed in 1", page), page
    assert re.search(r"102考点 102 .*nobody named 0／1 ended answering 1", page), page
    with clock.at(after(10)):
        later = plain(office.get(address(world)).content.decode())
    assert re.search(r"0／1 ended offline 1", later), later


def test_without_a_cache_nobody_is_called_offline(
    world: World, office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(world, 0)
    monkeypatch.setattr(presence, "seen", lambda _ids: None)
    with clock.at(after(10)):
        assert "offline since" not in room_page(office, world)
        assert "offline 1" not in plain(office.get(address(world)).content.decode())


def test_a_part_alone_is_told_for_refreshing(world: World, office: Client) -> None:
    for rest in ("", f"rooms/{world.rooms[0].pk}/"):
        part = office.get(address(world, f"{rest}?part=1")).content.decode()
        assert "<html" not in part
        assert 'data-live="counts"' in part


def test_the_board_asks_as_often_for_many_as_for_one(
    world: World, office: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    begin(world, 0)
    for _time in range(2):
        office.get(address(world))
        with django_assert_num_queries(8):
            office.get(address(world))
        with django_assert_num_queries(13):
            room_page(office, world)
        for n in {1, 2} if world.seat(1).attempt_id is None else ():
            begin(world, n)


def test_seats_in_no_room_are_the_officers(world: World, office: Client, watcher: Client) -> None:
    assert office.get(address(world, "rooms/0/")).status_code == 404
    Seat.every.filter(pk=world.seats[2].pk).update(room=None, number=None)
    assert "Without a room" in plain(office.get(address(world)).content.decode())
    assert NAMES[2] in office.get(address(world, "rooms/0/")).content.decode()
    assert watcher.get(address(world, "rooms/0/")).status_code == 404


# Whose it is


def test_an_invigilator_sees_their_room_and_no_other(world: World, watcher: Client) -> None:
    reply = watcher.get(address(world))
    assert (reply.status_code, reply["Location"]) == (
        302,
        address(world, f"rooms/{world.rooms[0].pk}/"),
    )
    page = room_page(watcher, world)
    assert NAMES[0] in page
    assert NAMES[2] not in page
    assert watcher.get(address(world, f"rooms/{world.rooms[1].pk}/")).status_code == 404
    assert watcher.get(address(world, f"seats/{world.seats[2].pk}/")).status_code == 404


def test_an_invigilator_of_two_rooms_chooses_one(world: World, watcher: Client) -> None:
    arranging.appoint(world.rooms[1], [world.watcher.pk], actor_id=None)
    page = plain(watcher.get(address(world)).content.decode())
    assert "101考点 101" in page
    assert "102考点 102" in page
    assert "The whole sitting" not in page


def test_for_all_others_there_is_no_board(world: World) -> None:
    elsewhere = rows.organisation("外村人民调解委员会")
    others = [
        rows.staff("officer", elsewhere),
        *(rows.staff(role, world.sitting.organisation) for role in ("hr", "admin", "city")),
        User.objects.get(person=world.seats[0].person),
    ]
    places = ("", f"rooms/{world.rooms[0].pk}/", f"seats/{world.seats[0].pk}/", "notes/")
    acts = tuple(f"acts/{name}/?all=yes" for name in ("pause", "note"))
    for user in others:
        client = signed_in(user)
        assert {client.get(address(world, rest)).status_code for rest in places + acts} == {404}


def test_an_invigilator_notes_and_sees_identity_and_does_nothing_else(
    world: World, watcher: Client
) -> None:
    attempt = begin(world, 0)
    seat = world.seats[0].pk
    typed: dict[str, str | int]
    typed = {"seat": seat, "action": "0" * 16, "reason": "停电", "minutes": "10"}
    for name in ("pause", "resume", "time", "move"):
        for method in (watcher.get, watcher.post):
            assert method(address(world, f"acts/{name}/"), typed).status_code == 404
    for name, value in (("all", 1), ("room_id", world.rooms[1].pk), ("room_id", 0)):
        typed = {"kind": "late", "note": "x", name: value}
        assert watcher.post(address(world, "acts/note/"), typed).status_code == 404
    foreign = {"kind": "late", "note": "x", "seat": world.seats[2].pk}
    watcher.post(address(world, "acts/note/"), foreign)
    assert (Pause.every.count(), TimeCredit.every.count(), Irregularity.every.count()) == (0, 0, 0)
    assert Attempt.every.get(pk=attempt.pk).deadline == attempt.deadline


def test_the_desk_leads_to_the_sittings_of_today(
    world: World, office: Client, watcher: Client
) -> None:
    for client in (office, watcher):
        assert address(world) in client.get("/desk/").content.decode()
    stranger = signed_in(rows.staff("hr", world.sitting.organisation))
    assert address(world) not in stranger.get("/desk/").content.decode()
    with clock.at(OPENS + timedelta(days=2)):
        assert address(world) not in office.get("/desk/").content.decode()


def test_papers_that_lie_ready_tell_the_board_nothing(world: World, office: Client) -> None:
    preparing.prepare(world.seat(0))
    assert "not arrived" in room_page(office, world)
    assert "0 of 5" not in room_page(office, world)
