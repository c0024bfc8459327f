"""The list as a file: asked for, made by a job, there for its asker alone."""

import io
import subprocess
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import override
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
    wording,
)
from certificates.roster.sharing.choices import Form, Stage
from certificates.roster.sharing.examples import EVERY
from certificates.roster.sharing.handing_out import Wish
from certificates.roster.sharing.models import Handout, RosterTemplate
from certificates.roster.twin import AsOf
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
from tests.certificates.roster.sharing.test_publishing import end

pytestmark = pytest.mark.django_db


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
    town: Town,
    user: User,
    chosen: RosterTemplate | Form = Form.PRINT,
    as_of: AsOf | None = None,
    language: str = "zh-hans",
) -> Handout:
    template = chosen if isinstance(chosen, RosterTemplate) else None
    form = Form.TEMPLATE if template else Form(str(chosen))
    wish = Wish(town.east, as_of or AsOf(clock.today()), Filters(), form, template, language)
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


@pytest.mark.parametrize(
    ("language", "title", "post"), [("zh-hans", "花名册", "委员"), ("en", "Roster", "member")]
)
def test_a_workbook_with_every_column_needs_no_template(
    town: Town, language: str, title: str, post: str
) -> None:
    client, user = login("clerk", town.east)
    serving(town)
    row = made(asked(town, user, Form.WORKBOOK, language=language))
    sheet = opened(keeping.made(row.files[0]) or b"")
    assert sheet.title == title
    assert [cell.value for cell in sheet[4]].count(post) == 1
    assert len(sheet[4]) == len(EVERY)
    assert "{{" not in "".join(str(cell.value) for line in sheet for cell in line)
    answer = client.get(reverse("roster_handout_file", args=[row.pk, 1]))
    assert answer["Content-Type"].endswith("sheet")


@pytest.mark.parametrize("form", [Form.PRINT, Form.WORKBOOK])
def test_a_file_tells_what_was_known_then_and_says_so(town: Town, form: Form) -> None:
    client, user = login("clerk", town.east)
    before = clock.now()
    serving(town)
    row = made(asked(town, user, form, as_of=AsOf(clock.today(), before - timedelta(days=1))))
    yesterday = clock.day_of(before - timedelta(days=1))
    content = keeping.made(row.files[0]) or b""
    words = read(row.files[0]) if form == Form.PRINT else str(list(opened(content).values))
    assert "周桂芳" not in words
    assert f"按{date_format(yesterday)}" in words.replace("\n", "")
    file = reverse("roster_handout_file", args=[row.pk, 1])
    assert yesterday.isoformat() in client.get(file)["Content-Disposition"]
    page = client.get(reverse("roster_handout", args=[row.pk])).content.decode()
    assert f"known={yesterday.isoformat()}" in page
    event = AuditEvent.objects.get(kind="roster.handed_out")
    assert event.body.data["known"] == yesterday.isoformat()


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


def test_lines_tell_vacancies_and_people_ready(town: Town) -> None:
    _client, user = login("clerk", town.east)
    city.seat(town.east_village)
    ready = city.somebody(town.east_village, "待聘")
    city.certify(ready)
    found = lines.lines_on(scope_of(user), town.east, AsOf(clock.today()), Filters())
    assert [(one.name, one.is_vacant, one.in_office) for one in found] == [
        ("", True, False),
        ("待聘", False, False),
    ]


def test_a_vacant_row_says_that_its_day_is_that_of_the_vacancy(town: Town) -> None:
    _client, user = login("clerk", town.east)
    with clock.at(clock.now() - timedelta(days=5)):
        row = city.elect(city.somebody(town.east_village), city.seat(town.east_village))
    end(row)
    (line,) = lines.lines_on(scope_of(user), town.east, AsOf(clock.today()), Filters())
    with override("en"):
        day = date_format(clock.today())
        assert wording.words(line, 1)["term_from"] == f"vacant since {day}"


def test_a_handout_is_never_deleted(town: Town) -> None:
    _client, user = login("clerk", town.east)
    row = asked(town, user)
    with pytest.raises(IntegrityError), transaction.atomic():
        Handout.every.filter(pk=row.pk).delete()


def test_the_workbook_opens_in_english_too(town: Town) -> None:
    _client, user = login("clerk", town.east)
    serving(town)
    row = made(asked(town, user, template(town, user), language="en"))
    sheet = load_workbook(io.BytesIO(keeping.made(row.files[0]) or b"")).worksheets[0]
    assert sheet["C4"].value == "member"
