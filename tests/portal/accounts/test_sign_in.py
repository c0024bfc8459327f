"""Signing in and out in plain words; nothing typed is lost, nobody signs up."""

import pytest
from django.test import Client

from portal.accounts import granting
from portal.accounts.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "a-long-password"


@pytest.fixture
def login() -> User:
    return granting.create_login("guifang", PASSWORD, "周桂芳", actor_id=None)


@pytest.mark.parametrize("typed", ["guifang", "Guifang", " guifang "])
def test_the_right_password_opens_the_desk(client: Client, login: User, typed: str) -> None:
    answer = client.post("/accounts/login/", {"login": typed, "password": PASSWORD})
    assert answer.headers["Location"] == "/desk/"


def test_one_lands_where_one_wanted_to_go(client: Client, login: User) -> None:
    form = {"login": "guifang", "password": PASSWORD, "next": "/notices/"}
    assert client.post("/accounts/login/", form).headers["Location"] == "/notices/"


def test_nobody_is_sent_to_another_site(client: Client, login: User) -> None:
    form = {"login": "guifang", "password": PASSWORD, "next": "https://evil.example/"}
    assert client.post("/accounts/login/", form).headers["Location"] == "/desk/"


@pytest.mark.parametrize("name", ["guifang", "nobody"])
def test_a_wrong_password_is_one_sentence_and_keeps_the_name(
    client: Client, login: User, name: str
) -> None:
    client.cookies.load({"django_language": "en"})
    page = client.post("/accounts/login/", {"login": name, "password": "wrong"}).content.decode()
    assert page.count("User name and password do not belong together.") == 1
    assert f'value="{name}"' in page
    assert 'value="wrong"' not in page


def test_an_empty_field_says_what_is_wanted(client: Client) -> None:
    client.cookies.load({"django_language": "en"})
    page = client.post("/accounts/login/", {}).content.decode()
    assert "Type your user name." in page
    assert "Type your password." in page
    assert page.count('aria-invalid="true"') == 2


def test_fields_are_named_for_password_keepers(client: Client) -> None:
    page = client.get("/accounts/login/").content.decode()
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page
    assert "placeholder" not in page


@pytest.mark.parametrize("address", ["/accounts/signup/", "/accounts/password/reset/"])
def test_the_doors_we_do_not_have_are_not_there(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_signing_out_asks_once_and_ends_the_session(client: Client, login: User) -> None:
    client.force_login(login)
    assert client.get("/accounts/logout/").status_code == 200
    assert client.post("/accounts/logout/").headers["Location"] == "/"
    assert client.get("/desk/").status_code == 302


def test_too_many_wrong_passwords_are_told_to_wait(client: Client, login: User) -> None:
    client.cookies.load({"django_language": "en"})
    pages = [
        client.post("/accounts/login/", {"login": "guifang", "password": f"wrong{n}"})
        for n in range(6)
    ]
    assert "Please wait five minutes" in pages[-1].content.decode()
