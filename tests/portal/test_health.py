"""/healthz says that the process answers, /readyz that it can do its work."""

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.test import Client


def test_healthz_asks_nobody(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"ok\n")
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("address", "place"),
    [("/api/v1/", "/api/v1/openapi.json"), ("/favicon.ico", "/static/portal/mark.svg")],
)
def test_fixed_addresses_lead_to_what_stands_behind_them(
    client: Client, address: str, place: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 302
    head, dot, tail = place.rpartition(".")
    assert answer.headers["Location"].startswith(head)
    assert answer.headers["Location"].endswith(dot + tail)


@pytest.mark.django_db
def test_readyz_asks_database_and_cache(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"database": True, "cache": True}


@pytest.mark.django_db
def test_readyz_names_a_database_that_is_away(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise DatabaseError

    monkeypatch.setattr(connection, "cursor", away)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"database": False, "cache": True}


@pytest.mark.django_db
def test_readyz_names_a_cache_that_is_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_values: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(cache, "set", away)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"database": True, "cache": False}


def test_nobody_else_may_be_asked_by_post(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
