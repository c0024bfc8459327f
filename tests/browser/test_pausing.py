"""A paper is paused and goes on; its page is left and come back to."""

import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.sitting import attempt_of, choose, hand_in
from tests.stack import Stack

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("HEZHONG_PICTURES", "")
HIDDEN = "Object.defineProperty(document, 'visibilityState', {value: '%s', configurable: true})"
CHANGED = "document.dispatchEvent(new Event('visibilitychange'))"


def stands(page: Page, left: int = 1000, reason: str = "火警演练") -> None:
    """What the server says of the clock from now on."""
    told = {"left": left, "ends": "12:00截止", "paused": True, "reason": reason, "now": ""}
    page.route("**/clock/", lambda route: route.fulfill(body=json.dumps(told)))


def runs(page: Page) -> None:
    page.unroute("**/clock/")


def look(page: Page) -> None:
    """As somebody who comes back to the page, which asks at once then."""
    page.evaluate(CHANGED)


def test_the_question_is_covered_and_the_clock_stands_while_it_is_paused(
    paper: Page, axe: Callable[[Page], list[str]]
) -> None:
    choose(paper, "A")
    expect(paper.locator("[data-save-line]")).to_contain_text("已保存")
    stands(paper)
    look(paper)
    expect(paper.get_by_text("火警演练")).to_be_visible()
    expect(paper.locator("fieldset")).to_be_hidden()
    expect(paper.locator("[data-clock]")).to_have_text("16:40")
    paper.keyboard.press("B")
    paper.wait_for_timeout(1500)
    expect(paper.locator("[data-clock]")).to_have_text("16:40")
    assert axe(paper) == []
    for width, scheme in ((360, "light"), (1280, "dark")):
        paper.set_viewport_size({"width": width, "height": 800})
        paper.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert paper.evaluate("document.documentElement.scrollWidth") <= width
        if PICTURES:
            paper.screenshot(path=Path(PICTURES) / f"paused-{width}.png")
    paper.locator("[data-next]").click()
    expect(paper.locator("[data-exam]")).to_have_attribute("data-question", "2")

    runs(paper)
    look(paper)
    expect(paper.locator("[data-paused]")).to_be_hidden()
    expect(paper.locator("fieldset")).to_be_visible()
    expect(paper.locator("[data-clock]")).not_to_have_text("16:40")
    paper.keyboard.press("ArrowLeft")
    expect(paper.locator("input[value=A]")).to_be_checked()
    hand_in(paper)


def test_a_paused_page_that_turns_without_a_line_stays_covered(paper: Page) -> None:
    paper.wait_for_function("performance.getEntriesByName(location.href.split('?')[0] + '?q=all')")
    stands(paper)
    look(paper)
    expect(paper.locator("fieldset")).to_be_hidden()

    def without(route: Route) -> None:
        route.abort()

    paper.route("**/exams/attempts/*/?q=*", without)
    paper.locator("[data-next]").click()
    expect(paper.locator("[data-exam]")).to_have_attribute("data-question", "2")
    expect(paper.locator("fieldset")).to_be_hidden()
    expect(paper.get_by_text("火警演练")).to_be_visible()
    paper.unroute("**/exams/attempts/*/?q=*")
    runs(paper)
    look(paper)
    expect(paper.locator("fieldset")).to_be_visible()
    hand_in(paper)


PAUSE = (
    "from exams import pausing; pausing.pause([%d], reason='火警演练', action='b1', actor_id=None)"
)
GO_ON = "from exams import pausing; pausing.resume([%d], actor_id=None)"


def test_a_page_that_is_loaded_during_a_pause_has_no_question_until_it_goes_on(
    paper: Page, real_stack: Stack, axe: Callable[[Page], list[str]]
) -> None:
    choose(paper, "A")
    expect(paper.locator("[data-save-line]")).to_contain_text("已保存")
    attempt = attempt_of(paper)
    real_stack.manage("shell", "--no-imports", "-c", PAUSE % attempt)
    paper.reload()
    expect(paper.get_by_role("heading", name="您的答卷已暂停")).to_be_visible()
    expect(paper.get_by_text("火警演练")).to_be_visible()
    expect(paper.locator("fieldset")).to_have_count(0)
    assert axe(paper) == []
    for width, scheme in ((360, "light"), (1280, "dark")):
        paper.set_viewport_size({"width": width, "height": 800})
        paper.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert paper.evaluate("document.documentElement.scrollWidth") <= width
        if PICTURES:
            paper.screenshot(path=Path(PICTURES) / f"covered-{width}.png")
    paper.get_by_role("link", name="再看一次").click()
    expect(paper.get_by_role("heading", name="您的答卷已暂停")).to_be_visible()
    real_stack.manage("shell", "--no-imports", "-c", GO_ON % attempt)
    look(paper)
    expect(paper.locator("input[value=A]")).to_be_checked()
    choose(paper, "B")
    expect(paper.locator("[data-save-line]")).to_contain_text("已保存")
    hand_in(paper)


def leavings(stack: Stack, attempt: int) -> list[tuple[int, int | None]]:
    with sqlite3.connect(f"file:{stack.data}/hezhong.sqlite3?mode=ro", uri=True) as database:
        query = "SELECT back, seconds FROM exams_pageleaving WHERE attempt_id = ? ORDER BY id"
        return database.execute(query, [attempt]).fetchall()


def test_leaving_the_page_for_more_than_three_seconds_is_told(
    paper: Page, real_stack: Stack
) -> None:
    attempt = attempt_of(paper)
    for seconds in (1, 4):
        paper.evaluate(HIDDEN % "hidden")
        look(paper)
        paper.wait_for_timeout(seconds * 1000)
        paper.evaluate(HIDDEN % "visible")
        with (
            paper.expect_response("**/left/") if seconds > 1 else paper.expect_response("**/clock/")
        ):
            look(paper)
    paper.wait_for_timeout(500)
    kept = leavings(real_stack, attempt)
    assert [back for back, _seconds in kept] == [0, 1]
    assert kept[1][1] in {4, 5, 6}
    hand_in(paper)


def test_what_a_proxy_answered_for_the_platform_is_told_again(
    paper: Page, real_stack: Stack
) -> None:
    attempt = attempt_of(paper)
    paper.route("**/left/", lambda route: route.fulfill(status=404, body="<h1>Not found</h1>"))
    paper.evaluate(HIDDEN % "hidden")
    look(paper)
    paper.wait_for_timeout(4000)
    paper.evaluate(HIDDEN % "visible")
    with paper.expect_response("**/left/"):
        look(paper)
    assert leavings(real_stack, attempt) == []
    paper.unroute("**/left/")
    with paper.expect_response("**/left/"):  # told as it is loaded, or a moment later
        paper.reload()
        look(paper)
    paper.wait_for_timeout(500)
    assert [back for back, _seconds in leavings(real_stack, attempt)] == [0, 1]
    hand_in(paper)
