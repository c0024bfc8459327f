"""Sessions: a new id at signing in, after a change of rights or password; out when idle."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from portal import clock
from portal.accounts import granting
from portal.accounts.choices import Role
from portal.accounts.models import User
from portal.accounts.sessions import BY_ITSELF
from portal.people.models import Organisation
from portal.people.organising import found_organisation

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-password"
NOON = datetime(2026, 11, 25, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def place() -> Organisation:
    return found_organisation("青石镇", "青石", "township", below=None, actor_id=None)


@pytest.fixture
def user() -> User:
    return granting.create_login("zhou", PASSWORD, "周桂芳", actor_id=None)


def key_of(client: Client) -> str:
    return client.cookies["sessionid"].value


def test_a_session_planted_before_signing_in_is_worthless(client: Client, user: User) -> None:
    planted = SessionStore()
    planted["x"] = 1
    planted.create()
    client.cookies["sessionid"] = str(planted.session_key)
    client.post("/accounts/login/", {"login": "zhou", "password": PASSWORD})
    assert key_of(client) != planted.session_key
    assert not SessionStore().exists(str(planted.session_key))


def test_a_new_role_gives_the_session_a_new_id_and_ending_it_another(
    client: Client, user: User, place: Organisation
) -> None:
    client.force_login(user)
    client.get("/desk/")
    before = key_of(client)
    row = granting.grant(user, Role.CLERK, place, actor_id=None)
    assert client.get("/desk/").status_code == 200
    held = key_of(client)
    assert held != before
    assert not SessionStore().exists(before)
    granting.end(row.pk, actor_id=None, reason="test")
    client.get("/desk/")
    assert key_of(client) != held


def test_a_new_password_keeps_this_session_under_a_new_id_and_ends_the_others(user: User) -> None:
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        client.post("/accounts/login/", {"login": "zhou", "password": PASSWORD})
    before = key_of(here)
    new = "清晨的柿子树 3 棵"
    typed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post("/accounts/password/", typed).status_code == 302
    assert key_of(here) != before
    assert here.get("/desk/").status_code == 200
    assert elsewhere.get("/desk/").status_code == 302


def test_a_wrong_old_password_changes_nothing(client: Client, user: User) -> None:
    client.force_login(user)
    new = "清晨的柿子树 3 棵"
    typed = {"oldpassword": "wrong", "password1": new, "password2": new}
    reply = client.post("/accounts/password/", typed)
    assert reply.status_code == 422
    assert "现在的密码不正确" in reply.content.decode()


def test_what_a_page_asks_by_itself_keeps_nobody_signed_in(
    client: Client, place: Organisation
) -> None:
    clerk = granting.create_login("sun", PASSWORD, "孙海燕", actor_id=None)
    granting.grant(clerk, Role.CLERK, place, actor_id=None)
    with clock.at(NOON):
        client.force_login(clerk)
    for minutes in (10, 20, 29):
        with clock.at(NOON + timedelta(minutes=minutes)):
            assert client.get("/desk/", headers={BY_ITSELF: "1"}).status_code == 200
    with clock.at(NOON + timedelta(minutes=31)):
        assert client.get("/desk/", headers={BY_ITSELF: "1"}).status_code == 302


def test_staff_are_signed_out_when_idle_and_trainees_are_not(
    client: Client, user: User, place: Organisation
) -> None:
    clerk = granting.create_login("sun", PASSWORD, "孙海燕", actor_id=None)
    granting.grant(clerk, Role.CLERK, place, actor_id=None)
    trainee = Client()
    with clock.at(NOON):
        client.force_login(clerk)
        trainee.force_login(user)
    with clock.at(NOON + timedelta(minutes=29)):
        assert client.get("/desk/").status_code == 200
    with clock.at(NOON + timedelta(minutes=58)):
        assert client.get("/desk/").status_code == 200
    with clock.at(NOON + timedelta(minutes=89)):
        reply = client.get("/desk/?q=1")
        assert reply.headers["Location"] == "/accounts/login/?next=/desk/%3Fq%3D1"
        assert "已自动退出" in client.get(reply.headers["Location"]).content.decode()
        assert trainee.get("/desk/").status_code == 200
