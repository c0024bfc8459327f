"""Pages that a process keeps with holes: nobody's words in another's. That they are the pages which
their template draws: `tests/certificates/test_shown.py`."""

import re

import pytest
from django.test import Client

from certificates import lifecycle
from certificates.models import Certificate
from portal import drawn
from portal.language import LARGE, TYPE_COOKIE
from tests.certificates.rows import certified

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'(?<=name="csrfmiddlewaretoken" value=")\w+')
OWN = re.compile(r"HY-\d+-\w+|\d\d:\d\d:\d\d")


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    drawn._kept.clear()


def read(row: Certificate, **cookies: str) -> str:
    visitor = Client()
    for name, value in cookies.items():
        visitor.cookies[name] = value
    page = visitor.get(f"/v/{row.code}").content.decode()
    return OWN.sub("…", TOKEN.sub("…", page))


def test_languages_sizes_and_verdicts_are_kept_apart() -> None:
    row = certified()
    seen = {read(row, django_language=language) for language in ("zh-hans", "en")}
    seen |= {read(row, **{TYPE_COOKIE: LARGE})}
    lifecycle.suspend(row, reason_code="other", reason="x", actor_id=None)
    seen |= {read(row)}
    assert len(seen) == len(drawn._kept) == 4


def test_what_is_kept_holds_nobodys_words_and_each_visitor_gets_a_token_of_their_own() -> None:
    row = certified("周桂芳")
    tokens = {tuple(TOKEN.findall(Client().get(f"/v/{row.code}").content.decode())) for _ in "ab"}
    assert len(tokens) == 2
    whole = "…".join(piece for pieces in drawn._kept.values() for piece in pieces[::2])
    assert "周桂芳" not in whole
    assert row.code not in whole
    assert not TOKEN.search(whole)


def test_whoever_is_signed_in_gets_a_page_of_their_own() -> None:
    row = certified("周桂芳")
    client = Client()
    assert row.person.user
    client.force_login(row.person.user)
    page = client.get(f"/v/{row.code}").content.decode()
    assert row.person.user.get_full_name() in page
    assert not drawn._kept


def test_nothing_of_whoever_asked_first_is_kept() -> None:
    row = certified()
    kept: list[list[list[str]]] = []
    for asked in (
        {"REMOTE_ADDR": "203.0.113.7", "HTTP_USER_AGENT": "one", "HTTP_REFERER": "https://a.test/"},
        {"REMOTE_ADDR": "198.51.100.9", "HTTP_HOST": "localhost", "HTTP_X_TRIED": "another"},
    ):
        drawn._kept.clear()
        visitor = Client(**asked)  # type: ignore[arg-type]
        visitor.cookies["somebodys"] = "own"
        assert visitor.get(f"/v/{row.code}?from={len(kept)}").status_code == 200
        kept.append(list(drawn._kept.values()))
    assert kept[0] == kept[1]
