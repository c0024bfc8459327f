"""Checking a record without a network, and the same on the server for browsers that cannot."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings

from certificates import compact
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
