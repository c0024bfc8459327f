"""Whose portrait a file is: by number, by name and last four characters, and what is not told."""

from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from portal.people.identifying import identify
from tests.portal.people import rows
from tests.portal.people.importing.photos import outcomes
from tests.portal.people.importing.pictured import FAR, HE, checked, city, face, one

__all__ = ["city"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (f"刘玉兰_{FAR}.jpg", "Nobody of your places has this document number."),
        ("某人_990000199001010050.jpg", "Nobody of your places has this document number."),
        (f"何建军_{HE}.jpg", "belongs to somebody of another name"),
        ("何建国.jpg", "holds no document number"),
        ("0017.jpg", "holds no document number"),
        ("何建国_0018.jpg", "this name and these last four characters"),
        ("刘玉兰_0025.jpg", "this name and these last four characters"),
        (f"../何建国_{HE}.jpg", "a folder outside itself"),
    ],
)
def test_a_file_that_is_nobodys_says_why(city: dict[str, Any], name: str, words: str) -> None:
    verdict, told = one(city, name)
    assert verdict == "refused"
    assert words in told


@pytest.mark.parametrize("name", ["何建国_0017.jpg", "何建国0017.jpg"])
def test_a_name_with_the_last_four_characters_is_enough(city: dict[str, Any], name: str) -> None:
    assert one(city, name) == ("new", "")


def test_of_last_four_characters_one_guess_a_name_is_answered(city: dict[str, Any]) -> None:
    run = checked(city, {"何建国_0017.jpg": face(1), "何建国_0018.jpg": face(2)})
    assert {words for _verdict, words in outcomes(run)} == {
        "Several people or files have this name. Please give the whole document number."
    }


def test_namesakes_with_the_same_last_four_characters_are_told_to_give_all(
    city: dict[str, Any],
) -> None:
    twin = rows.person(city["town"].east, "何建国", "male")
    identify(twin, "passport", "E99990017", actor_id=None)
    rows.person(city["town"].east, "何建国", "male")  # without any number
    assert "Several people" in one(city, "何建国_0017.jpg")[1]
