"""What the tests of the assessors' pages begin with."""

import pytest

from portal.people.models import Organisation, Person
from tests.certificates.roster import city
from tests.certificates.roster.assessors import rows
from tests.certificates.roster.conftest import Town


@pytest.fixture
def court(town: Town) -> Organisation:
    return rows.court(town.centre, "市法院")


@pytest.fixture
def person(town: Town) -> Person:
    """周桂芳, elected at a village of 青石镇."""
    found = city.somebody(town.east_village, "周桂芳")
    city.elect(found, city.seat(town.east_village))
    return found
