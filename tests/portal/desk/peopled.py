"""A small city for the tests of the desk's screens of people and organisations."""

from typing import Any

import pytest
from django.test import Client

from portal.accounts import granting
from portal.people.identifying import identify
from portal.people.models import Person
from tests.portal.people import rows

City = dict[str, Any]
LIST = "/desk/people/"
WHY = "a test"


@pytest.fixture(scope="module")
def city(lasting: None) -> City:
    """A centre with two townships; HR at the centre, a clerk at the eastern one."""
    centre = rows.centre()
    east, west = rows.below(centre, "青石镇"), rows.below(centre, "东关街道")
    places: City = {"centre": centre, "east": east, "west": west}
    for role, place in (("hr", centre), ("clerk", east), ("officer", east)):
        places[role] = rows.login(role)
        granting.grant(places[role], role, place, actor_id=None)
    places["zhou"] = rows.person(east)
    identify(places["zhou"], "id_card", rows.FEMALE, actor_id=None)
    places["far"] = rows.person(west, "何建国", "male")
    return places


def browser(city: City, who: str) -> Client:
    client = Client()
    client.force_login(city[who])
    client.cookies["django_language"] = "en"
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


def fresh(person: Person) -> Person:
    return Person.objects.unscoped(WHY).get(pk=person.pk)


def address(person: Person, act: str = "") -> str:
    return f"{LIST}{person.pk}/{act}"
