"""The list as a file: asked for, made by a job, there for its asker alone."""

import io
import subprocess
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from certificates.roster.listing import Filters
from certificates.roster.sharing import (
    filling,
    handing_out,
    keeping,
    lines,
    printing,
    tasks,
    templating,
)
from certificates.roster.sharing.choices import Form, Stage
from certificates.roster.sharing.handing_out import Wish
from certificates.roster.sharing.models import Handout, RosterTemplate
from exams.papers.printing import Unprintable
from portal import clock
from portal.accounts import granting
from portal.accounts.models import User
from portal.accounts.scoping import scope_of
from portal.audit.models import AuditEvent
from portal.jobs.models import Job
from portal.people.models import Person
from tests.certificates.roster import city
from tests.certificates.roster.conftest import Town, login
from tests.certificates.roster.sharing.books import content, opened, superior

pytestmark = pytest.mark.django_db
ID_NUMBER = "99000019630701018X"


class Done:
    """A claim of a job, without a worker."""

    def __init__(self, row: Handout) -> None:
        self.payload = {"handout": row.pk}

    def finish(self) -> Any:
        return transaction.atomic()


def serving(town: Town, name: str = "周桂芳") -> Person:
    person = city.somebody(town.east_village, name)
    city.certify(person)
    city.elect(person, city.seat(town.east_village))
    return person


def template(town: Town, user: User) -> RosterTemplate:
    return templating.bring(
        content(superior()), "模板.xlsx", name="县局", place=town.east, actor_id=user.pk
    )


def asked(
    town: Town, user: User, chosen: RosterTemplate | None = None, filters: Filters | None = None
) -> Handout:
    wish = Wish(town.east, clock.today(), filters or Filters(), chosen, "zh-hans")
    return handing_out.ask(wish, actor_id=user.pk)


def read(name: str) -> str:
    """The words of a PDF."""
    return told(name, "pdftotext", "-", "-")


def told(name: str, *command: str) -> str:
    """What a tool says of a file that was made."""
    done = subprocess.run(command, input=keeping.made(name), stdout=subprocess.PIPE, check=True)
    return done.stdout.decode()


def made(row: Handout) -> Handout:
    tasks.hand_out(Done(row))
    row.refresh_from_db()
    return row


def test_the_list_comes_in_the_template(town: Town) -> None:
    _client, user = login("clerk", town.east)
    serving(town)
    row = made(asked(town, user, template(town, user)))
    assert (row.stage, row.rows, row.files) == (Stage.READY, 1, [f"{row.pk}-1.xlsx"])
    sheet = opened(keeping.made(row.files[0]) or b"")
    assert sheet["A1"].value == "青石镇人民调解员花名册"
    assert sheet["E2"].value == "共1人"
    assert [sheet["B4"].value, sheet["C4"].value] == ["周桂芳", "委员"]


def test_only_masked_numbers_of_persons_leave_in_a_template(town: Town) -> None:
    _client, user = login("clerk", town.east)
    person = serving(town)
    Person.every.filter(pk=person.pk).update(id_masked="9****************X", phone="19900000001")
    book = superior()
    book.worksheets[0]["F4"] = "{{身份证号}} {{电话}}"
    chosen = templating.bring(
        content(book), "a.xlsx", name="县局", place=town.east, actor_id=user.pk
    )
    row = made(asked(town, user, chosen))
    said = opened(keeping.made(row.files[0]) or b"")["F4"].value
    assert said == "9****************X 199****0001"


def test_the_asking_is_recorded_with_its_job_in_one_transaction(town: Town) -> None:
    _client, user = login("clerk", town.east)
    row = asked(town, user)
    event = AuditEvent.objects.get(kind="roster.handed_out")
    assert (event.actor_id, event.place) == (user.pk, town.east.path)
    assert Job.objects.get(key=f"roster.hand_out:{row.pk}").payload == {"handout": row.pk}
    assert handing_out.stage(row) == Stage.MAKING


def test_the_list_comes_on_paper_with_place_day_and_pages(town: Town) -> None:
    _client, user = login("clerk", town.east)
    serving(town)
    city.seat(town.east_committee, "full_time")
    row = made(asked(town, user))
    assert row.files == [f"{row.pk}-1.pdf"]
    words = read(row.files[0])
    assert "841.89 x 595.276 pts (A4)" in told(row.files[0], "pdfinfo", "-")
    for said in ("青石镇", "截至", "周桂芳", "柳溪村调委会", "1/1", "（盖章处）"):
        assert said in words, said


def test_a_long_list_comes_in_parts(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "AT_ONCE", 2)
    _client, user = login("clerk", town.east)
    for name in "甲乙丙":
        serving(town, name)
    row = made(asked(town, user))
    assert (len(row.files), row.done, row.rows) == (2, 3, 3)
    assert "（盖章处）" not in read(row.files[0])
    last = read(row.files[1])
    assert "丙" in last
    assert "甲" not in last
    assert "第 3–3 行，共 3 行" in last


def test_whoever_keeps_the_roster_no_longer_gets_no_names(town: Town) -> None:
    _client, user = login("clerk", town.east)
    serving(town)
    row = asked(town, user, template(town, user))
    granting.end(user.grants.get().pk, actor_id=None, reason="调离")
    assert made(row).rows == 0


def test_what_cannot_be_made_says_why(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    def unprintable(*_args: Any) -> bytes:
        raise Unprintable("纸用完了")

    monkeypatch.setattr(printing, "printed", unprintable)
    client, user = login("clerk", town.east)
    row = made(asked(town, user))
    assert (row.stage, row.trouble) == (Stage.FAILED, "纸用完了")
    assert "纸用完了" in client.get(reverse("roster_handout", args=[row.pk])).content.decode()


def test_a_template_beyond_a_sheet_says_why(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "MOST_LINES", 0)
    _client, user = login("clerk", town.east)
    serving(town)
    row = made(asked(town, user, template(town, user)))
    assert row.stage == Stage.FAILED
    assert row.trouble


def test_a_job_that_was_given_up_is_told(town: Town) -> None:
    client, user = login("clerk", town.east)
    row = asked(town, user)
    page = client.get(reverse("roster_handout", args=[row.pk]))
    assert page["Refresh"] == "2"
    Job.objects.filter(key=f"roster.hand_out:{row.pk}").update(state="failed")
    assert handing_out.stage(row) == Stage.FAILED
    assert "Refresh" not in client.get(reverse("roster_handout", args=[row.pk]))


def test_a_file_is_its_askers_alone_and_goes_after_two_days(town: Town) -> None:
    client, user = login("clerk", town.east)
    other, _user = login("hr", town.centre)
    row = made(asked(town, user))
    page, file = (
        reverse("roster_handout", args=[row.pk]),
        reverse("roster_handout_file", args=[row.pk, 1]),
    )
    assert client.get(file)["Content-Type"] == "application/pdf"
    assert [other.get(page).status_code, other.get(file).status_code] == [404, 404]
    assert client.get(reverse("roster_handout_file", args=[row.pk, 2])).status_code == 404
    assert client.get(reverse("roster_handout_file", args=[row.pk, 0])).status_code == 404
    assert keeping.put_away((clock.now() - timedelta(days=2)).timestamp()) == 0
    assert keeping.put_away((clock.now() + timedelta(minutes=1)).timestamp()) >= 1
    assert client.get(file).status_code == 404
    assert client.get(page).status_code == 200


def test_the_page_keeps_day_place_and_filters_of_the_list(town: Town, clerk: Client) -> None:
    address = reverse("roster_out") + f"?on=2026-01-05&at={town.east_village.pk}&state=serving"
    page = clerk.get(address).content.decode()
    assert "2026年1月5日" in page
    assert "柳溪村调委会" in page
    answer = clerk.post(address, {"form": "print"})
    row = Handout.every.get()
    assert answer["Location"] == reverse("roster_handout", args=[row.pk])
    assert (row.day.isoformat(), row.organisation, row.filters["state"], row.form) == (
        "2026-01-05", town.east_village, "serving", Form.PRINT,
    )  # fmt: skip


@pytest.mark.parametrize("form", ["", "99", "print'"])
def test_a_form_that_is_none_is_refused(clerk: Client, form: str) -> None:
    answer = clerk.post(reverse("roster_out"), {"form": form})
    assert answer.status_code == 422
    assert not Handout.every.exists()


def test_a_day_that_is_none_and_a_place_of_others_make_no_file(town: Town, clerk: Client) -> None:
    assert (
        clerk.post(reverse("roster_out") + "?on=2026-02-30", {"form": "print"}).status_code == 422
    )
    other = reverse("roster_out") + f"?at={town.west.pk}"
    assert clerk.post(other, {"form": "print"}).status_code == 404
    assert not Handout.every.exists()


def test_an_id_number_that_is_searched_for_is_kept_nowhere(clerk: Client) -> None:
    clerk.post(reverse("roster_out") + f"?q={ID_NUMBER}", {"form": "print"})
    assert ID_NUMBER not in str(list(Handout.every.values_list("filters", flat=True)))


def test_lines_tell_vacancies_and_people_ready(town: Town) -> None:
    _client, user = login("clerk", town.east)
    city.seat(town.east_village)
    ready = city.somebody(town.east_village, "待聘")
    city.certify(ready)
    found = lines.lines_on(scope_of(user), town.east, clock.today(), Filters())
    assert [(one.name, one.is_vacant, one.in_office) for one in found] == [
        ("", True, False),
        ("待聘", False, False),
    ]


def test_a_handout_is_never_deleted(town: Town) -> None:
    _client, user = login("clerk", town.east)
    row = asked(town, user)
    with pytest.raises(IntegrityError), transaction.atomic():
        Handout.every.filter(pk=row.pk).delete()


def test_the_workbook_opens_in_english_too(town: Town) -> None:
    _client, user = login("clerk", town.east)
    serving(town)
    wish = Wish(town.east, clock.today(), Filters(), template(town, user), "en")
    row = made(handing_out.ask(wish, actor_id=user.pk))
    sheet = load_workbook(io.BytesIO(keeping.made(row.files[0]) or b"")).worksheets[0]
    assert sheet["C4"].value == "member"
