"""Wrong tries: five for a login, fifty for an address, in fifteen minutes, across processes."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client, override_settings

from portal import clock
from portal.accounts import granting, throttling
from portal.accounts.models import SignInTry, User

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-password"
WRONG = "wrong"
NOON = datetime(2026, 11, 25, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def user() -> User:
    return granting.create_login("zhou", PASSWORD, "周桂芳", actor_id=None)


def status(client: Client, login: str, password: str = WRONG, **extra: str) -> int:
    typed = {"login": login, "password": password}
    return client.post("/accounts/login/", typed, headers=extra).status_code


def test_the_sixth_wrong_try_is_not_heard_even_with_the_right_password(
    client: Client, user: User
) -> None:
    with clock.at(NOON):
        assert [status(client, "zhou") for _ in range(5)] == [422] * 5
        reply = client.post("/accounts/login/", {"login": "zhou", "password": PASSWORD})
    assert reply.status_code == 429
    assert reply.headers["Retry-After"] == "901"
    assert "管理员" in reply.content.decode()


def test_after_fifteen_minutes_it_is_heard_again(client: Client, user: User) -> None:
    with clock.at(NOON):
        for _ in range(5):
            status(client, "zhou")
    with clock.at(NOON + timedelta(minutes=15, seconds=1)):
        assert status(client, "zhou", PASSWORD) == 302


def test_a_login_nobody_has_is_locked_alike(client: Client) -> None:
    assert [status(client, "nobody") for _ in range(6)] == [422] * 5 + [429]


def test_user_name_and_phone_of_one_login_count_together(client: Client, user: User) -> None:
    User.objects.filter(pk=user.pk).update(phone="13800001234")
    names = ["zhou", "ZHOU", "13800001234", "+86 13800001234", "zhou", "13800001234"]
    assert [status(client, name) for name in names] == [422] * 5 + [429]


def test_right_passwords_are_not_counted(user: User) -> None:
    for _ in range(7):
        assert status(Client(), "zhou", PASSWORD) == 302
    assert SignInTry.objects.count() == 0


def test_an_invented_forwarded_address_gains_nothing(client: Client) -> None:
    """Fifty names are tried, one try each, every time with another address claimed."""
    statuses = [status(client, f"name{n}", **{"X-Forwarded-For": f"1.2.3.{n}"}) for n in range(51)]
    assert statuses == [422] * 50 + [429]


@override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1)
def test_tries_from_one_network_of_ipv6_count_together(client: Client) -> None:
    statuses = [
        status(client, f"name{n}", **{"X-Forwarded-For": f"2001:db8:1:2::{n:x}"}) for n in range(51)
    ]
    assert statuses == [422] * 50 + [429]
    assert status(client, "other", **{"X-Forwarded-For": "2001:db8:1:3::1"}) == 422


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("nowhere", "nowhere"),
    ],
)
def test_an_address_counts_as_its_line(address: str, line: str) -> None:
    assert throttling.line(address) == line


@override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1)
def test_codes_are_guessed_by_line_too(client: Client) -> None:
    statuses = [
        client.get(
            f"/accounts/invitation/AAAAAA{n:02}/",
            headers={"X-Forwarded-For": f"2001:db8:1:2::{n:x}"},
        ).status_code
        for n in range(21)
    ]
    assert statuses[20] == 429


@override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1)
def test_behind_our_proxy_the_address_is_the_one_it_wrote(client: Client) -> None:
    forged = [
        status(client, f"name{n}", **{"X-Forwarded-For": f"1.2.3.{n}, 203.0.113.9"})
        for n in range(51)
    ]
    assert forged[50] == 429
    assert status(client, "other", **{"X-Forwarded-For": "203.0.113.10"}) == 422


def test_a_stranger_does_not_lock_out_the_device_that_has_been_in(user: User) -> None:
    own, stranger = Client(), Client()
    assert status(own, "zhou", PASSWORD) == 302
    own.post("/accounts/logout/")
    assert [status(stranger, "zhou") for _ in range(6)] == [422] * 5 + [429]
    assert status(own, "zhou", PASSWORD) == 302


def test_a_known_device_has_five_wrong_tries_of_its_own(user: User) -> None:
    own = Client()
    status(own, "zhou", PASSWORD)
    own.post("/accounts/logout/")
    assert [status(own, "zhou") for _ in range(6)] == [422] * 5 + [429]


def test_an_invented_device_is_a_strange_one(client: Client, user: User) -> None:
    client.cookies["hezhong_device"] = f'{{"d": "x", "l": [{user.pk}]}}'
    for _ in range(5):
        status(client, "zhou")
    assert status(client, "zhou", PASSWORD) == 429


def test_forgetting_the_tries_opens_at_once(client: Client, user: User) -> None:
    for _ in range(5):
        status(client, "zhou")
    assert throttling.is_locked(user.pk)
    assert throttling.forget(user.pk) == 5
    assert not throttling.is_locked(user.pk)
    assert status(client, "zhou", PASSWORD) == 302


def test_old_tries_are_dropped() -> None:
    with clock.at(NOON):
        throttling.take(throttling.account(1))
    with clock.at(NOON + timedelta(days=2)):
        throttling.take(throttling.account(1))
        assert throttling.forget_old() == 1
    assert SignInTry.objects.count() == 1
