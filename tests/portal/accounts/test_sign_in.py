"""Signing in: names as keyboards write them, one answer for every wrong try, and the door to the
content pages."""

from datetime import date

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.models import Permission
from django.test import Client

from portal.accounts import granting, spelling
from portal.accounts.models import User
from portal.people.models import Organisation, Person
from portal.people.organising import found_organisation
from portal.people.recording import register_person

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-password"
WRONG = "账号或密码不正确"


@pytest.fixture
def user() -> User:
    return granting.create_login("trainee2", PASSWORD, "陈志明", actor_id=None)


@pytest.fixture
def place() -> Organisation:
    return found_organisation("青石镇", "青石", "township", below=None, actor_id=None)


def registered(place: Organisation, name: str, phone: str, user: User | None = None) -> Person:
    person = register_person(
        name, place, sex="male", birth_date=date(1980, 1, 1), phone=phone, actor_id=None
    )
    if user:
        granting.link_person(user, person, actor_id=None)
    return person


def tries(client: Client, login: str, password: str = PASSWORD) -> str:
    """Where a try leads: an address, or what the page says."""
    reply = client.post("/accounts/login/", {"login": login, "password": password})
    if reply.status_code == 302:
        return str(reply.headers["Location"])
    assert reply.status_code == 422
    return WRONG if WRONG in reply.content.decode() else "?"


@pytest.mark.parametrize("typed", ["trainee2", "Trainee2", " trainee2 ", "ｔｒａｉｎｅｅ２"])
def test_a_user_name_is_known_as_any_keyboard_writes_it(
    client: Client, user: User, typed: str
) -> None:
    assert tries(client, typed) == "/desk/"


@pytest.mark.parametrize(
    "typed", ["13800001234", "138 0000 1234", "+86 138-0000-1234", "１３８００００１２３４"]
)
def test_the_phone_of_the_person_opens_the_login(
    client: Client, user: User, place: Organisation, typed: str
) -> None:
    registered(place, "陈志明", "13800001234", user)
    assert tries(client, typed) == "/desk/"


def test_the_email_of_the_login_or_of_its_person_opens_it(
    client: Client, user: User, place: Organisation
) -> None:
    person = registered(place, "陈志明", "13800001234", user)
    Person.every.filter(pk=person.pk).update(email="Chen@example.cn")
    assert tries(client, "chen@EXAMPLE.cn") == "/desk/"
    User.objects.filter(pk=user.pk).update(email="zhiming@example.cn")
    assert tries(Client(), "zhiming@example.cn") == "/desk/"


def test_a_phone_that_two_logins_share_signs_nobody_in(
    client: Client, user: User, place: Organisation
) -> None:
    registered(place, "陈志明", "13800001234", user)
    other = granting.create_login("wife", PASSWORD, "李芳", actor_id=None)
    registered(place, "李芳", "13800001234", other)
    assert tries(client, "13800001234") == WRONG
    assert tries(client, "trainee2") == "/desk/"


def test_unknown_wrong_and_disabled_get_the_same_answer(client: Client, user: User) -> None:
    disabled = granting.create_login("gone", PASSWORD, "走了", actor_id=None)
    User.objects.filter(pk=disabled.pk).update(is_active=False)
    assert tries(client, "nobody") == WRONG
    assert tries(client, "trainee2", "wrong") == WRONG
    assert tries(client, "gone") == WRONG


def test_the_login_of_a_double_stays_shut(client: Client, user: User, place: Organisation) -> None:
    double = registered(place, "陈志明", "", user)
    kept = registered(place, "陈志明", "")
    Person.every.filter(pk=double.pk).update(merged_into=kept)
    assert tries(client, "trainee2") == WRONG


def test_each_refusal_hashes_one_password(
    client: Client, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """About the same time for all: what takes the time happens once in each case."""
    hashed: list[str] = []
    encode = MD5PasswordHasher.encode

    def counting(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return str(encode(self, password, salt))

    monkeypatch.setattr(MD5PasswordHasher, "encode", counting)
    tries(client, "nobody", "wrong")
    assert hashed == ["wrong"]
    tries(client, "trainee2", "wrong")
    assert hashed == ["wrong", "wrong"]


def test_a_long_password_with_blanks_and_pictures_is_taken_whole(client: Client) -> None:
    password = "  " + "调解为民 🌾 " * 30 + "  "
    assert len(password) > 200
    granting.create_login("long", password, "长", actor_id=None)
    assert tries(client, "long", password[:-1]) == WRONG
    assert tries(client, "long", password) == "/desk/"


@pytest.mark.parametrize(
    "wanted", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_the_way_back_leads_to_our_own_pages_only(client: Client, user: User, wanted: str) -> None:
    typed = {"login": "trainee2", "password": PASSWORD, "next": wanted}
    assert client.post("/accounts/login/", typed).headers["Location"] == "/desk/"


def test_the_way_back_to_an_own_page_is_kept(client: Client, user: User) -> None:
    typed = {"login": "trainee2", "password": PASSWORD, "next": "/learn/?q=1"}
    assert client.post("/accounts/login/", typed).headers["Location"] == "/learn/?q=1"


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


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_the_door_opens_to_forms_only(client: Client, method: str) -> None:
    assert getattr(client, method)("/accounts/login/").status_code == 405


def test_nothing_keeps_what_somebody_signed_in_was_shown(client: Client, user: User) -> None:
    assert "Cache-Control" not in client.get("/").headers
    client.force_login(user)
    for address in ("/", "/desk/", "/desk/nothing/"):
        assert client.get(address).headers["Cache-Control"] == "private, no-store"
    assert "no-store" in client.get("/desk/my-data/").headers["Cache-Control"]
    client.post("/accounts/logout/")
    assert "Cache-Control" not in client.get("/").headers


def test_the_doors_of_the_cms_lead_to_ours(client: Client) -> None:
    for door in ("/cms/login/", "/cms/password_reset/", "/_util/login/"):
        reply = client.get(door)
        assert (reply.status_code, reply.headers["Location"]) == (302, "/accounts/login/")


@pytest.mark.parametrize(
    "address",
    [
        "signup/",
        "email/",
        "confirm-email/",
        "inactive/",
        "password/set/",
        "password/reset/",
        "login/code/confirm/",
        "2fa/",
        "3rdparty/",
    ],
)
def test_no_other_address_of_allauth_exists(client: Client, address: str) -> None:
    assert client.get(f"/accounts/{address}").status_code == 404


@pytest.mark.parametrize(
    ("typed", "number"),
    [("+86 138 0000 1234", "13800001234"), ("008613800001234", "13800001234"), ("1380000123", "")],
)
def test_a_phone_is_eleven_digits(typed: str, number: str) -> None:
    assert spelling.phone_number(typed) == number
