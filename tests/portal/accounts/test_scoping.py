"""The login of a request: with its person and the roles it holds now, in one query."""

import pytest
from django.contrib.auth import load_backend
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from portal.accounts import granting
from portal.accounts.choices import Role
from portal.accounts.models import User
from portal.accounts.scoping import login_with_rights, request_scope, scope_of
from portal.people.organising import found_organisation
from tests.exams import rows

pytestmark = pytest.mark.django_db
BACKEND = "portal.accounts.backends.AnyName"


def clerk() -> User:
    """Clerk of two places, and auditor of one until that ended."""
    user = granting.create_login("zhou", "a-long-password", "周桂芳", actor_id=None)
    top = found_organisation("市中心", "中心", "centre", below=None, actor_id=None)
    for name in ("青石镇", "白云镇"):
        place = found_organisation(name, name, "township", below=top, actor_id=None)
        granting.grant(user, Role.CLERK, place, actor_id=None)
    ended = granting.grant(user, Role.AUDITOR, top, actor_id=None)
    granting.end(ended.pk, actor_id=None, reason="test")
    return user


def test_the_roles_of_a_session_are_those_held_now(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    user = clerk()
    with django_assert_num_queries(1):
        read = load_backend(BACKEND).get_user(user.pk)
        scope = scope_of(read)  # type: ignore[arg-type]
    assert scope == scope_of(User.objects.get(pk=user.pk))
    assert [len(paths) for paths in scope.places.values()] == [2]
    assert (scope.user_id, scope.person_id) == (user.pk, None)


def test_a_trainee_comes_with_the_person(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    person = rows.person()
    request = RequestFactory().get("/")
    request.user = login_with_rights(person.user_id or 0)  # type: ignore[assignment]
    with django_assert_num_queries(0):
        scope = request_scope(request)
    assert (scope.user_id, scope.person_id, scope.places) == (person.user_id, person.pk, {})


def test_a_disabled_login_and_none_have_no_session() -> None:
    user = clerk()
    User.objects.filter(pk=user.pk).update(is_active=False)
    backend = load_backend(BACKEND)
    assert backend.get_user(user.pk) is None
    assert backend.get_user(user.pk + 1_000) is None
