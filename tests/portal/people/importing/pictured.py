"""A town whose clerk brings photos of three people; a fourth is elsewhere."""

from typing import Any

import pytest

from portal.people.identifying import identify
from portal.people.models import ImportRun
from tests.portal.people import rows
from tests.portal.people.importing.bringing import Town, town
from tests.portal.people.importing.photos import brought, looked_at, outcomes
from tests.portal.people.pictures import photo

HE, WANG, ANNA, FAR = "990000199001010017", "990000199001010033", "E12345678", rows.FEMALE


def face(shade: int) -> bytes:
    return photo((300, 420), (shade, 90, 90))


@pytest.fixture(scope="module")
def city(lasting: None) -> dict[str, Any]:
    """The town with three people of the clerk's and one elsewhere."""
    found = town()
    he = rows.person(found.creek, "何建国", "male")
    wang = rows.person(found.east, "王小明", "male")
    anna = rows.person(found.east, "Anna Smith")
    far = rows.person(found.west, "刘玉兰")
    for person, kind, number in (
        (he, "id_card", HE), (wang, "id_card", WANG), (anna, "passport", ANNA),
        (far, "id_card", FAR),
    ):  # fmt: skip
        identify(person, kind, number, actor_id=None)
    return {"town": found, "he": he, "wang": wang, "anna": anna, "far": far}


def checked(city: dict[str, Any], files: dict[str, bytes]) -> ImportRun:
    place: Town = city["town"]
    return looked_at(brought(files, place.east, place.clerk.pk))


def one(city: dict[str, Any], name: str, content: bytes = face(1)) -> tuple[str, str]:
    (found,) = outcomes(checked(city, {name: content}))
    return found
