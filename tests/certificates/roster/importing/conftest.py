"""The clerk of 青石镇, and a member of 柳溪村 in office."""

import pytest

from portal.accounts.models import User
from portal.people.models import Person, Post
from tests.certificates.roster import city
from tests.certificates.roster.conftest import Town, login


@pytest.fixture
def user(town: Town) -> User:
    return login("clerk", town.east)[1]


@pytest.fixture
def seat(town: Town) -> Post:
    return city.seat(town.east_village)


@pytest.fixture
def holder(town: Town, seat: Post) -> Person:
    """The elected member of 柳溪村, in office since today."""
    person = city.somebody(town.east_village, "何建国")
    city.elect(person, seat)
    return person
