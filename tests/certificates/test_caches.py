"""With the caches that production has: what is decided is what the next question hears, on the
page in both languages, by number and over the interface."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.conf import settings as running
from django.core.cache import cache
from django.test import Client

from certificates import lifecycle, reissuing
from certificates.models import Certificate
from certificates.succeeding import Ground
from portal.people.models import Person
from portal.settings import base
from tests.certificates.asking.rows import ask, holding, made
from tests.certificates.rows import certified

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_has_passed")]
SECONDS = 5
WORDS = {
    ("zh-hans", "valid"): "有效",
    ("zh-hans", "suspended"): "已暂停",
    ("zh-hans", "revoked"): "已撤销",
    ("zh-hans", "not_found"): "未查到",
    ("en", "valid"): "This certificate is valid now.",
    ("en", "suspended"): "Suspended since",
    ("en", "revoked"): "It may not be used any longer since",
    ("en", "not_found"): "No certificate agrees with what was entered.",
}
Committing = Callable[..., AbstractContextManager[Any]]


@pytest.fixture(autouse=True)
def _as_in_production(settings: Any) -> None:
    settings.SHARED_PAGES_SECONDS = base.SHARED_PAGES_SECONDS
    cache.clear()


@pytest.fixture
def committing(django_capture_on_commit_callbacks: Any) -> Committing:
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def program() -> Client:
    """An office's, that asks over the interface."""
    return holding(made()[1])


def heard(program: Client, row: Certificate, name: str) -> set[str]:
    """The verdict by every way on which the public asks; the pages are looked at for their
    sentences."""
    found = set()
    for language in ("zh-hans", "en"):
        visitor = Client()
        visitor.cookies["django_language"] = language
        page = visitor.get(f"/v/{row.code}/")
        assert "no-store" in page["Cache-Control"]
        assert "Hezhong-Keep" not in page
        heading = page.content.decode().split('id="verdict"')[1].split("</section>")[0]
        found |= {
            said for (code, said), word in WORDS.items() if code == language and word in heading
        }
    told = program.get(f"/api/v1/certificates/{row.code}")
    assert "no-store" in told["Cache-Control"]
    asked = ask(program, number=row.number, name=name)
    return found | {told.json()["standing"], asked.json()["standing"]}


def test_the_caches_are_those_of_production() -> None:
    assert running.SHARED_PAGES_SECONDS == base.SHARED_PAGES_SECONDS > SECONDS
    assert "portal.pages.sharing.SharedPages" in running.MIDDLEWARE


@pytest.mark.parametrize(
    "acts",
    [
        [("suspend", "other", "suspended"), ("lift", "other", "valid")],
        [("suspend", "other", "suspended"), ("revoke", "other", "revoked")],
        [("void", "error", "not_found")],
    ],
)
def test_the_next_question_hears_what_was_decided(
    acts: list[tuple[str, str, str]], program: Client, committing: Committing
) -> None:
    row = certified()
    name = row.person.name
    assert heard(program, row, name) == {"valid"}
    for act, code, standing in acts:
        began = time.monotonic()
        with committing():
            lifecycle.ACTS[act](row, reason_code=code, reason="x", actor_id=None)
        assert heard(program, row, name) == {standing}
        assert time.monotonic() - began < SECONDS


def test_the_old_name_is_superseded_at_once(program: Client, committing: Committing) -> None:
    row = certified("周桂芳")
    assert heard(program, row, "周桂芳") == {"valid"}
    Person.objects.unscoped("t").filter(pk=row.person_id).update(name="周桂芬")
    with committing():
        reissuing.reissue(row, Ground(1, "name_changed", "x", None))
    assert heard(program, row, "周桂芬") == {"valid"}
    assert heard(program, row, "周桂芳") == {"valid", "superseded"}  # by code, by the old name
