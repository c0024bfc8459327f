"""The short way: no session is asked for, the language and the headers are as everywhere."""

from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from portal import shortway

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
    assert reply.status_code == 404
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


def no_view(_request: HttpRequest) -> HttpResponse:
    raise AssertionError("a view was asked")


@pytest.mark.parametrize("more", [1, 10_000_000])
def test_what_is_too_large_reaches_no_view_and_is_read_to_its_end(more: int) -> None:
    request = RequestFactory().post(
        ADDRESS, b" " * (settings.SHORT_WAY_LONGEST + more), content_type="application/json"
    )
    reply = shortway.ShortWay(no_view)(request)
    assert reply.status_code == 413
    assert request.read(1) == b""


def test_what_is_just_small_enough_reaches_its_view() -> None:
    body = b" " * settings.SHORT_WAY_LONGEST
    reply = Client().post(ADDRESS, body, content_type="application/json")
    assert reply.status_code == 404


@pytest.mark.parametrize("length", ["9" * 15, "9" * 5000])
def test_no_more_is_read_than_a_named_number_of_bytes(length: str) -> None:
    class Endless:
        """A body that never ends."""

        def __init__(self) -> None:
            self.given = 0

        def read(self, size: int) -> bytes:
            self.given += size
            return b" " * size

    body = Endless()
    request = RequestFactory().post(ADDRESS, b"{}", content_type="application/json")
    request.META["CONTENT_LENGTH"] = length
    vars(request)["_stream"] = body
    assert shortway.ShortWay(no_view)(request).status_code == 413
    assert body.given == shortway.THROWN_AWAY


def test_between_two_pieces_it_looks_whether_it_takes_too_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shortway, "PATIENCE", 0.0)
    request = RequestFactory().post(ADDRESS, b" " * 500_000, content_type="application/json")
    assert shortway.ShortWay(no_view)(request).status_code == 413
    assert request.read(1) == b" "
