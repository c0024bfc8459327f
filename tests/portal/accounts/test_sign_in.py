"""Signing in: user names as keyboards write them, and the door to the content pages."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from portal.accounts import granting
from portal.accounts.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-password"


@pytest.fixture
def user() -> User:
    return granting.create_login("trainee2", PASSWORD, "陈志明", actor_id=None)


@pytest.mark.parametrize("typed", ["trainee2", "Trainee2", " trainee2 ", "ｔｒａｉｎｅｅ２"])
def test_a_user_name_is_known_as_any_keyboard_writes_it(
    client: Client, user: User, typed: str
) -> None:
    reply = client.post("/accounts/login/", {"login": typed, "password": PASSWORD})
    assert (reply.status_code, reply.headers["Location"]) == (302, "/desk/")


def test_who_may_not_edit_content_is_told_so_and_not_sent_to_and_fro(
    client: Client, user: User
) -> None:
    client.force_login(user)
    reply = client.get("/cms/", follow=True)
    assert reply.status_code == 403


def test_who_may_edit_content_gets_in(client: Client, user: User) -> None:
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    assert client.get("/cms/").status_code == 200


def test_the_doors_of_the_cms_lead_to_ours(client: Client) -> None:
    for door in ("/cms/login/", "/cms/password_reset/", "/_util/login/"):
        reply = client.get(door)
        assert (reply.status_code, reply.headers["Location"]) == (302, "/accounts/login/")
