"""The pages of an import: who may, what is asked, what is told, on the way and at the end."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from portal.accounts import granting
from portal.jobs.working import work_all
from portal.people.choices import ImportState
from portal.people.importing import staging
from portal.people.importing.person_columns import person_number
from portal.people.models import ImportRun, Person
from portal.spreadsheets import reading
from portal.spreadsheets.writing import csv_file
from tests.portal.people import rows
from tests.portal.people.importing.bringing import (
    HEAD,
    WHY,
    Town,
    brought,
    checked,
    enter,
    line,
    town,
)

pytestmark = pytest.mark.django_db
START = "/desk/people/import/"


@pytest.fixture
def city() -> Town:
    return town()


@pytest.fixture
def clerk(client: Client, city: Town) -> Client:
    client.force_login(city.clerk)
    client.cookies["django_language"] = "en"
    return client


def uploaded(clerk: Client, city: Town, content: bytes, name: str = "人员.csv") -> Any:
    file = SimpleUploadedFile(name, content)
    return clerk.post(START, {"place": city.east.pk, "file": file})


def text(response: Any) -> str:
    return str(response.content.decode())


def page(clerk: Client, run: ImportRun, query: str = "") -> str:
    return text(clerk.get(f"{START}{run.pk}/{query}"))


def test_others_do_not_find_the_pages(client: Client, city: Town) -> None:
    run = brought(city, line("周桂芳"))
    other = rows.login("other")
    client.force_login(other)
    assert client.get(START).status_code == 404
    granting.grant(other, "clerk", city.west, actor_id=None)
    assert client.get(START).status_code == 200
    assert client.get(f"{START}{run.pk}/").status_code == 404
    for act in ("columns", "places", "enter", "discard"):
        assert client.post(f"{START}{run.pk}/{act}/").status_code == 404
    assert client.get(f"{START}{run.pk}/report/").status_code == 404
    file = SimpleUploadedFile("a.csv", csv_file(HEAD, [line("周桂芳")]))
    assert client.post(START, {"place": city.east.pk, "file": file}).status_code == 422


def test_a_table_is_walked_from_upload_to_report(clerk: Client, city: Town) -> None:
    content = csv_file(HEAD, [line("周桂芳"), line("何建国", sex="男"), line("甲", "月亮上")])
    address = uploaded(clerk, city, content).headers["Location"]
    columns = text(clerk.get(address))
    assert "What the columns are" in columns
    assert "Read as UTF-8, columns separated by ,." in columns
    matched = {f"column_{at}": key for at, key in enumerate(
        ("person", "name", "sex", "born", "number", "phone", "place")
    )}  # fmt: skip
    assert clerk.post(f"{address}columns/", matched | {"encoding": "utf-8-sig"}).status_code == 302
    waiting = clerk.get(address)
    assert waiting.headers["Refresh"] == "2"
    assert work_all(staging.CHECK) == 1
    result = text(clerk.get(address))
    assert "<h1>Of 3 people: 2 new, 1 cannot be imported</h1>" in result
    assert 'class="problem"' in result
    assert "Which organisation is meant?" in result
    number = ImportRun.objects.unscoped(WHY).get().number
    assert clerk.post(f"{address}enter/", {"number": number}).status_code == 422
    clerk.post(f"{address}enter/", {"number": number, "only_good": "on"})
    assert work_all(staging.COMMIT) == 1
    assert "2 rows were entered" in text(clerk.get(address))
    report = load_workbook(io.BytesIO(clerk.get(f"{address}report/").content)).active
    assert report is not None
    assert [cell.value for cell in report[4]][:4] == ["4", "甲", "月亮上", "cannot be imported"]
    assert Person.objects.unscoped(WHY).count() == 2


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.csv", "The file is empty."),
        (b"x", "a.pdf", "Please bring a table as xlsx, xls, ods or csv."),
        (b"PK\x03\x04", "a.xlsx", "The file cannot be read."),
        (b"one column\nonly", "a.csv", "The sheet has no row with titles."),
    ],
)
def test_a_file_that_is_not_read_is_told_beside_the_field(
    clerk: Client, city: Town, content: bytes, name: str, words: str
) -> None:
    response = uploaded(clerk, city, content, name)
    assert response.status_code == 422
    assert words in text(response)


def test_a_file_over_the_limit_is_told(
    clerk: Client, city: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.desk.imports.forms.MOST_BYTES", 10)
    assert reading.MOST_BYTES == 10_000_000
    assert uploaded(clerk, city, bytes(20), "a.csv").status_code == 422


def test_columns_must_say_the_name_once(clerk: Client, city: Town) -> None:
    run = brought(city, line("周桂芳"))
    response = clerk.post(f"{START}{run.pk}/columns/", {"encoding": "utf-8-sig"})
    assert response.status_code == 422
    assert "Please say which column is: Name." in text(response)
    twice = {"column_1": "name", "column_2": "name", "encoding": "utf-8-sig"}
    response = clerk.post(f"{START}{run.pk}/columns/", twice)
    assert "Another column is this already." in text(response)


def test_another_encoding_shows_the_columns_again(clerk: Client, city: Town) -> None:
    run = brought(city, line("周桂芳"))
    response = clerk.post(f"{START}{run.pk}/columns/", {"column_1": "name", "encoding": "utf-8"})
    assert response.status_code == 302
    run.refresh_from_db()
    assert (run.state, run.seen["encoding"]) == (ImportState.UPLOADED, "utf-8")
    wrong = {"column_1": "name", "encoding": "utf-16"}
    assert clerk.post(f"{START}{run.pk}/columns/", wrong).status_code == 422


def test_55_the_pick_list_names_the_organisation_above(clerk: Client, city: Town) -> None:
    run = checked(city, line("周桂芳", "柳溪村委"))
    assert "柳溪村 (青石镇)" in page(clerk, run)
    clerk.post(f"{START}{run.pk}/places/", {"place_0": city.creek.pk})
    assert work_all(staging.CHECK) == 1
    assert "Of 1 person: 1 new" in page(clerk, run)
    wrong = checked(city, line("何建国", "月亮上"))
    assert clerk.post(f"{START}{wrong.pk}/places/", {"place_0": city.west.pk}).status_code == 422


def test_58_the_row_says_that_there_is_no_right(clerk: Client, city: Town) -> None:
    run = checked(city, line("周桂芳"), line("何建国", "东关街道"))
    assert "You may not act for this organisation." in page(clerk, run)


def test_59_the_second_clerk_gets_409_with_the_differences_until_confirmed(
    clerk: Client, city: Town
) -> None:
    person = rows.person(city.creek)
    key = person_number(person.pk)
    first = checked(city, line("周桂芳", key=key, phone="13800000001"))
    second = checked(city, line("周桂芳", key=key, phone="13800000002"))
    enter(first)
    seen = second.number
    answer = clerk.post(f"{START}{second.pk}/enter/", {"number": seen})
    assert answer.status_code == 409
    assert "Somebody else has changed something meanwhile" in text(answer)
    assert "13800000001" in text(answer)
    assert clerk.post(f"{START}{second.pk}/enter/", {"number": seen}).status_code == 409
    confirmed = clerk.post(f"{START}{second.pk}/enter/", {"number": seen + 1})
    assert confirmed.status_code == 302
    assert work_all(staging.COMMIT) == 1
    person.refresh_from_db()
    assert person.phone == "13800000002"


def test_a_table_can_be_discarded(clerk: Client, city: Town) -> None:
    run = brought(city, line("周桂芳"))
    clerk.post(f"{START}{run.pk}/discard/")
    assert "This table was discarded" in page(clerk, run)
    assert clerk.post(f"{START}{run.pk}/discard/").status_code == 302
    assert clerk.post(f"{START}{run.pk}/enter/").status_code == 302
    assert clerk.post(f"{START}{run.pk}/columns/").status_code == 302
    assert clerk.post(f"{START}{run.pk}/places/").status_code == 302
    assert clerk.get(f"{START}{run.pk}/report/").status_code == 404


def test_the_template_and_the_people_are_handed_out(clerk: Client, city: Town) -> None:
    rows.person(city.creek)
    rows.person(city.west, "刘玉兰")
    template = load_workbook(io.BytesIO(clerk.get(f"{START}template/").content))
    assert template.sheetnames == ["People", "Notes"]
    people = load_workbook(io.BytesIO(clerk.post(f"{START}export/").content)).active
    assert people is not None
    assert [row[1].value for row in people.iter_rows(min_row=2)] == ["周桂芳"]


def test_the_result_filters_by_outcome(clerk: Client, city: Town) -> None:
    run = checked(city, line("周桂芳"), line("何建国", "月亮上"))
    shown = page(clerk, run, "?verdict=refused")
    assert "何建国" in shown
    assert "周桂芳" not in shown
    assert "No row has this outcome" in page(clerk, run, "?verdict=changed")


@pytest.mark.parametrize("number", [1, 3])
def test_the_result_takes_as_many_queries_for_three_rows_as_for_one(
    clerk: Client, city: Town, number: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    run = checked(city, *[line(f"某{sign}") for sign in "甲乙丙"[:number]])
    with django_assert_max_num_queries(11):
        page(clerk, run)
