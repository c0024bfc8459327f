"""Rows for the tests of logins: a small city and people who work in it."""

from datetime import date

import pytest

from portal.accounts import granting
from portal.accounts.models import User
from portal.people.models import Organisation, Person
from portal.people.organising import found_organisation
from portal.people.recording import register_person

PASSWORD = "a-long-password"
City = dict[str, Organisation]


@pytest.fixture
def city() -> City:
    centre = found_organisation("市调解中心", "中心", "city", below=None, actor_id=None)
    town = found_organisation("甲镇", "甲镇", "township", below=centre, actor_id=None)
    other = found_organisation("乙镇", "乙镇", "township", below=centre, actor_id=None)
    return {"centre": centre, "town": town, "other": other}


def login(name: str, role: str = "", place: Organisation | None = None) -> User:
    """A login, with a role when a place is named."""
    user = granting.create_login(name, PASSWORD, name, actor_id=None)
    if place:
        granting.grant(user, role, place, actor_id=None)
    return user


def person(name: str, place: Organisation, user: User | None = None) -> Person:
    row = register_person(name, place, sex="female", birth_date=date(1970, 5, 1), actor_id=None)
    if user:
        granting.link_person(user, row, actor_id=None)
        row.refresh_from_db()
    return row
