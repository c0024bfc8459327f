"""When the board can be acted on, how long it is read, and that nobody acts for themselves."""

from datetime import timedelta

import pytest
from django.test import Client

from exams import pausing
from exams.models import Attempt, Irregularity, Pause, Seat, TimeCredit
from exams.sittings import admitting, arranging
from exams.sittings.arranging import SittingRefused
from portal import clock
from portal.accounts import granting
from portal.accounts.models import User
from tests.exams import rows
from tests.exams.views.board.boards import (
    OPENS,
    World,
    act,
    address,
    after,
    begin,
    plain,
    room_page,
    signed_in,
)

pytestmark = pytest.mark.django_db
DAY = 24 * 60  # minutes
OVER = 90  # minutes after the opening: half an hour to the last start, and an hour


def _identity(world: World, user: User) -> str:
    """Signed in anew: hours have gone by."""
    where = address(world, f"seats/{world.seats[0].pk}/")
    reply = signed_in(user).post(where, {"do": "identity"}, follow=True)
    return plain(reply.content.decode())


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(-119, ""), (-121, "two hours before"), (OVER + 359, ""), (OVER + 361, "is over")],
)
def test_an_invigilator_acts_from_two_hours_before_to_six_hours_after(
    world: World, minutes: int, words: str
) -> None:
    with clock.at(OPENS + timedelta(minutes=minutes)):
        told = _identity(world, world.watcher)
        noted = act(signed_in(world.watcher), world, "note", seat=world.seats[0].pk, kind="late",
                    note="迟到")  # fmt: skip
    assert (world.seat(0).checked_at is None) == bool(words)
    assert Irregularity.every.exists() != bool(words)
    assert words in told
    assert words in noted


def test_an_invigilator_reads_for_a_week_and_an_officer_for_good(world: World) -> None:
    officer = rows.staff("officer", world.sitting.organisation)
    with clock.at(after(6 * DAY)):
        assert world.seats[0].person.name in room_page(signed_in(world.watcher), world)
    with clock.at(after(8 * DAY)):
        watcher = signed_in(world.watcher)
        for rest in ("", f"rooms/{world.rooms[0].pk}/", f"seats/{world.seats[0].pk}/", "notes/"):
            assert watcher.get(address(world, rest)).status_code == 404
    with clock.at(after(400 * DAY)):
        assert world.seats[0].person.name in room_page(signed_in(officer), world)


def test_after_the_end_an_officer_changes_nothing_and_still_notes(world: World) -> None:
    officer = rows.staff("officer", world.sitting.organisation)
    one = world.seats[0].pk
    with clock.at(after(OVER + 1)):
        office = signed_in(officer)
        for name in ("move", "time", "pause", "resume"):
            told = act(office, world, name, seat=one, room=world.rooms[1].pk, number="2")
            assert "The sitting is over." in told
        act(office, world, "note", seat=one, kind="other", note="查实")
    seat = world.seat(0)
    assert (seat.room_id, seat.extra_minutes) == (world.rooms[0].pk, 0)
    assert not Pause.every.exists()
    assert Irregularity.every.get().note == "查实"


def test_a_paper_that_still_runs_keeps_the_sitting_open(world: World) -> None:
    officer = rows.staff("officer", world.sitting.organisation)
    attempt = begin(world, 0)
    pausing.pause([attempt.pk], reason="停电", action="p", actor_id=None)
    with clock.at(after(OVER + 60)):
        office = signed_in(officer)
        told = act(office, world, "move", seat=world.seats[0].pk, room=world.rooms[1].pk,
                   number="2")  # fmt: skip
        assert "Now at" in told
        assert "1 paper goes on" in act(office, world, "resume", all="yes")
    assert world.seat(0).room_id == world.rooms[1].pk


def test_the_page_of_a_seat_changes_nothing_after_the_end_either(world: World) -> None:
    officer = rows.staff("officer", world.sitting.organisation)
    where = f"/desk/sittings/{world.sitting.pk}/seats/{world.seats[0].pk}/"
    with clock.at(after(OVER + 1)):
        office = signed_in(officer)
        assert "The sitting is over." in plain(office.get(where).content.decode())
        assert office.post(f"{where}withdraw/", {"reason": "x"}).status_code == 404
    assert world.seat(0).withdrawn_at is None


@pytest.fixture
def candidate(world: World) -> Client:
    """周桂芳, who has the first seat and is exam officer too."""
    user = world.seats[0].person.user
    assert user is not None
    granting.grant(user, "officer", world.sitting.organisation, actor_id=None)
    return signed_in(user)


def test_nobody_does_anything_at_the_board_for_themselves(world: World, candidate: Client) -> None:
    attempt, one = begin(world, 0), world.seats[0].pk
    for name in ("pause", "resume", "time", "move"):
        told = act(candidate, world, name, seat=one, room=world.rooms[1].pk, number="2")
        assert "Nobody does this for themselves." in told
    assert "Nobody does this for themselves." in act(candidate, world, "pause", all="yes")
    attempt.refresh_from_db()
    assert attempt.paused_at is None
    assert not TimeCredit.every.exists()
    assert world.seat(0).room_id == world.rooms[0].pk
    begin(world, 1)
    assert "1 paper is paused." in act(candidate, world, "pause", seat=world.seats[1].pk)


def test_nobody_looks_at_their_own_identity_or_reads_their_own_code(
    world: World, candidate: Client
) -> None:
    where = address(world, f"seats/{world.seats[0].pk}/")
    candidate.post(where, {"do": "identity"})
    assert world.seat(0).checked_at is None
    code = admitting.check_identity(world.seat(0), actor_id=None)
    assert code not in candidate.get(where).content.decode()
    candidate.post(where, {"do": "code"})
    assert world.seat(0).code == code


def test_nobody_changes_their_own_seat_on_its_page(world: World, candidate: Client) -> None:
    where = f"/desk/sittings/{world.sitting.pk}/seats/{world.seats[0].pk}/"
    assert "Nobody does this" in plain(candidate.get(where).content.decode())
    typed = {"reason": "x", "minutes": "10", "action": "a" * 16}
    for act_name in ("withdraw", "time", "move"):
        assert candidate.post(f"{where}{act_name}/", typed).status_code == 404
    assert world.seat(0) == world.seats[0]
    assert world.seat(0).extra_minutes == 0


def test_nobody_gives_their_own_running_paper_time(world: World, candidate: Client) -> None:
    mine, other = begin(world, 0), begin(world, 1)
    typed = {"minutes": "10", "reason": "停电", "action": "a" * 16}
    page = candidate.post("/desk/papers/running/", {**typed, "paper": mine.pk})
    assert "Nobody does this for themselves." in plain(page.content.decode())
    candidate.post("/desk/papers/running/", {**typed, "all": "yes"})
    assert list(TimeCredit.every.values_list("attempt_id", flat=True)) == [other.pk]
    assert Attempt.every.get(pk=mine.pk).deadline == mine.deadline


def test_whoever_sits_the_exam_does_not_watch_over_it(world: World) -> None:
    user = Seat.every.get(pk=world.seats[2].pk).person.user
    assert user is not None
    with pytest.raises(SittingRefused, match=r".+"):
        arranging.appoint(world.rooms[0], [user.pk], actor_id=None)
    assert [one.user for one in world.rooms[0].invigilators.all()] == [world.watcher]
