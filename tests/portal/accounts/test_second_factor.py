"""The second factor: staff get nowhere without it, whichever door the session came from."""

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth import authenticate, login
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from portal import clock, urls
from portal.accounts import granting, second_factor
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.policy.setting import set_rule
from tests.portal.accounts.passkey import ADD
from tests.portal.accounts.places import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)  # the way in waits for commits
SECRET = re.compile(r'<code class="tabular">([A-Z2-7]+)</code>')


def back_door(request: HttpRequest) -> HttpResponse:
    """What Wagtail's own sign-in would do if it were routed: a session on a password alone."""
    user = authenticate(request, username=request.POST["login"], password=request.POST["password"])
    login(request, user)
    return HttpResponse("in")


urlpatterns = [path("back-door/", back_door), *urls.urlpatterns]
BACK_DOOR = override_settings(ROOT_URLCONF=__name__)


def enter(client: Client, address: str = "/accounts/login/") -> Any:
    return client.post(address, {"login": "hr", "password": PASSWORD})


def code_of(secret: str, step: int = 0) -> str:
    counters = list(yield_hotp_counters_from_time())
    return str(format_hotp_value(hotp_value(secret, counters[1] + step)))


def set_up(client: Client) -> str:
    """Connect the app as the pages lead to it; the secret."""
    page = client.get("/accounts/second-factor/app/")
    found = SECRET.search(page.content.decode())
    assert found
    reply = client.post("/accounts/second-factor/app/", {"code": code_of(found[1])})
    assert reply.headers["Location"] == "/accounts/second-factor/recovery-codes/"
    return found[1]


@pytest.mark.parametrize(
    "address", ["/desk/", "/roster/", "/cms/", "/", "/v/", "/accounts/password/", "/nowhere/"]
)
def test_staff_without_it_are_led_to_set_it_up_and_open_nothing_else(
    client: Client, hr: User, address: str
) -> None:
    enter(client)
    reply = client.get(address)
    assert (reply.status_code, reply.headers["Location"]) == (302, "/accounts/second-factor/begin/")
    assert client.get("/accounts/second-factor/begin/").status_code == 200


def test_setting_it_up_opens_the_desk_and_shows_the_codes_once(client: Client, hr: User) -> None:
    enter(client)
    set_up(client)
    codes = client.get("/accounts/second-factor/recovery-codes/").content.decode()
    assert len(re.findall(r"<li>\d{8}</li>|<li>[\d ]+</li>", codes)) == 10
    again = client.get("/accounts/second-factor/recovery-codes/").content.decode()
    assert "<li>" not in again.split("<main")[1].split("</main")[0]
    assert client.get("/desk/").status_code == 200
    kinds = AuditEvent.objects.filter(kind="second_factor.added", actor=hr)
    assert kinds.count() == 2


def test_the_secret_is_not_readable_in_the_database(client: Client, hr: User) -> None:
    enter(client)
    secret = set_up(client)
    stored = Authenticator.objects.get(user=hr, type="totp")
    assert secret not in str(stored.data)


def test_the_next_time_the_code_is_asked_for(client: Client, hr: User) -> None:
    enter(client)
    secret = set_up(client)
    fresh = Client()
    assert enter(fresh).headers["Location"] == "/accounts/second-factor/code/"
    assert fresh.get("/desk/").headers["Location"] == "/accounts/login/?next=/desk/"
    wrong = fresh.post("/accounts/second-factor/code/", {"code": "000000"})
    assert wrong.status_code == 422
    assert (
        fresh.post("/accounts/second-factor/code/", {"code": code_of(secret, 1)}).status_code == 302
    )
    assert fresh.get("/desk/").status_code == 200


def test_the_code_that_connected_the_app_is_used_up(client: Client, hr: User) -> None:
    enter(client)
    secret = set_up(client)
    used = code_of(secret)
    fresh = Client()
    enter(fresh)
    assert fresh.post("/accounts/second-factor/code/", {"code": used}).status_code == 422
    assert fresh.get("/desk/").status_code == 302


def test_a_recovery_code_opens_the_door_once(client: Client, hr: User) -> None:
    enter(client)
    set_up(client)
    code = Authenticator.objects.get(user=hr, type="recovery_codes").wrap().get_unused_codes()[0]
    for expected in (302, 422):
        fresh = Client()
        enter(fresh)
        reply = fresh.post("/accounts/second-factor/code/", {"code": code})
        assert reply.status_code == expected


def test_the_sixth_wrong_code_is_not_heard(client: Client, hr: User) -> None:
    enter(client)
    secret = set_up(client)
    fresh = Client()
    enter(fresh)
    address = "/accounts/second-factor/code/"
    assert [fresh.post(address, {"code": "000000"}).status_code for _ in range(5)] == [422] * 5
    assert fresh.post(address, {"code": code_of(secret, 1)}).status_code == 429


@BACK_DOOR
def test_a_session_from_a_back_door_opens_nothing(client: Client, hr: User) -> None:
    """Were `/cms/login/` or `/_util/login/` routed to Wagtail again, they would give this."""
    assert enter(client, "/back-door/").content == b"in"
    assert client.get("/desk/").headers["Location"] == "/accounts/second-factor/begin/"
    set_up_elsewhere = Client()
    enter(set_up_elsewhere)
    set_up(set_up_elsewhere)
    for address in ("/desk/", "/cms/", "/roster/"):
        fresh = Client()
        assert enter(fresh, "/back-door/").content == b"in"
        assert fresh.get(address).headers["Location"].startswith("/accounts/login/")
        assert fresh.get("/desk/").headers["Location"].startswith("/accounts/login/")


def test_what_another_login_has_shown_in_the_session_opens_nothing(
    client: Client, hr: User
) -> None:
    enter(client)
    session = client.session
    session[second_factor.SHOWN] = hr.pk + 1
    session.save()
    assert client.get("/desk/").headers["Location"] == "/accounts/second-factor/begin/"


@BACK_DOOR
@pytest.mark.parametrize(
    "address",
    [
        "/accounts/again/",
        "/accounts/second-factor/",
        "/accounts/second-factor/app/",
        "/accounts/second-factor/begin/",
        ADD,
    ],
)
def test_doors_for_setting_it_up_are_shut_once_it_is_set_up(
    client: Client, hr: User, address: str
) -> None:
    Authenticator.objects.create(user=hr, type="totp", data={"secret": ""})
    enter(client, "/back-door/")
    sent = client.get(address).headers["Location"]
    assert sent == f"/accounts/login/?next={address}"
    assert "_auth_user_id" not in client.session


@BACK_DOOR
def test_the_password_alone_may_still_choose_a_language_and_leave(client: Client, hr: User) -> None:
    Authenticator.objects.create(user=hr, type="totp", data={"secret": ""})
    enter(client, "/back-door/")
    assert client.post("/language/", {"language": "en"}).status_code == 302
    assert "_auth_user_id" in client.session
    assert client.post("/accounts/logout/").headers["Location"] == "/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "door",
    [
        "/cms/login/",
        "/_util/login/",
        "/cms/password_reset/",
        "/cms/password_reset/done/",
        "/cms/password_reset/confirm/MQ/abc-123/",
        "/cms/password_reset/complete/",
    ],
)
def test_no_door_of_wagtail_takes_a_password(client: Client, hr: User, door: str) -> None:
    typed = {"username": "hr", "login": "hr", "email": "hr@example.cn", "password": PASSWORD}
    reply = client.post(door, typed)
    assert (reply.status_code, "_auth_user_id" in client.session) in {
        (302, False),
        (404, False),
        (405, False),
    }
    page = client.get(door)
    assert page.status_code in {302, 404}
    assert b'type="password"' not in page.content


def test_a_superuser_without_a_role_needs_it_too(client: Client) -> None:
    root = granting.create_login("hr", PASSWORD, "管理员", actor_id=None)
    granting.make_superuser(root, actor_id=None, reason="test")
    enter(client)
    assert client.get("/cms/").headers["Location"] == "/accounts/second-factor/begin/"


def test_a_trainee_needs_none(client: Client) -> None:
    granting.create_login("hr", PASSWORD, "周桂芳", actor_id=None)
    enter(client)
    assert client.get("/desk/").status_code == 200


def test_a_rule_excuses_named_logins_and_says_so_on_every_page(client: Client, hr: User) -> None:
    set_rule(
        second_factor.EXEMPT,
        ["hr"],
        since=clock.today(),
        basis="演示数据",
        reason="演示",
        actor_id=hr.pk,
    )
    enter(client)
    assert "演示账号" in client.get("/desk/").content.decode()
    with override_settings(DEMO_ALLOWED=False):
        assert client.get("/desk/").headers["Location"] == "/accounts/second-factor/begin/"


def test_disconnecting_the_app_leads_back_to_setting_it_up(client: Client, hr: User) -> None:
    enter(client)
    set_up(client)
    assert client.post("/accounts/second-factor/app/remove/").status_code == 302
    assert client.get("/desk/").headers["Location"] == "/accounts/second-factor/begin/"
    assert not second_factor.is_set_up(hr.pk)
