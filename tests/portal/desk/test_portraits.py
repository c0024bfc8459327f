"""Portraits on the desk: the own, and those of the people one keeps; nobody else's."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from portal.accounts import granting
from portal.audit.models import AuditEvent
from portal.people import filing
from portal.people.models import Person, Portrait
from portal.people.portraying import live, portray
from tests.portal.desk.peopled import WHY, City, address, browser, city, text
from tests.portal.people import rows
from tests.portal.people.pictures import opened, photo

__all__ = ["city"]
pytestmark = pytest.mark.django_db
OWN = "/desk/my-data/portrait/"
RED = (200, 30, 30)


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.FILES_ROOT = tmp_path
    return tmp_path / "portraits"


@pytest.fixture
def zhou(city: City) -> Client:
    """周桂芳 herself."""
    user = rows.login("guifang")
    granting.link_person(user, city["zhou"], actor_id=None)
    client = Client()
    client.force_login(user)
    client.cookies["django_language"] = "en"
    return client


def brought(client: Client, to: str, content: bytes, name: str = "照片.jpg") -> Any:
    return client.post(to, {"file": SimpleUploadedFile(name, content)})


def kept(person: Person) -> Portrait:
    found = live(person)
    assert found is not None
    return found


def test_the_person_brings_looks_replaces_and_withdraws(zhou: Client, city: City) -> None:
    assert OWN in text(zhou.get("/desk/my-data/"))
    assert "There is no photo yet" in text(zhou.get(OWN))
    assert zhou.get(f"{OWN}picture/").status_code == 404
    assert brought(zhou, OWN, photo()).status_code == 302
    page = text(zhou.get(OWN))
    assert "The portrait is kept as it is shown here." in page
    assert f'src="{OWN}picture/?v={kept(city["zhou"]).sha256[:12]}"' in page
    assert "Replace the photo" in page
    brought(zhou, OWN, photo(colour=RED))
    assert Portrait.objects.unscoped(WHY).count() == 2
    assert zhou.post(f"{OWN}withdraw/").status_code == 302
    assert "The portrait is withdrawn." in text(zhou.get(OWN))
    assert zhou.get(f"{OWN}picture/").status_code == 404
    zhou.post(f"{OWN}withdraw/")
    assert "There is no portrait to withdraw." in text(zhou.get(OWN))
    kinds = AuditEvent.objects.filter(kind__startswith="person.portrait").order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == [
        "person.portrait_taken", "person.portrait_taken", "person.portrait_withdrawn",
    ]  # fmt: skip


def test_the_picture_is_a_jpeg_that_nobody_on_the_way_keeps(zhou: Client) -> None:
    brought(zhou, OWN, photo(form="PNG"), "photo.png")
    answer = zhou.get(f"{OWN}picture/")
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert "no-store" in answer.headers["Cache-Control"]
    assert "private" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert opened(answer.content).size == (600, 840)


def test_a_keeper_brings_it_for_the_person(city: City) -> None:
    clerk, zhou = browser(city, "clerk"), city["zhou"]
    assert "none yet: bring one" in text(clerk.get(address(zhou)))
    to = address(zhou, "portrait/")
    assert to in text(clerk.get(address(zhou)))
    assert "Portrait of 周桂芳" in text(clerk.get(to))
    assert brought(clerk, to, photo()).status_code == 302
    assert kept(zhou).recorded_by_id == city["clerk"].pk
    assert "taken in on" in text(clerk.get(address(zhou)))
    assert clerk.get(f"{to}picture/").headers["Content-Type"] == "image/jpeg"
    assert clerk.post(f"{to}withdraw/").status_code == 302
    assert live(zhou) is None


def test_others_portraits_do_not_exist(city: City, zhou: Client) -> None:
    for person in (city["zhou"], city["far"]):
        portray(person, photo(), actor_id=None)
    clerk, officer = browser(city, "clerk"), browser(city, "officer")
    for client, person in ((clerk, "far"), (officer, "zhou"), (zhou, "far"), (zhou, "zhou")):
        to = address(city[person], "portrait/")
        assert client.get(to).status_code == 404
        assert client.get(f"{to}picture/").status_code == 404
        assert brought(client, to, photo(colour=RED)).status_code == 404
        assert client.post(f"{to}withdraw/").status_code == 404
    assert browser(city, "hr").get(OWN).status_code == 404
    assert live(city["far"]) is not None


def test_who_only_reads_finds_no_way_to_the_portrait(city: City) -> None:
    portray(city["zhou"], photo(), actor_id=None)
    assert "portrait/" not in text(browser(city, "officer").get(address(city["zhou"])))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (photo((840, 600)), "lies on its side or is wider than high"),
        (photo((100, 140)), "It needs 295 × 413"),
        (b"MZ\x90\x00", "Please bring the photo as JPG or PNG."),
        (bytes(10_000_001), "larger than 10 MB"),
    ],
)
def test_16_what_cannot_be_a_portrait_is_told_beside_the_field(
    zhou: Client, city: City, content: bytes, words: str
) -> None:
    portray(city["zhou"], photo(), actor_id=None)
    answer = brought(zhou, OWN, content)
    assert answer.status_code == 422
    assert words in text(answer)
    assert 'aria-invalid="true"' in text(answer)
    assert kept(city["zhou"]).width == 600


def test_a_form_without_a_photo_asks_for_one(zhou: Client) -> None:
    answer = zhou.post(OWN)
    assert answer.status_code == 422
    assert "Please choose a photo." in text(answer)


def test_a_lost_file_is_said_and_can_be_brought_again(zhou: Client, city: City) -> None:
    brought(zhou, OWN, photo())
    filing.remove_all(city["zhou"].pk)
    assert "not there any more. Please bring it again." in text(zhou.get(OWN))
    assert zhou.get(f"{OWN}picture/").status_code == 404
    brought(zhou, OWN, photo())
    assert zhou.get(f"{OWN}picture/").status_code == 200
    assert Portrait.objects.unscoped(WHY).count() == 1


def test_a_merged_record_takes_no_portrait(city: City) -> None:
    twin = rows.person(city["east"], "周桂方")
    Person.objects.unscoped(WHY).filter(pk=twin.pk).update(merged_into=city["zhou"])
    assert browser(city, "clerk").get(address(twin, "portrait/")).status_code == 404
