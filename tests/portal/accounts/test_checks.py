"""What doctor says of logins: fine at first, and each offence by its example."""

from datetime import timedelta

import pytest
from django.test import Client

from portal import clock
from portal.accounts import checks, locking
from portal.accounts.choices import Role
from portal.accounts.models import AssistedEntry, User
from portal.accounts.scoping import scope_of
from portal.people.models import Person
from tests.portal.accounts.places import City, city, login, person

__all__ = ["city"]
pytestmark = pytest.mark.django_db


def merged(city: City, user: User | None = None) -> Person:
    kept, double = person("周桂芳", city["town"]), person("周桂芳", city["town"], user)
    Person.objects.unscoped("test").filter(pk=double.pk).update(merged_into=kept)
    return double


def test_a_merged_record_with_a_login_is_found(city: City) -> None:
    merged(city)
    assert checks.merged_records_have_no_login().ok
    double = merged(city, login("zhou"))
    found = checks.merged_records_have_no_login()
    assert (found.failed, found.count, found.example) == (True, 1, f"P{double.pk}")


def test_a_merged_record_that_somebody_acts_for_is_found(city: City) -> None:
    double, now = merged(city), clock.now()
    entry = AssistedEntry.objects.create(
        user=login("clerk"), person=double, begun_at=now, ends_at=now + timedelta(minutes=9)
    )
    assert checks.merged_records_have_no_login().example == f"P{double.pk}"
    AssistedEntry.objects.filter(pk=entry.pk).update(ended_at=now)
    assert checks.merged_records_have_no_login().ok


def test_a_disabled_login_with_roles_is_a_warning_and_its_ended_session_is_none(
    city: City,
) -> None:
    clerk = login("clerk", Role.CLERK, city["town"])
    Client().force_login(clerk)
    lines = (checks.disabled_logins_hold_no_role, checks.disabled_logins_have_no_session)
    assert [line().ok for line in lines] == [True, True]
    admin = scope_of(login("admin", Role.ADMIN, city["centre"]))
    locking.disable(clerk, by=admin, reason="调离")
    role, session = (line() for line in lines)
    assert (role.warned, role.count, role.example) == (True, 1, "clerk")
    assert session.ok


def test_a_session_that_outlived_the_login_is_found(city: City) -> None:
    Client().force_login(login("open"))
    clerk = login("clerk")
    Client().force_login(clerk)
    User.objects.filter(pk=clerk.pk).update(is_active=False)  # past the verb, which ends sessions
    found = checks.disabled_logins_have_no_session()
    assert (found.failed, found.count, found.example) == (True, 1, "clerk")
