"""Asking for the papers for the room, and a person's own admission slip."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from exams.models import Seat, Sitting
from exams.sittings import enrolling, printing, seating
from portal import clock
from portal.jobs.models import Job
from tests.exams import rows
from tests.exams.sittings import rows as held
from tests.exams.views.test_sittings import LIST, office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ready_world")]


@pytest.fixture(autouse=True)
def _afternoon(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.FILES_ROOT = tmp_path
    with clock.at(rows.MOMENT):
        yield


def candidate(seat: Seat) -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    assert seat.person.user is not None
    client.force_login(seat.person.user)
    return client


def test_a_sheet_is_asked_for_once_and_the_page_looks_again() -> None:
    seat = held.ready_seat()[2]
    client, page = office(), f"{LIST}{seat.sitting_id}/sheets/"
    assert "Prepare: Admission slips" in client.get(page).content.decode()
    for _twice in range(2):
        assert client.post(page, {"kind": "slips"}).status_code == 302
    assert Job.objects.filter(kind=printing.PRINT).count() == 1
    waiting = client.get(page)
    assert waiting.headers["Refresh"] == "5"
    assert "Being prepared" in waiting.content.decode()
    assert client.get(f"{page}slips-1.pdf").status_code == 302


def test_the_page_of_sheets_reads_the_seats_once_for_all_of_them(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    who, exam = rows.ready_exam()
    (seat,) = held.seated(held.by_sitting(exam), [who], rooms=[held.room()])
    client = office()
    with django_assert_max_num_queries(40) as captured:
        page = client.get(f"{LIST}{seat.sitting_id}/sheets/").content.decode()
    assert page.count("Prepare: ") == 4
    told = [one["sql"] for one in captured.captured_queries]
    assert sum("id_masked" in one and one.startswith('SELECT "exams_seat"') for one in told) == 1


@pytest.mark.parametrize("kind", ["", "keys", "signin", "../slips"])
def test_sheets_that_do_not_exist_cannot_be_asked_for(kind: str) -> None:
    """Without rooms there is no list for a room either."""
    seat = held.ready_seat()[2]
    assert office().post(f"{LIST}{seat.sitting_id}/sheets/", {"kind": kind}).status_code == 404
    assert not Job.objects.filter(kind=printing.PRINT).exists()


def test_a_sheet_that_is_made_is_handed_out_until_the_seats_change() -> None:
    who, exam = rows.ready_exam()
    (seat,) = held.seated(held.by_sitting(exam), [who], rooms=[held.room()])
    printing.make(seat.sitting, "slips")
    client, file = office(), f"{LIST}{seat.sitting_id}/sheets/slips-1.pdf"
    answer = client.get(file)
    assert answer.content.startswith(b"%PDF")
    assert "private" in answer.headers["Cache-Control"]
    assert client.get(f"{LIST}{seat.sitting_id}/sheets/slips-2.pdf").status_code == 302
    assert client.get(f"{LIST}{seat.sitting_id}/sheets/keys-1.pdf").status_code == 404
    seating.move(seat, seat.sitting.rooms.get(), 5, reason="", actor_id=None)
    assert client.get(file).status_code == 302
    page = client.get(f"{LIST}{seat.sitting_id}/sheets/").content.decode()
    assert page.count("Out of date") == 1
    assert "Prepare: Admission slips" in page


def test_a_candidate_reads_the_own_slip_and_nobody_elses() -> None:
    seat = held.ready_seat(notice="带上笔")[2]
    page = f"/exams/seats/{seat.pk}/slip/"
    words = candidate(seat).get(page).content.decode()
    assert seat.ticket in words
    assert "带上笔" in words
    other = Client()
    other.force_login(rows.person("李四").user)  # type: ignore[arg-type]
    for address in (page, f"/exams/seats/{seat.pk}/slip.pdf"):
        assert other.get(address).status_code == 404
        assert office().get(address).status_code == 404
    enrolling.withdraw(seat, reason="缓考", actor_id=None)
    assert candidate(seat).get(page).status_code == 404


def test_slip_and_page_of_the_exam_say_when_a_sitting_that_cuts_ends() -> None:
    seat = held.ready_seat(cuts=True, minutes=30)[2]
    enrolling.give_time(seat, 10, reason="视力", action="a", actor_id=None)
    client = candidate(seat)
    for page in (f"/exams/seats/{seat.pk}/slip/", f"/exams/{seat.sitting.exam_id}/"):
        assert "ends at 16:40 at the latest" in client.get(page).content.decode()
    Sitting.every.update(cuts=False)
    for page in (f"/exams/seats/{seat.pk}/slip/", f"/exams/{seat.sitting.exam_id}/"):
        assert "at the latest" not in client.get(page).content.decode()


def test_a_seat_of_a_sitting_that_is_not_published_is_told_to_nobody() -> None:
    seat = held.ready_seat()[2]
    type(seat.sitting).every.filter(pk=seat.sitting_id).update(state="planned")
    assert candidate(seat).get(f"/exams/seats/{seat.pk}/slip/").status_code == 404
    assert seat.sitting.title not in candidate(seat).get("/exams/").content.decode()


def test_slips_come_as_pdf_for_the_candidate_and_the_office() -> None:
    seat = held.ready_seat()[2]
    own = candidate(seat).get(f"/exams/seats/{seat.pk}/slip.pdf")
    assert own.content.startswith(b"%PDF")
    office_copy = office().get(f"{LIST}{seat.sitting_id}/seats/{seat.pk}/slip.pdf")
    assert office_copy.content.startswith(b"%PDF")


def test_the_list_of_exams_and_the_desk_name_the_sitting() -> None:
    seat = held.ready_seat(opens_at=clock.now() + timedelta(days=1))[2]
    client = candidate(seat)
    words = client.get("/exams/").content.decode()
    assert seat.sitting.title in words
    assert f"/exams/seats/{seat.pk}/slip/" in words
    desk = client.get("/desk/").content.decode()
    assert "Tomorrow at 14:00" in desk
    assert "See the admission slip" in desk
    with clock.at(seat.sitting.opens_at + timedelta(minutes=1)):
        today = candidate(seat).get("/desk/").content.decode()
    assert "Today at 14:00" in today
    assert "Go to the exam" in today


def test_a_sitting_in_three_days_is_no_next_step_yet() -> None:
    seat = held.ready_seat(opens_at=clock.now() + timedelta(days=3))[2]
    desk = candidate(seat).get("/desk/").content.decode()
    assert desk.count("See the admission slip") == 1  # on the card of exams alone
    assert "Today at" not in desk
    assert "Tomorrow at" not in desk
