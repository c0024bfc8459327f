"""A small city for the tests of people; numbers carry the unassigned division 990000."""

from datetime import date

from portal.accounts import granting
from portal.accounts.models import User
from portal.people.choices import OrganisationKind, Sex
from portal.people.models import Organisation, Person
from portal.people.organising import found_organisation
from portal.people.recording import register_person

MALE, FEMALE = "990000199001010017", "990000199001010025"
ENDS_WITH_X = "99000019630701018X"
BORN = date(1990, 1, 1)


def centre() -> Organisation:
    return found_organisation("市中心", "中心", OrganisationKind.CITY, below=None, actor_id=None)


def below(place: Organisation, name: str, kind: str = OrganisationKind.TOWNSHIP) -> Organisation:
    return found_organisation(name, name, kind, below=place, actor_id=None)


def person(
    place: Organisation, name: str = "周桂芳", sex: str = Sex.FEMALE, born: date = BORN
) -> Person:
    return register_person(name, place, sex=sex, birth_date=born, actor_id=None)


def login(name: str = "hr") -> User:
    return granting.create_login(name, "a-long-password", name, actor_id=None)
