"""The session of a request: what it keeps, until its time is over."""

from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db.models import F
from pytest_django import DjangoAssertNumQueries

from portal import clock

pytestmark = pytest.mark.django_db
SessionStore = import_module(settings.SESSION_ENGINE).SessionStore


@pytest.fixture
def key() -> str:
    """Of a session that Django's own store has written: nobody is signed out by another store."""
    store = DatabaseStore()
    store["name"] = "周"
    store.create()
    return str(store.session_key)


def test_a_session_is_read_in_one_query(
    key: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        store = SessionStore(key)
        assert (store["name"], store.session_key) == ("周", key)


def test_a_session_whose_time_is_over_keeps_nothing(key: str) -> None:
    Session.objects.update(expire_date=F("expire_date") - timedelta(days=30))
    store = SessionStore(key)
    assert store.get("name") is None
    assert store.session_key is None


def test_the_platforms_clock_alone_says_when_a_session_ends() -> None:
    begun = datetime(2031, 5, 1, 1, 0, tzinfo=UTC)
    with clock.at(begun):
        store = SessionStore()
        store["name"] = "周"
        store.create()
    lasts = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    assert Session.objects.get().expire_date == begun + lasts
    for moment, name in (
        (begun + lasts - timedelta(seconds=1), "周"),
        (begun + lasts, None),
        (begun - timedelta(days=900), "周"),
    ):
        with clock.at(moment):
            assert SessionStore(store.session_key).get("name") == name


def test_an_unknown_key_is_not_taken_over() -> None:
    store = SessionStore("a" * 32)
    store["name"] = "周"
    store.save()
    assert store.session_key != "a" * 32


def test_a_session_that_was_tampered_with_keeps_nothing(key: str) -> None:
    Session.objects.update(session_data="eyJhIjoxfQ:1x:forged")
    assert SessionStore(key).get("name") is None
