"""What is done from the live board."""

from datetime import timedelta

import pytest
from django.test import Client

from exams import pausing, presence
from exams.models import Attempt, Irregularity, Pause, TimeCredit
from exams.sittings import enrolling
from portal import clock
from portal.audit.models import AuditBody
from tests.exams.views.board.boards import World, act, address, after, begin, plain, room_page

pytestmark = pytest.mark.django_db

# Identity and code


def test_identity_is_seen_and_the_code_told_and_another_one_on_demand(
    world: World, watcher: Client
) -> None:
    where = address(world, f"seats/{world.seats[0].pk}/")
    assert "Identity seen" in plain(watcher.get(where).content.decode())
    page = watcher.post(where, {"do": "identity"}, follow=True).content.decode()
    seat = world.seat(0)
    assert seat.checked_by_id == world.watcher.pk
    assert len(seat.code) == 6
    assert f">{seat.code}<" in page
    again = watcher.post(where, {"do": "code"}, follow=True).content.decode()
    assert world.seat(0).code != seat.code
    assert f">{world.seat(0).code}<" in again
    begin(world, 0)
    told = plain(watcher.post(where, {"do": "code"}, follow=True).content.decode())
    assert "no new code" in told
    assert "to be read out" not in told


def test_who_is_off_the_list_is_not_admitted(world: World, watcher: Client) -> None:
    enrolling.withdraw(world.seat(0), reason="生病", actor_id=None)
    where = address(world, f"seats/{world.seats[0].pk}/")
    for do in ("identity", "code", "x"):
        told = plain(watcher.post(where, {"do": do}, follow=True).content.decode())
        assert "takes no part" in told
    assert world.seat(0).checked_at is None


# Acts


def test_a_room_is_paused_with_a_reason_and_goes_on(world: World, office: Client) -> None:
    one, other = begin(world, 0), begin(world, 2)
    room = {"room_id": world.rooms[0].pk}
    asked = plain(office.get(address(world, "acts/pause/"), room).content.decode())
    assert "101考点 101 · 2 people · 1 paper being written" in asked
    assert "1 paper is paused." in act(office, world, "pause", **room, reason="火警")
    assert Pause.every.get().reason == "火警"
    with clock.at(after(15)):
        told = act(office, world, "resume", **room)
    assert "1 paper goes on" in told
    one.refresh_from_db()
    assert one.deadline == after(75) + timedelta(seconds=pausing.RETURN)
    assert Attempt.every.get(pk=other.pk).deadline == other.deadline


def test_the_whole_sitting_is_paused_once_however_often_it_is_pressed(
    world: World, office: Client
) -> None:
    begin(world, 0)
    begin(world, 2)
    for _pressed in range(2):
        assert "2 papers are paused." in act(office, world, "pause", all="yes")
    assert Pause.every.count() == 2
    assert "2 papers go on" in act(office, world, "resume", all="yes")
    assert "0 papers go on" in act(office, world, "resume", all="yes")


def test_minutes_are_given_to_the_ticked_that_write(world: World, office: Client) -> None:
    attempt = begin(world, 0)
    chosen = [world.seats[0].pk, world.seats[1].pk]
    assert "1 paper was given 10 minutes." in act(office, world, "time", seat=chosen)
    assert Attempt.every.get(pk=attempt.pk).deadline - attempt.deadline == timedelta(minutes=10)
    assert world.seat(1).extra_minutes == 0


def test_who_has_not_begun_gets_extra_minutes(world: World, office: Client) -> None:
    told = act(office, world, "time", seat=world.seats[0].pk, minutes=15, reason="视力障碍")
    assert "15 extra minutes" in told
    assert (world.seat(0).extra_minutes, world.seat(0).extra_reason) == (15, "视力障碍")


def test_somebody_is_seated_elsewhere(world: World, office: Client) -> None:
    where = {"seat": world.seats[0].pk, "room": world.rooms[1].pk}
    assert "102考点 102, seat 2" in act(office, world, "move", **where, number=2, reason="电脑坏")
    assert (world.seat(0).room_id, world.seat(0).number) == (world.rooms[1].pk, 2)
    assert AuditBody.objects.filter(reason="电脑坏").count() == 1


def test_notes_of_seats_rooms_and_the_sitting_are_listed_with_time_and_name(
    world: World, office: Client, watcher: Client
) -> None:
    act(watcher, world, "note", seat=world.seats[0].pk, kind="late", note="迟到8分钟")
    act(watcher, world, "note", room_id=world.rooms[0].pk, kind="equipment", note="空调坏了")
    act(office, world, "note", all="yes", kind="other", note="全场噪音")
    act(office, world, "note", seat=world.seats[2].pk, kind="illness", note="头晕")
    whole = plain(office.get(address(world, "notes/")).content.decode())
    assert [
        whole.index(words) for words in ("头晕", "全场噪音", "空调坏了", "迟到8分钟")
    ] == sorted(whole.index(words) for words in ("头晕", "全场噪音", "空调坏了", "迟到8分钟"))
    assert "监考员甲" in whole
    own = plain(watcher.get(address(world, "notes/")).content.decode())
    assert "迟到8分钟" in own
    assert "头晕" not in own
    assert "全场噪音" not in own
    page = plain(watcher.get(address(world, f"seats/{world.seats[0].pk}/")).content.decode())
    assert "迟到8分钟" in page
    assert "1 note" in room_page(watcher, world)


def test_what_happened_to_a_seat_is_told_on_its_page(world: World, office: Client) -> None:
    attempt = begin(world, 0)
    act(office, world, "time", seat=world.seats[0].pk, reason="断网")
    act(office, world, "pause", seat=world.seats[0].pk, reason="火警")
    gone = presence.Leaving("m1", 4, None, None), presence.Leaving("m2", 20, 16, None)
    with clock.at(after(7)):
        presence.leave(attempt.pk, gone)
        presence.leave(attempt.pk, [presence.Leaving("m1", 30, 28, None)])
    page = plain(office.get(address(world, f"seats/{world.seats[0].pk}/")).content.decode())
    assert "10 minutes given at 16:05:00 断网" in page
    assert "Paused from 16:05:00 火警" in page
    assert "Left the page at 16:06:56 for 28 seconds" in page
    assert "has no consequence by itself" in page
    assert "left the page 2 times" in room_page(office, world)


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("pause", {"reason": ""}, "id_reason_error"),
        ("pause", {"reason": "x" * 201}, "200"),
        ("pause", {"reason": "110101199003074477"}, "record number"),
        ("pause", {"action": "x"}, "load this page anew"),
        ("time", {"minutes": "0"}, "greater than or equal to 1"),
        ("time", {"minutes": "181"}, "less than or equal to 180"),
        ("time", {"minutes": "十"}, "whole number"),
        ("note", {"kind": "nothing", "note": "x"}, "id_kind_error"),
        ("note", {"kind": "late", "note": "  "}, "id_note_error"),
        ("note", {"kind": "late", "note": "字" * 2001}, "2000"),
        ("move", {"number": "3"}, "no such seat"),
        ("move", {"number": "0"}, "greater than or equal to 1"),
        ("move", {"number": "1"}, "Somebody sits there"),
        ("move", {"number": "2", "room": "999999"}, "id_room_error"),
        ("move", {"number": "2", "reason": ""}, "id_reason_error"),
    ],
)
def test_what_cannot_be_done_comes_back_with_what_was_typed(
    world: World, office: Client, name: str, typed: dict[str, str], said: str
) -> None:
    begin(world, 0)
    whole: dict[str, str | int] = {
        "action": "0" * 16,
        "reason": "停电了",
        "minutes": "7",
        "room": world.rooms[1].pk,
        "seat": world.seats[0].pk,
        **typed,
    }
    reply = office.post(address(world, f"acts/{name}/"), whole)
    page = reply.content.decode()
    assert (reply.status_code, said in page) == (422, True)
    assert f'name="seat" value="{world.seats[0].pk}"' in page
    kept = (Pause, TimeCredit, Irregularity)
    assert [model.every.count() for model in kept] == [0, 0, 0]
    assert world.seat(0).number == 1


@pytest.mark.parametrize(
    "typed",
    [{}, {"seat": "x"}, {"seat": "9" * 18}, {"seat": "９"}, {"seat": "1" * 5000}],
)
def test_an_act_without_seats_asks_to_choose_some(
    world: World, office: Client, typed: dict[str, str]
) -> None:
    for method in (office.get, office.post):
        reply = method(address(world, "acts/pause/"), typed, follow=True)
        assert "Please choose the seats first." in plain(reply.content.decode())
    two = {"seat": [seat.pk for seat in world.seats[:2]]}
    reply = office.get(address(world, "acts/move/"), two, follow=True)
    assert "Please choose one seat." in plain(reply.content.decode())


def test_an_act_that_there_is_not_is_not_there(world: World, office: Client) -> None:
    assert office.get(address(world, "acts/expel/?all=yes")).status_code == 404
    assert office.get(address(world, "acts/pause/?room_id=999999")).status_code == 404
    assert office.get(address(world, "rooms/999999/")).status_code == 404
    assert office.get(address(world, "seats/999999/")).status_code == 404
