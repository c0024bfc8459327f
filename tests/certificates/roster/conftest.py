"""A small city: the centre with two townships, a village in each, and their keepers' logins."""

from copy import copy
from dataclasses import dataclass

import pytest
from django.test import Client

from portal.accounts import granting
from portal.accounts.models import User
from portal.people.models import Organisation
from tests.certificates.roster import city


@dataclass(frozen=True)
class Town:
    """Places of the tests."""

    centre: Organisation
    east: Organisation
    east_committee: Organisation
    east_village: Organisation
    west: Organisation
    west_village: Organisation


@pytest.fixture(scope="module")
def _lasting_town(lasting: None) -> Town:
    centre = city.place("city", name="市调解中心")
    east = city.place("township_government", centre, "青石镇")
    west = city.place("township_government", centre, "河湾镇")
    return Town(
        centre,
        east,
        city.place("township", east, "青石镇调委会"),
        city.place("village", east, "柳溪村调委会"),
        west,
        city.place("village", west, "北坡村调委会"),
    )


@pytest.fixture
def town(_lasting_town: Town, db: None) -> Town:
    """The same places for all tests of a module, for each as if nobody had used them yet."""
    return Town(*map(copy, vars(_lasting_town).values()))


def login(role: str, place: Organisation) -> tuple[Client, User]:
    """A signed-in browser of somebody holding a role at a place."""
    user = granting.create_login(f"{role}-{place.pk}", "long-password-1", role, actor_id=None)
    granting.grant(user, role, place, actor_id=None)
    client = Client()
    client.force_login(user)
    return client, user


@pytest.fixture
def clerk(town: Town) -> Client:
    """The clerk of 青石镇."""
    return login("clerk", town.east)[0]


@pytest.fixture
def hr(town: Town) -> Client:
    """HR of the whole city."""
    return login("hr", town.centre)[0]
