"""A superior's template is brought, kept by version, and ended; none is changed or deleted."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from certificates.roster.sharing import checks, keeping, templating
from certificates.roster.sharing.models import RosterTemplate
from certificates.roster.sharing.templating import TemplateRefused
from portal.audit.models import AuditEvent
from tests.certificates.roster.conftest import Town, login
from tests.certificates.roster.sharing.books import content, superior

pytestmark = pytest.mark.django_db
NAME = "县局花名册"


def brought(town: Town, **values: Any) -> RosterTemplate:
    _client, user = login("clerk", values.pop("place", town.east))
    file = values.pop("file", None) or content(superior())
    return templating.bring(
        file, "模板.xlsx", name=NAME, place=town.east, actor_id=user.pk, **values
    )


def send(client: Client, town: Town, file: bytes, name: str = "模板.xlsx") -> Any:
    data = {"organisation": town.east.pk, "name": NAME, "file": SimpleUploadedFile(name, file)}
    return client.post(reverse("roster_template_new"), data)


def test_a_template_is_kept_with_what_is_in_it(town: Town) -> None:
    row = brought(town)
    assert (row.version, row.ended_at) == (1, None)
    assert "name" in row.placeholders
    assert templating.read(keeping.template(row.sha256), "a.xlsx").row == 4
    assert AuditEvent.objects.filter(kind="roster_template.kept", place=town.east.path).exists()


def test_one_of_the_same_name_takes_its_place_and_the_old_one_stays(town: Town) -> None:
    first = brought(town)
    second = templating.bring(
        content(superior()), "b.xlsx", name=NAME, place=town.east, actor_id=first.recorded_by_id
    )
    first.refresh_from_db()
    assert (second.version, second.ended_at) == (2, None)
    assert first.ended_at is not None
    assert list(templating.usable(town.east)) == [second]


def test_a_superiors_template_serves_those_below_and_nobody_beside(town: Town) -> None:
    row = brought(town)
    assert list(templating.usable(town.east_village)) == [row]
    assert list(templating.usable(town.west)) == []
    assert list(templating.usable(town.centre)) == []


def test_an_ended_template_is_chosen_by_nobody_and_ends_once(town: Town) -> None:
    row = brought(town)
    templating.end(row, "新表已发", actor_id=row.recorded_by_id)
    assert list(templating.usable(town.east)) == []
    with pytest.raises(TemplateRefused):
        templating.end(row, "再来", actor_id=row.recorded_by_id)


@pytest.mark.parametrize(
    "change", [{"sha256": "0" * 64}, {"name": "另一个"}, {"ended_at": None}, {"version": 9}]
)
def test_the_database_lets_nobody_change_a_template(town: Town, change: dict[str, Any]) -> None:
    row = brought(town)
    rows = RosterTemplate.every.filter(pk=row.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.delete()


@pytest.mark.parametrize(
    ("file", "name", "told"),
    [
        (b"", "a.xlsx", "空"),
        (b"x" * 2_000_001, "a.xlsx", "2"),
        (b"a,b", "a.csv", "xlsx"),
        (b"PK", "a.xlsm", "宏"),
        (b"not a workbook", "a.xlsx", "无法"),
    ],
)
def test_what_is_no_template_is_refused_with_the_remedy(
    town: Town, file: bytes, name: str, told: str
) -> None:
    with pytest.raises(TemplateRefused) as refused:
        templating.read(file, name)
    assert told in refused.value.told[0]


def test_each_fault_is_told_beside_the_file_and_the_name_stays(town: Town, clerk: Client) -> None:
    book = superior()
    book.worksheets[0]["C2"], book.worksheets[0]["D2"] = "{{姓名字}}", "{{姓名"
    answer = send(clerk, town, content(book))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "C2" in page
    assert "{{姓名}}" in page
    assert "D2" in page
    assert f'value="{NAME}"' in page
    assert not RosterTemplate.every.exists()


def test_a_keeper_brings_looks_takes_back_and_ends_a_template(town: Town, clerk: Client) -> None:
    answer = send(clerk, town, content(superior()))
    row = RosterTemplate.every.get()
    assert answer["Location"] == reverse("roster_template", args=[row.pk])
    assert NAME in clerk.get(answer["Location"]).content.decode()
    file = clerk.get(reverse("roster_template_file", args=[row.pk]))
    assert file.content == keeping.template(row.sha256)
    empty = clerk.post(reverse("roster_template_end", args=[row.pk]), {"reason": ""})
    assert empty.status_code == 422
    clerk.post(reverse("roster_template_end", args=[row.pk]), {"reason": "新表已发"})
    row.refresh_from_db()
    assert row.ended_at is not None
    again = clerk.post(reverse("roster_template_end", args=[row.pk]), {"reason": "x"}, follow=True)
    assert "早已停用" in again.content.decode()


def test_an_id_number_in_the_name_of_a_template_is_refused(town: Town, clerk: Client) -> None:
    data = {"organisation": town.east.pk, "name": "11010119900307123X", "file": ""}
    assert clerk.post(reverse("roster_template_new"), data).status_code == 422


def test_nobody_brings_one_for_a_place_that_is_not_theirs(town: Town, clerk: Client) -> None:
    file = SimpleUploadedFile("a.xlsx", content(superior()))
    data = {"organisation": town.west.pk, "name": NAME, "file": file}
    assert clerk.post(reverse("roster_template_new"), data).status_code == 422
    assert not RosterTemplate.every.exists()


def test_the_example_is_there_in_both_languages(clerk: Client) -> None:
    for language in ("zh-hans", "en"):
        clerk.cookies["hezhong_language"] = language
        file = clerk.get(reverse("roster_template_example")).content
        assert templating.read(file, "a.xlsx").row == 4


def test_doctor_finds_a_template_whose_file_is_gone(town: Town) -> None:
    row = brought(town)
    assert checks.every_template_lies_as_it_was_brought().ok
    keeping._template(row.sha256).unlink()
    assert not checks.every_template_lies_as_it_was_brought().ok
    with pytest.raises(keeping.FileDamaged):
        keeping.template(row.sha256)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_templates_takes_the_same_queries(
    town: Town, django_assert_num_queries: Any, count: int
) -> None:
    client, user = login("hr", town.centre)
    for number in range(count):
        templating.bring(
            content(superior()), "a.xlsx", name=f"表{number}", place=town.east, actor_id=user.pk
        )
    client.get(reverse("roster_templates"))
    with django_assert_num_queries(QUERIES):
        client.get(reverse("roster_templates"))


QUERIES = 5


@pytest.mark.parametrize(("seconds", "child"), [(0.001, templating.CHILD), (20, "no.such.room")])
def test_a_reader_that_does_not_come_back_refuses_the_file(
    monkeypatch: pytest.MonkeyPatch, seconds: float, child: str
) -> None:
    monkeypatch.setattr(templating, "SECONDS", seconds)
    monkeypatch.setattr(templating, "CHILD", child)
    with pytest.raises(TemplateRefused):
        templating.read(content(superior()), "a.xlsx")


def test_of_two_who_bring_one_at_once_one_is_told(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = brought(town)

    none = RosterTemplate.every.none()
    monkeypatch.setattr(type(RosterTemplate.objects), "unscoped", lambda *_given: none)
    with pytest.raises(TemplateRefused):
        templating.bring(
            content(superior()), "b.xlsx", name=NAME, place=town.east,
            actor_id=first.recorded_by_id,
        )  # fmt: skip
