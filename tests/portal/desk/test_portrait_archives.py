"""The pages of a ZIP of portraits: who may, what is asked, what is told."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries, Settings

from portal.accounts import granting
from portal.jobs.working import work_all
from portal.people.identifying import identify
from portal.people.importing import keeping, staging
from portal.people.models import ImportRun, Person
from portal.people.portraying import live, portray
from tests.portal.people import rows
from tests.portal.people.importing.bringing import Town, checked, line, town
from tests.portal.people.importing.photos import WHY, brought, looked_at, zipped
from tests.portal.people.pictures import photo

pytestmark = pytest.mark.django_db
START = "/desk/people/portraits/"
HE, WANG = "990000199001010017", "990000199001010033"


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path


@pytest.fixture(scope="module")
def city(lasting: None) -> Town:
    found = town()
    for name, number in (("何建国", HE), ("王小明", WANG)):
        identify(rows.person(found.creek, name, "male"), "id_card", number, actor_id=None)
    return found


@pytest.fixture
def clerk(client: Client, city: Town) -> Client:
    client.force_login(city.clerk)
    client.cookies["django_language"] = "en"
    return client


def he() -> Person:
    return Person.objects.unscoped(WHY).get(name="何建国")


def uploaded(clerk: Client, city: Town, content: bytes) -> Any:
    file = SimpleUploadedFile("照片.zip", content)
    return clerk.post(START, {"place": city.east.pk, "file": file})


def text(response: Any) -> str:
    return str(response.content.decode())


FILES = {f"何建国_{HE}.jpg": photo(), f"王小明_{WANG}.jpg": b"none", "谁.jpg": photo()}


def test_a_zip_is_walked_from_upload_to_report(clerk: Client, city: Town) -> None:
    assert START in text(clerk.get("/desk/people/"))
    address = uploaded(clerk, city, zipped(FILES)).headers["Location"]
    assert "照片.zip" in text(clerk.get(START))
    waiting = clerk.get(address)
    assert waiting.headers["Refresh"] == "2"
    assert "The ZIP is being opened" in text(waiting)
    assert work_all(staging.CHECK) == 1
    result = text(clerk.get(address))
    assert "<h1>Of 3 photos: 1 new, 2 cannot be imported</h1>" in result
    assert "何建国_9****************7.jpg" in result
    assert "This is no JPG, PNG or WebP picture." in result
    assert "谁" in text(clerk.get(f"{address}?verdict=refused"))
    assert "何建国" not in text(clerk.get(f"{address}?verdict=refused"))
    assert "No photo has this outcome" in text(clerk.get(f"{address}?verdict=same"))
    number = ImportRun.objects.unscoped(WHY).get().number
    refused = clerk.post(f"{address}enter/", {"number": number})
    assert refused.status_code == 422
    assert "choose to leave them out" in text(refused)
    clerk.post(f"{address}enter/", {"number": number, "only_good": "on"})
    assert "The portraits are being kept" in text(clerk.get(address))
    assert work_all(staging.COMMIT) == 1
    assert "1 portrait was kept on" in text(clerk.get(address))
    assert live(he()) is not None
    sheet = load_workbook(io.BytesIO(clerk.get(f"{address}report/").content)).active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][:5] == [
        "1", "何建国", "柳溪村", "new", "何建国_9****************7.jpg",
    ]  # fmt: skip


def test_others_do_not_find_the_pages(client: Client, city: Town) -> None:
    run = looked_at(brought(FILES, city.east, city.clerk.pk))
    other = rows.login("other")
    client.force_login(other)
    assert client.get(START).status_code == 404
    granting.grant(other, "clerk", city.west, actor_id=None)
    assert client.get(START).status_code == 200
    for page in ("", "report/"):
        assert client.get(f"{START}{run.pk}/{page}").status_code == 404
    for act in ("check", "enter", "discard"):
        assert client.post(f"{START}{run.pk}/{act}/").status_code == 404
    assert uploaded(client, city, zipped(FILES)).status_code == 422


def test_tables_and_photos_do_not_get_in_each_others_way(clerk: Client, city: Town) -> None:
    table, photos = checked(city, line("周桂芳")), brought(FILES, city.east, city.clerk.pk)
    assert clerk.get(f"{START}{table.pk}/").status_code == 404
    assert clerk.get(f"/desk/people/import/{photos.pk}/").status_code == 404
    assert "照片.zip" not in text(clerk.get("/desk/people/import/"))
    assert "人员.csv" not in text(clerk.get(START))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no ZIP or is damaged"),
        (b"Rar!\x1a\x07", "no ZIP or is damaged"),
        (zipped({"甲/": b""}), "no files in the ZIP"),
    ],
)
def test_what_is_no_zip_is_told_beside_the_field(
    clerk: Client, city: Town, content: bytes, words: str
) -> None:
    answer = uploaded(clerk, city, content)
    assert answer.status_code == 422
    assert words in text(answer)
    assert "Please choose a ZIP." in text(clerk.post(START, {"place": city.east.pk}))


def test_a_zip_over_the_limit_is_told(
    clerk: Client, city: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.desk.imports.forms.MOST_OF_ARCHIVE", 10)
    assert "is larger than" in text(uploaded(clerk, city, zipped(FILES)))


def test_who_was_beaten_has_the_photos_looked_at_again(clerk: Client, city: Town) -> None:
    run = looked_at(brought({f"{HE}.jpg": photo()}, city.east, city.clerk.pk))
    page = f"{START}{run.pk}/"
    stale = clerk.post(f"{page}enter/", {"number": run.number - 1})
    assert stale.status_code == 302
    assert "Somebody else was quicker." in text(clerk.get(page))
    portray(he(), photo(colour=(9, 9, 9)), actor_id=None)
    clerk.post(f"{page}enter/", {"number": run.number})
    assert work_all(staging.COMMIT) == 1
    assert "have the photos looked at again" in text(clerk.get(page))
    clerk.post(f"{page}check/")
    assert work_all(staging.CHECK) == 1
    assert "Of 1 photo: 1 changed" in text(clerk.get(page))


def test_a_zip_can_be_discarded_once(clerk: Client, city: Town) -> None:
    run = looked_at(brought(FILES, city.east, city.clerk.pk))
    page = f"{START}{run.pk}/"
    clerk.post(f"{page}discard/")
    assert "This ZIP was discarded" in text(clerk.get(page))
    for act in ("discard", "enter", "check"):
        assert clerk.post(f"{page}{act}/").status_code == 302
    assert "Somebody else was quicker." in text(clerk.get(page))
    assert clerk.get(f"{page}report/").status_code == 404


def test_a_zip_that_is_gone_asks_to_be_discarded(clerk: Client, city: Town) -> None:
    run = brought(FILES, city.east, city.clerk.pk)
    keeping.forget(run.token)
    looked_at(run)
    assert "cannot be read any more" in text(clerk.get(f"{START}{run.pk}/"))


def test_of_two_confirmations_one_is_told(
    clerk: Client, city: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = looked_at(brought({f"{HE}.jpg": photo()}, city.east, city.clerk.pk))

    def late(*_arguments: object, **_named: object) -> None:
        raise staging.NotNow(run.pk)

    monkeypatch.setattr(staging, "ask_commit", late)
    assert clerk.post(f"{START}{run.pk}/enter/", {"number": run.number}).status_code == 302
    assert "Somebody else was quicker." in text(clerk.get(f"{START}{run.pk}/"))


@pytest.mark.parametrize("number", [1, 3])
def test_the_result_takes_as_many_queries_for_three_files_as_for_one(
    clerk: Client, city: Town, number: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    files = {f"{at}.jpg": b"" for at in range(number)}
    run = looked_at(brought(files, city.east, city.clerk.pk))
    with django_assert_max_num_queries(10):
        clerk.get(f"{START}{run.pk}/")
