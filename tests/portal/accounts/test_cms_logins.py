"""Wagtail's own pages for logins and groups are closed: they would write past the audit log."""

import pytest
from django.test import Client

from portal.accounts import granting

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> Client:
    user = granting.create_login("root1", "a-pass-phrase-9", "管理员", actor_id=None)
    granting.make_superuser(user, reason="test", actor_id=None)
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    "address",
    [
        "users",
        "users/",
        "users/new/",
        "users/edit/1/",
        "users/1/delete/",
        "groups/",
        "groups/new/",
        "bulk/accounts/user/delete/",
        "bulk/accounts/user/set_active_state/",
    ],
)
def test_nobody_writes_logins_through_the_cms(admin: Client, address: str) -> None:
    assert admin.get(f"/cms/{address}").status_code == 404
    assert admin.post(f"/cms/{address}").status_code == 404


def test_the_menu_does_not_offer_them(admin: Client) -> None:
    answer = admin.get("/cms/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "/cms/users/" not in page
    assert "/cms/groups/" not in page
