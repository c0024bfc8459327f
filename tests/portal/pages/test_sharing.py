"""What visitors get of pages kept for all, and what is never kept."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction, Site

from portal.accounts import granting
from portal.accounts.models import User
from portal.language import LARGE, TYPE_COOKIE
from portal.pages import sharing
from portal.pages.models import HomePage, NoticeIndexPage, NoticePage

pytestmark = pytest.mark.django_db
Committing = Callable[..., AbstractContextManager[Any]]
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([A-Za-z0-9]{64})"')
FIRST, SECOND = "第一版的话", "第二版的话"


@pytest.fixture(autouse=True)
def _kept_for_a_while(settings: Any) -> None:
    settings.SHARED_PAGES_SECONDS = 300


@pytest.fixture
def committing(django_capture_on_commit_callbacks: Any) -> Committing:
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def notice(committing: Committing) -> NoticePage:
    page = NoticePage(
        title=FIRST, slug="first", category="exam", event_date=date(2026, 11, 1), body="<p>正文</p>"
    )
    with committing():
        NoticeIndexPage.objects.get().add_child(instance=page)
        page.save_revision().publish()
    return page


def page_of(address: str, client: Client | None = None) -> str:
    return (client or Client()).get(address).content.decode()


def queries(address: str, client: Client | None = None) -> int:
    with CaptureQueriesContext(connection) as asked:
        page_of(address, client)
    return len(asked)


def test_the_second_visitor_is_answered_without_the_database(notice: NoticePage) -> None:
    first = page_of(notice.url)
    assert queries(notice.url) == 0
    assert TOKEN.sub("", page_of(notice.url)) == TOKEN.sub("", first)


def test_each_visitor_gets_a_token_that_the_forms_take(notice: NoticePage) -> None:
    found = set()
    for _time in range(2):
        visitor = Client(enforce_csrf_checks=True)
        tokens = set(TOKEN.findall(page_of(notice.url, visitor)))
        assert len(tokens) == 1
        [token] = tokens
        choice = {"csrfmiddlewaretoken": token, "language": "en", "next": notice.url}
        answer = visitor.post("/language/", choice)
        assert (answer.status_code, answer.headers.get("Location")) == (302, notice.url)
        found |= tokens
    assert len(found) == 2


def test_headers_are_kept_too(notice: NoticePage) -> None:
    first, second = Client().get(notice.url), Client().get(notice.url)
    assert dict(first.items()) == dict(second.items())
    assert second.headers["Content-Language"] == "zh-hans"
    assert "default-src" in second.headers["Content-Security-Policy"]


def test_language_and_type_have_pages_of_their_own(notice: NoticePage) -> None:
    english, large = Client(), Client()
    english.cookies["django_language"] = "en"
    large.cookies[TYPE_COOKIE] = LARGE
    assert '<html lang="zh-hans">' in page_of(notice.url)
    assert '<html lang="en">' in page_of(notice.url, english)
    assert '<html lang="zh-hans" class="large">' in page_of(notice.url, large)
    assert '<html lang="zh-hans">' in page_of(notice.url)


def test_whoever_is_signed_in_is_never_served_from_what_is_kept(notice: NoticePage) -> None:
    member = Client()
    login = granting.create_login("wen", "a-long-password", "文静", actor_id=None)
    member.force_login(User.objects.get(pk=login.pk))
    assert "文静" in page_of(notice.url, member)
    assert "文静" not in page_of(notice.url)
    assert "文静" in page_of(notice.url, member)
    assert queries(notice.url, member) > 0


def test_a_question_in_the_address_is_answered_freshly(notice: NoticePage) -> None:
    page_of("/notices/?page=1")
    assert queries("/notices/?page=1") > 0


def test_a_published_change_is_seen_at_once(notice: NoticePage, committing: Committing) -> None:
    assert FIRST in page_of(notice.url)
    with committing():
        notice.title = SECOND
        notice.save_revision().publish()
    assert SECOND in page_of(notice.url)
    assert SECOND in page_of("/notices/")


def test_a_page_made_before_the_change_is_not_kept_after_it(
    notice: NoticePage, committing: Committing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow answer, begun before somebody publishes."""
    keep = sharing._to_keep

    def slowly(*given: Any) -> Any:
        with committing():
            notice.title = SECOND
            notice.save_revision().publish()
        monkeypatch.setattr(sharing, "_to_keep", keep)
        return keep(*given)

    monkeypatch.setattr(sharing, "_to_keep", slowly)
    assert FIRST in page_of(notice.url)
    assert SECOND in page_of(notice.url)


@pytest.mark.parametrize("act", ["unpublish", "delete"])
def test_what_was_taken_down_is_gone_at_once(
    notice: NoticePage, committing: Committing, act: str
) -> None:
    assert Client().get(notice.url).status_code == 200
    with committing():
        getattr(Page.objects.get(pk=notice.pk).specific, act)()
    assert Client().get(notice.url).status_code == 404


def test_what_became_private_is_closed_at_once(notice: NoticePage, committing: Committing) -> None:
    assert Client().get(notice.url).status_code == 200
    with committing():
        PageViewRestriction.objects.create(page=notice, restriction_type="login")
    answer = Client().get(notice.url)
    assert (answer.status_code, "/login/" in answer.headers["Location"]) == (302, True)
    assert Client().get(notice.url).status_code == 302


def test_a_change_that_was_rolled_back_clears_nothing(notice: NoticePage) -> None:
    page_of(notice.url)
    sharing.forget()  # its transaction never commits
    assert queries(notice.url) == 0


def test_other_pages_are_not_kept(notice: NoticePage) -> None:
    for address in ("/v/", "/law/", "/accounts/login/", "/notices/none/", "/healthz"):
        cache.clear()
        Client().get(address)
        # The edition, and limits of the view itself: no page.
        assert is_kept(address) is False


def is_kept(address: str) -> bool:
    request = Client().get(address).wsgi_request
    return cache.get(sharing._key(request)) is not None


def test_a_kept_page_is_found_by_its_key(notice: NoticePage) -> None:
    """So that `is_kept` can fail."""
    assert is_kept(notice.url)
    assert HomePage.objects.get().url == "/"
    assert Site.objects.get().root_page_id == HomePage.objects.get().pk


def test_a_page_with_another_secret_in_it_is_not_kept(
    notice: NoticePage, committing: Committing
) -> None:
    with committing():
        notice.body = f"<p>{'a1' * 32}</p>"
        notice.save_revision().publish()
    assert not is_kept(notice.url)
