"""The short way: no session is asked for, the language and the headers are as everywhere."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db
ADDRESS = "/exams/attempts/1/answers/"


def asked(language: str = "", **more: Any) -> Any:
    client = Client(enforce_csrf_checks=True)
    if language:
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    client.cookies[settings.SESSION_COOKIE_NAME] = "x" * 32
    return client.post(ADDRESS, {}, **more)


def test_neither_session_nor_form_token_is_looked_at(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0):
        reply = asked()
    assert reply.status_code == 403
    assert "reload the page" not in reply.json()["text"]  # Chinese unless chosen otherwise
    assert "reload the page" in asked("en").json()["text"]


def test_nothing_of_it_is_kept_or_framed_or_guessed_at() -> None:
    headers = asked().headers
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_other_addresses_go_the_long_way() -> None:
    for address in (ADDRESS + "x", "/exams/attempts/one/answers/", ADDRESS.rstrip("/")):
        assert Client().post(address).status_code in {301, 404}
