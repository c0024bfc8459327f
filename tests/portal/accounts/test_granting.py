"""Roles are given and taken by administrators, with reasons, never by or to oneself."""

import pytest
from django.utils import translation

from portal.accounts import authority, granting
from portal.accounts.choices import Role
from portal.accounts.granting import GrantRefused
from portal.accounts.inviting import InvitationRefused, invite_staff
from portal.accounts.models import RoleGrant, User
from portal.accounts.scoping import scope_of
from portal.audit.models import AuditBody
from portal.people.models import Organisation
from portal.people.organising import found_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> dict[str, Organisation]:
    centre = found_organisation("市中心", "市", "city", below=None, actor_id=None)
    town = found_organisation("甲镇", "甲", "township", below=centre, actor_id=None)
    other = found_organisation("乙镇", "乙", "township", below=centre, actor_id=None)
    return {"centre": centre, "town": town, "other": other}


def login(name: str, role: str = "", place: Organisation | None = None) -> User:
    user = granting.create_login(name, "a-long-password", name, actor_id=None)
    if place:
        granting.grant(user, role, place, actor_id=None)
    return user


def test_an_administrator_gives_and_takes_a_role_with_reasons(
    city: dict[str, Organisation],
) -> None:
    admin, clerk = login("admin", Role.ADMIN, city["centre"]), login("clerk")
    row = granting.give(
        clerk, Role.CLERK, city["town"], by=scope_of(admin), reason="新任司法助理员"
    )
    assert (row.granted_by, row.reason) == (admin, "新任司法助理员")
    assert scope_of(clerk).covers(city["town"].path, Role.CLERK)
    granting.take(row, by=scope_of(admin), reason="调离")
    row.refresh_from_db()
    assert (row.ended_by, row.end_reason, row.ended_at is None) == (admin, "调离", False)
    assert not scope_of(clerk).places
    reasons = AuditBody.objects.filter(event__kind__startswith="role.", event__actor=admin)
    assert list(reasons.order_by("pk").values_list("reason", flat=True)) == [
        "新任司法助理员",
        "调离",
    ]


def test_a_city_administrator_gives_every_role_but_that_of_an_administrator(
    city: dict[str, Organisation],
) -> None:
    scope = scope_of(login("city", Role.CITY, city["centre"]))
    assert authority.roles_to_give(scope) == tuple(role for role in Role if role != Role.ADMIN)
    granting.give(login("a"), Role.AUDITOR, city["town"], by=scope, reason="抽查")
    with pytest.raises(GrantRefused):
        granting.give(login("b"), Role.ADMIN, city["town"], by=scope, reason="抽查")


@pytest.mark.parametrize("role", [role for role in Role if role not in {Role.ADMIN, Role.CITY}])
def test_nobody_else_gives_any(city: dict[str, Organisation], role: Role) -> None:
    scope = scope_of(login("giver", role, city["centre"]))
    with pytest.raises(GrantRefused):
        granting.give(login("taker"), role, city["town"], by=scope, reason="帮忙")
    assert RoleGrant.objects.filter(user__username="taker").count() == 0


def test_nobody_gives_above_or_beside_his_place(city: dict[str, Organisation]) -> None:
    scope = scope_of(login("town", Role.ADMIN, city["town"]))
    for place in ("centre", "other"):
        with pytest.raises(GrantRefused):
            granting.give(login(place), Role.CLERK, city[place], by=scope, reason="帮忙")


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.REVIEWER])
def test_roles_of_the_bank_are_given_at_the_top_only(
    city: dict[str, Organisation], role: Role
) -> None:
    scope = scope_of(login("admin", Role.ADMIN, city["centre"]))
    with translation.override("en"), pytest.raises(GrantRefused, match="top of the tree"):
        granting.give(login("a"), role, city["town"], by=scope, reason="出题")
    with pytest.raises(InvitationRefused):
        invite_staff("何静雯", role, city["town"], by=scope, reason="出题")
    assert invite_staff("何静雯", role, city["centre"], by=scope, reason="出题").role == role
    assert granting.give(login("b"), role, city["centre"], by=scope, reason="出题").pk


def test_nobody_gives_or_takes_his_own(city: dict[str, Organisation]) -> None:
    admin = login("admin", Role.ADMIN, city["centre"])
    with pytest.raises(GrantRefused):
        granting.give(admin, Role.AUDITOR, city["town"], by=scope_of(admin), reason="自己")
    with pytest.raises(GrantRefused):
        granting.take(RoleGrant.objects.get(user=admin), by=scope_of(admin), reason="自己")


def test_without_a_reason_or_twice_it_is_refused(city: dict[str, Organisation]) -> None:
    scope, clerk = scope_of(login("admin", Role.ADMIN, city["centre"])), login("clerk")
    with pytest.raises(GrantRefused):
        granting.give(clerk, Role.CLERK, city["town"], by=scope, reason=" ")
    row = granting.give(clerk, Role.CLERK, city["town"], by=scope, reason="任命")
    with pytest.raises(GrantRefused):
        granting.give(clerk, Role.CLERK, city["town"], by=scope, reason="任命")
    with pytest.raises(GrantRefused):
        granting.take(row, by=scope, reason="")
    granting.take(row, by=scope, reason="调离")
    with pytest.raises(GrantRefused):
        granting.take(row, by=scope, reason="调离")


def test_roles_bring_wagtail_groups_and_ending_takes_what_no_other_role_brings(
    city: dict[str, Organisation],
) -> None:
    judge = login("judge", Role.INSTRUCTOR, city["town"])
    second = granting.grant(judge, Role.INSTRUCTOR, city["other"], actor_id=None)
    granting.end(second.pk, actor_id=None, reason="test")
    assert list(judge.groups.values_list("name", flat=True)) == ["Editors"]
    granting.end(RoleGrant.objects.get(user=judge, ended_at=None).pk, actor_id=None, reason="test")
    assert not judge.groups.exists()


def test_an_administrator_of_a_town_reaches_its_logins_only(city: dict[str, Organisation]) -> None:
    scope = scope_of(login("town", Role.CITY, city["town"]))
    here, there = login("here", Role.CLERK, city["town"]), login("there", Role.CLERK, city["other"])
    both = login("both", Role.CLERK, city["town"])
    granting.grant(both, Role.HR, city["centre"], actor_id=None)
    names = authority.logins(scope).order_by("username").values_list("username", flat=True)
    assert list(names) == ["both", "here", "town"]
    assert authority.may_act_on(scope, here)
    assert not authority.may_act_on(scope, there)
    assert not authority.may_act_on(scope, both)
