"""The papers' addresses: for whom, with what asked, and what is said where there is none."""

from typing import Any

import pytest
from django.test import Client

from certificates.roster.models import Appointment
from certificates.roster.papers import printing
from exams.papers.printing import Unprintable
from portal.accounts import granting
from portal.audit.models import AuditEvent
from tests.certificates.roster import city
from tests.certificates.roster.acts import elected_ago, end
from tests.certificates.roster.conftest import Town, login

PDF = "application/pdf"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands on the papers is looked at beside their modules."""
    monkeypatch.setattr(printing, "press_all", lambda *_page_and_style, **_limits: b"%PDF")


def hired(town: Town) -> Appointment:
    person = city.somebody(town.east, "周桂芳")
    city.certify(person)
    return city.hire(person, city.seat(town.east_committee, "part_time"))


def letter(row: Appointment) -> str:
    return f"/roster/papers/appointments/{row.pk}/letter.pdf"


def test_keepers_of_the_place_and_the_person_take_the_letter(town: Town, clerk: Client) -> None:
    row = hired(town)
    answer = clerk.get(letter(row))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, PDF)
    assert "no-store" in answer.headers["Cache-Control"]
    own = granting.create_login("own", "long-password-1", "own", actor_id=None)
    granting.link_person(own, row.person, actor_id=None)
    mine = Client()
    mine.force_login(own)
    assert mine.get(letter(row)).headers["Content-Type"] == PDF
    taken = AuditEvent.objects.filter(kind="roster.paper_taken").order_by("pk")
    assert [event.body.data["paper"] for event in taken] == ["letter", "letter"]
    assert [event.actor_id for event in taken][1] == own.pk


def test_others_find_none_of_the_papers(town: Town) -> None:
    row = hired(town)
    gone = elected_ago(city.somebody(town.east_village), city.seat(town.east_village), 10)
    ended = end(gone)
    addresses = [
        letter(row),
        f"/roster/papers/endings/{ended.pk}/record.pdf",
        f"/roster/papers/filings/bureau.pdf?at={town.east.pk}",
    ]
    west, officer = login("clerk", town.west)[0], login("officer", town.centre)[0]
    for client in (west, officer):
        assert [client.get(address).status_code for address in addresses] == [404] * 3
    own = granting.create_login("own", "long-password-1", "own", actor_id=None)
    granting.link_person(own, gone.person, actor_id=None)
    mine = Client()
    mine.force_login(own)
    assert mine.get(addresses[1]).status_code == 404


def test_the_record_and_the_filings_are_there_for_the_keeper(town: Town, clerk: Client) -> None:
    gone = elected_ago(city.somebody(town.east_village), city.seat(town.east_village), 10)
    ended = end(gone)
    record = clerk.get(f"/roster/papers/endings/{ended.pk}/record.pdf")
    assert (record.status_code, record.headers["Content-Type"]) == (200, PDF)
    for kind in ("bureau", "court"):
        answer = clerk.get(f"/roster/papers/filings/{kind}.pdf?at={town.east.pk}&number=3号")
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, PDF)


def test_where_there_is_no_paper_the_reader_is_told_why(town: Town, clerk: Client) -> None:
    clerk.cookies["django_language"] = "en"
    row = city.elect(city.somebody(town.east_village), city.seat(town.east_village))
    answer = clerk.get(letter(row))
    assert answer.status_code == 422
    assert "minutes of the election" in answer.content.decode()
    none = clerk.get(f"/roster/papers/filings/bureau.pdf?at={town.east_committee.pk}")
    assert none.status_code == 422
    assert "Nothing is left to be told" in none.content.decode()
    later = clerk.get(f"/roster/papers/filings/bureau.pdf?at={town.east.pk}&part=2")
    assert later.status_code == 422


def test_an_elected_member_reads_why_there_is_no_letter(town: Town) -> None:
    row = city.elect(city.somebody(town.east_village), city.seat(town.east_village))
    own = granting.create_login("own", "long-password-1", "own", actor_id=None)
    granting.link_person(own, row.person, actor_id=None)
    mine = Client()
    mine.force_login(own)
    answer = mine.get(letter(row))
    assert answer.status_code == 422
    assert "推选会议记录" in answer.content.decode()


def test_a_paper_that_cannot_be_made_says_so(
    town: Town, clerk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_page: str, _style: str, *, seconds: int) -> bytes:
        raise Unprintable(f"{seconds} seconds were not enough")

    monkeypatch.setattr(printing, "press_all", refuse)
    row = hired(town)
    answer = clerk.get(letter(row))
    assert answer.status_code == 503
    assert "were not enough" in answer.content.decode()
    assert not AuditEvent.objects.filter(kind="roster.paper_taken").exists()


@pytest.mark.parametrize(
    "asked",
    ["", "?at=", "?at=x", "?at=-1", "?at=²", "?at=1%00", "?at=99999999999999999999",
     "?at={0}&part=x", "?at={0}&part=-1", "?at={0}&part="],
)  # fmt: skip
def test_hostile_addresses_name_nothing(town: Town, clerk: Client, asked: str) -> None:
    address = f"/roster/papers/filings/bureau.pdf{asked.format(town.east.pk)}"
    assert clerk.get(address).status_code == 404


def test_other_kinds_and_other_methods_are_not_there(town: Town, clerk: Client) -> None:
    at: dict[str, Any] = {"at": town.east.pk}
    assert clerk.get("/roster/papers/filings/police.pdf", at).status_code == 404
    assert clerk.post(f"/roster/papers/filings/bureau.pdf?at={town.east.pk}").status_code == 405
    assert clerk.get(f"/roster/papers/endings/{10**20}/record.pdf").status_code == 404
    assert clerk.get(f"/roster/papers/appointments/{10**20}/letter.pdf").status_code == 404
