"""Rows of people are reached by a scope or by a stated reason, never by accident."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from portal.accounts import granting
from portal.accounts.choices import Role
from portal.accounts.models import RoleGrant, User
from portal.accounts.scoping import scope_of
from portal.audit.models import AuditEvent
from portal.people.models import Organisation, Person
from portal.people.organising import found_organisation
from portal.people.recording import register_person
from portal.scope import Scope, Unscoped

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> dict[str, Organisation]:
    centre = found_organisation("市", "市", "city", below=None, actor_id=None)
    places = {"centre": centre}
    for town in ("甲镇", "乙镇"):
        places[town] = found_organisation(town, town, "township", below=centre, actor_id=None)
        village = f"{town}村"
        places[village] = found_organisation(
            village, village, "village", below=places[town], actor_id=None
        )
    for name, place in places.items():
        register_person(f"{name}人", place, sex="male", birth_date=date(1980, 1, 1), actor_id=None)
    return places


def login(name: str) -> User:
    return granting.create_login(name, "a-long-password", name, actor_id=None)


def seen_by(user: User) -> list[str]:
    return sorted(Person.objects.scoped(scope_of(user)).values_list("name", flat=True))


def test_rows_without_a_scope_are_refused() -> None:
    with pytest.raises(Unscoped):
        Person.objects.all()
    with pytest.raises(Unscoped):
        Person.objects.unscoped("")


def test_a_clerk_sees_the_own_township_and_below(city: dict[str, Organisation]) -> None:
    clerk = login("clerk")
    granting.grant(clerk, Role.CLERK, city["甲镇"], actor_id=None)
    assert seen_by(clerk) == ["甲镇人", "甲镇村人"]
    assert scope_of(clerk).covers(city["甲镇村"].path, "clerk")
    assert not scope_of(clerk).covers(city["乙镇"].path, "clerk")


def test_hr_of_the_centre_sees_everybody_and_two_roles_add_up(
    city: dict[str, Organisation],
) -> None:
    hr = login("hr")
    granting.grant(hr, Role.HR, city["centre"], actor_id=None)
    granting.grant(hr, Role.CLERK, city["甲镇"], actor_id=None)
    assert len(seen_by(hr)) == 5
    assert scope_of(hr).paths("hr", "clerk") == (city["centre"].path, city["甲镇"].path)


def test_a_trainee_sees_oneself_only(city: dict[str, Organisation]) -> None:
    user = login("trainee")
    person = Person.objects.unscoped("test").get(name="甲镇村人")
    assert granting.link_person(user, person, actor_id=None) is True
    assert granting.link_person(login("other"), person, actor_id=None) is False
    user = User.objects.get(pk=user.pk)
    assert seen_by(user) == ["甲镇村人"]
    assert scope_of(user).person_id == person.pk


def test_an_ended_role_reaches_nothing_at_once(city: dict[str, Organisation]) -> None:
    clerk = login("clerk")
    held = granting.grant(clerk, Role.CLERK, city["甲镇"], actor_id=None)
    assert granting.end(held.pk, actor_id=None, reason="left") is True
    assert granting.end(held.pk, actor_id=None, reason="left") is False
    assert seen_by(clerk) == []
    assert RoleGrant.objects.get().ended_at is not None
    assert AuditEvent.objects.get(kind="role.ended").body.reason == "left"


def test_the_role_of_an_instructor_brings_wagtails_group_and_takes_it_along(
    city: dict[str, Organisation],
) -> None:
    judge = login("judge")
    held = granting.grant(judge, Role.INSTRUCTOR, city["centre"], actor_id=None)
    assert list(judge.groups.values_list("name", flat=True)) == ["Editors"]
    granting.end(held.pk, actor_id=None, reason="left")
    assert not judge.groups.exists()


def test_a_visitor_and_a_disabled_login_reach_nothing(city: dict[str, Organisation]) -> None:
    clerk = login("clerk")
    granting.grant(clerk, Role.CLERK, city["centre"], actor_id=None)
    clerk.is_active = False
    assert scope_of(clerk) == Scope()
    assert scope_of(AnonymousUser()) == Scope()


def test_a_login_name_is_kept_without_regard_to_case() -> None:
    assert login("Clerk").username == "clerk"


def test_letting_a_login_into_all_content_is_written_down() -> None:
    admin = login("admin")
    granting.make_superuser(admin, actor_id=None, reason="first administrator")
    admin.refresh_from_db()
    assert admin.is_superuser
    assert AuditEvent.objects.get(kind="login.made_superuser").body.reason == "first administrator"
