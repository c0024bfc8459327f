"""Checking a record without a network, and the same on the server for browsers that cannot."""

import re
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings

from certificates import compact
from certificates.choices import NO_END
from certificates.compact import Compact
from certificates.views import unconnected
from portal import clock
from tests.certificates.test_compact import NEWER, TOLD

pytestmark = pytest.mark.django_db
PAGE = "/v/offline/"


def client() -> Client:
    made = Client()
    made.cookies["django_language"] = "en"
    return made


def shown(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_page_brings_every_key_that_ever_signed() -> None:
    old = settings.OFFLINE_KEYS
    with override_settings(OFFLINE_KEYS=f"{NEWER}\n{old}"):
        page = shown(client().get(PAGE))
    assert 'data-key="k2"' in page
    assert 'data-key="k1"' in page
    assert "data-public" in page
    assert old.split()[1] not in page  # never a private one


def test_the_server_checks_what_is_pasted_and_says_what_it_does_not_know() -> None:
    answer = client().post(PAGE, {"record": compact.signed(TOLD)})
    assert "Signed by the issuing authority" in shown(answer)
    assert answer.context["found"] == TOLD
    assert "It tells nothing of today" in shown(answer)


def test_a_changed_record_is_not_genuine_and_stays_in_its_field() -> None:
    forged = compact.signed(TOLD)[:-1] + "0"
    answer = client().post(PAGE, {"record": forged})
    assert answer.context["forged"]
    assert forged in shown(answer).replace("&#x27;", "'")
    assert "found" not in answer.context


@pytest.mark.parametrize(("typed", "words"), [("", "Paste the text"), ("A" * 1001, "longer")])
def test_nothing_and_too_much_are_told_at_the_field(typed: str, words: str) -> None:
    answer = client().post(PAGE, {"record": typed})
    assert answer.status_code == 422
    assert words in shown(answer)


def days_on(number: int) -> Compact:
    """A record whose period begins in so many days and lasts for ten."""
    begins = clock.today() + timedelta(days=number)
    until = (begins + timedelta(days=10)).isoformat()
    return replace(TOLD, valid_from=begins.isoformat(), valid_until=until)


@pytest.mark.parametrize(
    ("days", "said"), [(-11, "over"), (-10, "runs"), (0, "runs"), (1, "early")]
)
def test_the_page_says_how_the_printed_period_stands_today(days: int, said: str) -> None:
    page = shown(client().post(PAGE, {"record": compact.signed(days_on(days))}))
    marks = dict(re.findall(r'data-period="(\w+)"( hidden)?', page))
    assert [mark for mark, hidden in marks.items() if not hidden] == [said]
    before = dict(re.findall(r'data-period="(\w+)"( hidden)?', shown(client().get(PAGE))))
    assert all(before.values())


@pytest.mark.parametrize(
    ("language", "day"), [("en", "25 Dec 2026"), ("zh-hans", "2026年12月25日")]
)
def test_days_are_written_as_the_reader_writes_them(language: str, day: str) -> None:
    reader = client()
    reader.cookies["django_language"] = language
    page = shown(reader.post(PAGE, {"record": compact.signed(TOLD)}))
    assert f'data-fact="5">{day}<' in page
    endless = replace(TOLD, valid_until=NO_END.isoformat())
    page = shown(reader.post(PAGE, {"record": compact.signed(endless)}))
    assert "9999" not in page.split('data-fact="6">')[1].split("</span>")[0]


def test_every_fact_of_a_record_says_what_it_means() -> None:
    assert set(unconnected.meanings()) == set(range(len(fields(Compact))))
    page = shown(client().post(PAGE, {"record": compact.signed(TOLD)}))
    for name, meaning in unconnected.meanings().values():
        assert name
        assert meaning
    assert page.count("data-fact=") == len(fields(Compact))
    assert "a check digit" in page
