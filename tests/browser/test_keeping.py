"""What a reader has opened is readable without a network, by that reader alone.

Proven on broken workers: these went red when the worker kept every page, nothing, no styles, kept
copies at the way out and at another reader's page, showed one in place of a page that is gone, did
not say that it is a copy, deleted nothing at the button, or took care of exams.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.stack import Stack

pytestmark = pytest.mark.browser
SignIn = Callable[[str], None]

LESSON = "/learn/property/neighbour-water/"
OTHER = "/learn/contract/iou-interest/"
CASE = "/cases/dog-bite-child/"
ARTICLE = "/law/civil-code/290/"
COPY, AWAY = "[data-copy]", "[data-why=away]"
READY = "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"
COPIES = """async () => {
  const found = [];
  for (const name of (await caches.keys()).filter((name) => name.startsWith("hezhong-pages:"))) {
    for (const request of await (await caches.open(name)).keys()) {
      found.push(new URL(request.url).pathname);
    }
  }
  return found.filter((path) => !path.startsWith("/media/")).sort();
}"""
SHEETS = "[...document.styleSheets].every((sheet) => sheet.cssRules.length > 0)"
UNPUBLISH = """
from courses.models import LessonPage
LessonPage.objects.get(slug="iou-interest").unpublish()
"""
PUBLISH = """
from courses.models import LessonPage
LessonPage.objects.get(slug="iou-interest").get_latest_revision().publish()
"""


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "service_workers": "allow"}


@pytest.fixture
def reader(page: Page, sign_in: SignIn) -> Iterator[Page]:
    """A trainee whose browser has the worker."""
    sign_in("trainee1")
    page.wait_for_function(READY)
    yield page
    page.context.set_offline(False)


def opened(page: Page, *paths: str) -> None:
    """Open pages, and wait until each is kept."""
    for path in paths:
        page.goto(path)
        page.wait_for_function(
            "async (path) => (await (" + COPIES + ")()).includes(path)", arg=path
        )


def test_what_was_opened_reads_without_a_network_and_says_it_is_a_copy(reader: Page) -> None:
    opened(reader, LESSON, CASE, ARTICLE)
    # What the browser itself keeps of files must not stand in for the worker's.
    reader.context.new_cdp_session(reader).send("Network.clearBrowserCache")
    reader.context.set_offline(True)
    for path in (LESSON, CASE, ARTICLE):
        reader.goto(path)
        expect(reader.locator("main h1")).to_be_visible()
        expect(reader.locator(COPY)).to_be_visible()
        expect(reader.locator(COPY)).to_have_text(re.compile("20[0-9]{2}年.*副本"))
        assert reader.evaluate(SHEETS)
    reader.goto(LESSON)
    expect(reader.locator(COPY)).to_contain_text("不记学习进度")


def test_a_page_that_was_not_opened_is_said_to_be_missing_and_others_are_offered(
    reader: Page,
) -> None:
    opened(reader, LESSON)
    reader.context.set_offline(True)
    reader.goto(OTHER)
    expect(reader.locator(f"{AWAY} h1")).to_have_text("现在没有网络")
    reader.locator(f"[data-some] a[href='{LESSON}']").click()
    reader.wait_for_url(f"**{LESSON}")
    expect(reader.locator(COPY)).to_be_visible()
    reader.context.set_offline(False)
    reader.reload()
    expect(reader.locator(COPY)).to_be_hidden()


def test_only_reading_is_kept(reader: Page) -> None:
    opened(reader, LESSON)
    for path in ("/desk/", "/desk/my-data/", "/learn/mine/", "/exams/", "/v/", "/law/?q=排水"):
        reader.goto(path)
    opened(reader, ARTICLE)
    assert reader.evaluate(COPIES) == [ARTICLE, LESSON]


def test_signing_out_takes_the_copies_along(reader: Page, sign_in: SignIn) -> None:
    opened(reader, LESSON)
    reader.locator(".strip__tools form[action='/accounts/logout/'] button").click()
    reader.wait_for_load_state()
    assert reader.evaluate(COPIES) == []
    sign_in("trainee2")
    assert reader.evaluate(COPIES) == []
    reader.context.set_offline(True)
    reader.goto(LESSON)
    expect(reader.locator(AWAY)).to_be_visible()


def test_another_login_finds_nothing_of_the_one_before_who_did_not_sign_out(
    reader: Page, sign_in: SignIn
) -> None:
    opened(reader, LESSON)
    sign_in("trainee2")
    reader.context.set_offline(True)
    reader.goto(LESSON)
    expect(reader.locator(AWAY)).to_be_visible()
    assert reader.evaluate(COPIES) == []


def test_a_session_that_ended_leaves_nothing_once_the_next_page_says_so(reader: Page) -> None:
    opened(reader, LESSON)
    reader.context.clear_cookies()
    reader.goto("/accounts/login/")
    assert reader.evaluate(COPIES) == []


def test_the_copy_of_a_withdrawn_page_goes(reader: Page, real_stack: Stack) -> None:
    opened(reader, LESSON, OTHER)
    real_stack.manage("shell", "--no-imports", "-c", UNPUBLISH)
    try:
        answer = reader.goto(OTHER)
        assert answer is not None
        assert answer.status == 404
        expect(reader.locator(COPY)).to_have_count(0)
        reader.context.set_offline(True)
        reader.goto(OTHER)
        expect(reader.locator(AWAY)).to_be_visible()
        assert reader.evaluate(COPIES) == [LESSON]
    finally:
        real_stack.manage("shell", "--no-imports", "-c", PUBLISH)


def test_a_form_without_a_network_says_that_nothing_was_sent(reader: Page) -> None:
    opened(reader, OTHER)
    reader.context.set_offline(True)
    reader.locator("#my-note summary").click()
    reader.fill("#my-note-text", "先问利息")
    reader.locator("#my-note form button").click()
    expect(reader.locator("[data-why=unsent] h1")).to_have_text("没有送出去")


def test_the_copies_are_deleted_from_the_device_by_a_button(reader: Page) -> None:
    opened(reader, LESSON)
    reader.goto("/offline/")
    expect(reader.locator("[data-why=asked]")).to_be_visible()
    reader.locator("[data-some] form button").click()
    expect(reader.locator("[data-none]")).to_be_visible()
    assert reader.evaluate(COPIES) == []


def test_exams_pass_the_worker_by(reader: Page) -> None:
    """Neither their pages nor the files of theirs: without a network the browser itself says so."""
    seen: list[str] = []
    reader.on(
        "response",
        lambda answer: seen.append(answer.url) if answer.from_service_worker else None,
    )
    reader.goto("/exams/")
    assert [url for url in seen if "/exams/" in url] == []
    opened(reader, LESSON)
    assert reader.url in seen
    reader.context.set_offline(True)
    with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
        reader.goto("/exams/")
