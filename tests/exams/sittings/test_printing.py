"""Admission slips, sign-in sheets, door sheets and labels as PDF."""

import re
import subprocess
from collections.abc import Iterator
from datetime import timedelta

import pytest

from exams import on_request
from exams.models import Seat, Sitting
from exams.papers.printing import Unprintable
from exams.sittings import announcing, arranging, enrolling, printing, seating, sheets
from portal import clock, whole_files
from portal.jobs.models import Job
from portal.jobs.working import work_all
from tests.exams import rows
from tests.exams.sittings import rows as held
from tests.exams.sittings.being_told import later, two_seats

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ready_world")]


@pytest.fixture(autouse=True)
def _afternoon() -> Iterator[None]:
    with clock.at(rows.MOMENT):
        yield


def words(pdf: bytes) -> str:
    """What a PDF says, without the spaces of its layout."""
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, stdout=subprocess.PIPE, check=True)
    return re.sub(r"\s", "", done.stdout.decode())


def state(sitting: Sitting, kind: str) -> str:
    (stands,) = printing.stand(sitting, [kind])
    return stands.state


def seated(**changed: object) -> Seat:
    who, exam = rows.ready_exam()
    person = type(who).every
    person.filter(pk=who.pk).update(id_masked="9****************7")
    (seat,) = held.seated(
        held.by_sitting(exam), [who], rooms=[held.room()], needs_code=True, **changed
    )
    return seat


def test_sheets_are_made_by_a_job_and_say_who_sits_where() -> None:
    seat = seated(notice="请勿驾车前来。")
    one = seat.sitting
    said = {}
    for kind in printing.KINDS:
        assert state(one, kind) == on_request.NONE
        assert printing.ask(one, kind)
        assert not printing.ask(one, kind)
        assert state(one, kind) == on_request.PREPARING
        work_all(printing.PRINT)
        assert state(one, kind) == on_request.READY
        said[kind] = words(printing.kept(one, kind, 1) or b"")
    for kind in ("slips", "signin", "labels"):
        assert "周桂芳" in said[kind], kind
        assert seat.ticket in said[kind], kind
    assert "请勿驾车前来" in said["slips"]
    assert "（盖章处）" in said["slips"]
    assert "9****************7" in said["signin"]
    assert seat.ticket in said["doors"]
    assert "周桂芳" not in said["doors"]


def test_a_code_of_a_seat_stands_on_no_sheet() -> None:
    seat = seated()
    Seat.every.filter(pk=seat.pk).update(code="314159")
    printing.make(seat.sitting, "signin")
    assert "314159" not in words(printing.kept(seat.sitting, "signin", 1) or b"")


def test_a_sheet_is_out_of_date_as_soon_as_somebody_moves_or_leaves() -> None:
    seat = seated()
    printing.make(seat.sitting, "doors")
    assert printing.kept(seat.sitting, "doors", 1)
    assert seat.room is not None
    seating.move(seat, seat.room, 7, reason="", actor_id=None)
    assert printing.kept(seat.sitting, "doors", 1) is None
    assert state(seat.sitting, "doors") == on_request.STALE
    assert state(seat.sitting, "signin") == on_request.NONE
    before = printing.edition(seat.sitting)
    enrolling.withdraw(seat, reason="缓考", actor_id=None)
    assert printing.edition(seat.sitting) != before


def test_a_name_that_the_fonts_lack_is_printed_by_its_code_and_stops_no_slip() -> None:
    seat = seated()
    type(seat.person).every.filter(pk=seat.person_id).update(name="周\U000f0000")
    printing.make(seat.sitting, "slips")
    assert state(seat.sitting, "slips") == on_request.READY
    assert "周[U+F0000]" in words(printing.kept(seat.sitting, "slips", 1) or b"")
    assert "周[U+F0000]" in words(printing.slip(sheets.seats_of(seat.sitting).get()))


def test_what_stands_in_the_way_of_a_sheet_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_told: object) -> bytes:
        raise Unprintable("太久")

    monkeypatch.setattr(printing, "press_all", refuse)
    one = seated().sitting
    printing.make(one, "slips")
    (stands,) = printing.stand(one, ["slips"])
    assert (stands.state, stands.trouble) == (on_request.FAILED, "太久")


def test_a_sheet_whose_job_failed_for_good_says_so_until_it_is_asked_for_again() -> None:
    one = seated().sitting
    printing.ask(one, "slips")
    Job.objects.filter(kind=printing.PRINT).update(state="failed")
    slips, doors = printing.stand(one, ["slips", "doors"])
    assert (slips.state, slips.trouble) == (on_request.FAILED, str(on_request.BROKEN))
    assert (doors.state, doors.trouble) == (on_request.NONE, "")
    assert printing.ask(one, "slips")
    assert state(one, "slips") == on_request.PREPARING


def test_an_older_sheet_stays_until_the_new_one_lies_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(printing, "press_all", lambda page, _style: page.encode())
    seat = seated()
    printing.make(seat.sitting, "doors")

    def full(*_file: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(whole_files, "write", full)
    with pytest.raises(OSError, match="no space"):
        printing.make(seat.sitting, "doors")
    assert state(seat.sitting, "doors") == on_request.READY


def test_five_hundred_slips_come_in_files_of_three_hundred() -> None:
    seat = seated()
    people = type(seat.person).every.bulk_create(
        type(seat.person)(
            name=f"考生{n}",
            sex="male",
            birth_date="1980-01-01",
            organisation=rows.organisation(),
            recorded_at=clock.now(),
        )
        for n in range(500)
    )
    Seat.every.bulk_create(
        Seat(sitting=seat.sitting, person=who, ticket=f"T{n}", recorded_at=clock.now())
        for n, who in enumerate(people)
    )
    stands = printing.stand(seat.sitting, ["slips", "signin"])
    assert [one.parts for one in stands] == [2, 1]


def test_who_has_no_room_is_told_what_holds_on_the_own_device() -> None:
    seat = held.ready_seat()[2]
    assert any("电量" in rule for rule in sheets.rules(seat.sitting))
    assert sheets.rooms([seat]) == []


def test_a_slip_is_made_once_until_something_on_it_changes() -> None:
    seat = sheets.seats_of(seated().sitting).get()
    first = printing.slip(seat)
    assert printing.slip(seat) is not first
    assert printing.slip(seat) == first
    seat.sitting.notice = "改到三楼"
    assert "改到三楼" in words(printing.slip(seat))


def test_sheets_go_when_the_sitting_is_long_over() -> None:
    seat = seated()
    printing.make(seat.sitting, "doors")
    assert printing.put_away() == 0
    with clock.at(seat.sitting.closes_at + printing.KEPT + timedelta(days=1)):
        assert printing.put_away() == 1
    assert printing.kept(seat.sitting, "doors", 1) is None


def test_sheets_that_were_made_are_out_of_date_and_made_anew_when_day_hours_or_rooms_change(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(printing, "press_all", lambda page, _style: page.encode())
    sitting, _first, _second = two_seats()
    for kind in ("slips", "signin"):
        printing.make(sitting, kind)
    for by in ({"days": 1}, {"hours": 1}):
        arranging.replan(sitting, later(sitting, **by), actor_id=None, reason="停电")
        assert states(sitting) == ["stale", "stale", "none", "none"], by
        assert printing.kept(sitting, "slips", 1) is None
        work_all(announcing.RENEW)
        assert states(sitting)[:2] == ["preparing", "preparing"]
        work_all(announcing.RENEW, printing.PRINT)
        assert states(sitting) == ["ready", "ready", "none", "none"]
    assert "2026年11月24日" in (printing.kept(sitting, "slips", 1) or b"").decode()
    assert "20261124" in (printing.kept(sitting, "signin", 1) or b"").decode()


def states(sitting: Sitting) -> list[str]:
    return [one.state for one in printing.stand(sitting, printing.KINDS)]


def test_what_is_being_printed_while_something_changes_is_printed_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(printing, "press_all", lambda page, _style: page.encode())
    sitting, _first, _second = two_seats()
    printing.ask(sitting, "slips")
    Job.objects.filter(kind=printing.PRINT).update(state="running")
    arranging.replan(sitting, later(sitting, hours=1), actor_id=None, reason="停电")
    work_all(announcing.RENEW)
    waiting = Job.objects.filter(kind=printing.PRINT, state="waiting")
    assert [job.payload["kind"] for job in waiting] == ["slips"]


def test_a_slow_print_takes_no_newer_ones_place(monkeypatch: pytest.MonkeyPatch) -> None:
    sitting, _first, _second = two_seats()
    pressed: list[str] = []

    def press(page: str, _style: str) -> bytes:
        if not pressed:  # somebody plans anew while the first is printed
            arranging.replan(sitting, later(sitting, days=1), actor_id=None, reason="停电")
        pressed.append(page)
        return page.encode()

    monkeypatch.setattr(printing, "press_all", press)
    printing.make(Sitting.every.get(pk=sitting.pk), "slips")
    assert ["2026年11月24日" in page for page in pressed] == [False, True]
    assert "2026年11月24日" in (printing.kept(sitting, "slips", 1) or b"").decode()


def test_what_changes_all_the_time_is_left_to_those_who_change_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sitting, _first, _second = two_seats()
    editions = iter(range(100))
    monkeypatch.setattr(printing, "edition", lambda _sitting: str(next(editions)))
    pressed: list[str] = []

    def press(page: str, _style: str) -> bytes:
        pressed.append(page)
        return b"x"

    monkeypatch.setattr(printing, "press_all", press)
    printing.make(sitting, "signin")
    assert len(pressed) == printing.TRIES
