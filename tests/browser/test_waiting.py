"""What waits for the server lies where neither a crash nor a refusal of the browser reaches it."""

import json
import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.sitting import (
    ANSWERS,
    EVENTS,
    SAVED,
    attempt_of,
    choose,
    cut,
    hand_in,
    stored,
    turn,
)
from tests.stack import Stack

pytestmark = pytest.mark.browser
KEPT = """
    (attempt) => new Promise((resolve, reject) => {
      const opening = indexedDB.open(`hezhong:attempt:${attempt}`);
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const all = opening.result.transaction("answers").objectStore("answers").getAll();
        all.onsuccess = () => {
          opening.result.close();
          resolve(all.result.map((entry) => [entry.question, entry.sequence, entry.value]));
        };
      };
    })"""
NO_DATABASES = "async () => (await indexedDB.databases()).length === 0"
NOTHING_PLAIN = """
    () => !Object.keys(localStorage).some((key) => key.startsWith("hezhong:attempt"))"""
NO_DATABASE = """
    Object.defineProperty(window, "indexedDB", {
      get() { throw new DOMException("refused", "SecurityError"); } });"""
NO_STORAGE = """
    Object.defineProperty(window, "localStorage", {
      get() { throw new DOMException("refused", "SecurityError"); } });"""
SLOW_DISK = """
    Object.defineProperty(IDBTransaction.prototype, "oncomplete", {
      set(act) {
        this.addEventListener("complete", async (event) => {
          while (!window.written) await new Promise((go) => setTimeout(go, 50));
          act(event);
        });
      } });"""
TRIED_AGAIN_BY = 16_000  # ms after what was tried in vain
FULL = """
    IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); };
"""


def test_what_waits_lies_in_the_database_of_the_browser_before_the_page_says_so(
    paper: Page, real_stack: Stack
) -> None:
    attempt = attempt_of(paper)
    cut(paper)
    choose(paper, "A")
    choose(paper, "B")
    expect(paper.locator("[data-offline]")).to_be_visible()
    assert paper.evaluate(KEPT, attempt) == [[1, 2, ["B"]]]
    expect(paper.locator("[data-kept]")).to_be_visible()
    expect(paper.locator("[data-held]")).to_be_hidden()
    paper.unroute("**/answers/")
    expect(paper.locator("[data-save-line]")).to_have_text(SAVED, timeout=20_000)
    paper.wait_for_function(f"async () => (await ({KEPT})({attempt})).length === 0")
    cut(paper)
    choose(paper, "C")
    expect(paper.locator("[data-offline]")).to_be_visible()
    paper.unroute("**/answers/")
    hand_in(paper)
    paper.wait_for_function(NO_DATABASES)


def test_what_was_chosen_before_the_scripts_were_there_is_saved_when_they_come(
    paper: Page, real_stack: Stack
) -> None:
    attempt = attempt_of(paper)
    late: list[Route] = []
    paper.route("**/exams/exam.*js", lambda route: late.append(route))  # noqa: PLW0108
    paper.reload(wait_until="commit")
    choose(paper, "B")
    assert stored(real_stack, ANSWERS, attempt) == []
    late[0].continue_()
    paper.unroute("**/exams/exam.*js")
    expect(paper.locator("[data-save-line]")).to_have_text(SAVED)
    assert stored(real_stack, ANSWERS, attempt) == [(1, ["B"])]
    hand_in(paper)


def test_nothing_is_said_to_be_kept_while_the_disk_has_not_said_so(paper: Page) -> None:
    paper.add_init_script(SLOW_DISK)
    paper.reload()
    cut(paper)
    with paper.expect_event("requestfailed"):
        choose(paper, "B")
    paper.wait_for_timeout(500)
    expect(paper.locator("[data-offline]")).to_be_hidden()
    expect(paper.locator("[data-save-line]")).to_have_text("正在保存")
    paper.evaluate("window.written = true")
    expect(paper.locator("[data-offline]")).to_be_visible()
    expect(paper.locator("[data-save-line]")).to_contain_text("未保存，正在重试")
    paper.unroute("**/answers/")
    expect(paper.locator("[data-save-line]")).to_have_text(SAVED, timeout=20_000)
    hand_in(paper)


def test_a_tab_that_crashed_loses_nothing(paper: Page, real_stack: Stack) -> None:
    """It is gone without a word; the next tab is another window, which is told and goes on."""
    attempt = attempt_of(paper)
    choose(paper, "A")
    expect(paper.locator("[data-save-line]")).to_have_text(SAVED)
    cut(paper)
    choose(paper, "B")
    turn(paper, 3)
    choose(paper, "C")
    turn(paper, 2)
    choose(paper, "A")
    expect(paper.locator("[data-save-line]")).to_contain_text("正在重试 (3)")
    address = paper.url
    paper.close()

    after = paper.context.new_page()
    after.goto(address)
    expect(after.locator("[data-elsewhere]")).to_be_visible()
    expect(after.locator(".question-cell--unsaved")).to_have_count(3)
    with after.expect_response("**/answers/"):  # the page is another one first
        after.locator("[data-here] button").click()
    expect(after.locator(".question-cell--unsaved")).to_have_count(0)
    assert stored(real_stack, EVENTS, attempt) == [
        (1, ["A"], 0),
        (1, ["B"], 0),
        (3, ["C"], 0),
        (2, ["A"], 0),
    ]
    hand_in(after)


def test_ten_minutes_without_a_network_lose_nothing_and_the_clock_is_set_right(
    paper: Page, real_stack: Stack
) -> None:
    attempt = attempt_of(paper)
    paper.clock.install()
    paper.reload()
    paper.wait_for_load_state("networkidle")
    paper.context.set_offline(True)
    for place, letter in ((1, "B"), (3, "A"), (2, "C")):
        if place > 1:
            turn(paper, place)
        choose(paper, letter)
        paper.clock.fast_forward(200_000)
    expect(paper.locator("[data-offline]")).to_be_visible()
    expect(paper.locator(".question-cell--unsaved")).to_have_count(3)
    minutes = int(paper.locator("[data-clock]").inner_text().split(":")[0])
    paper.context.set_offline(False)
    expect(paper.locator(".question-cell--unsaved")).to_have_count(0)
    assert stored(real_stack, ANSWERS, attempt) == [(1, ["B"]), (2, ["C"]), (3, ["A"])]
    # The device's clock was moved, the server's was not.
    expect(paper.locator("[data-clock]")).to_have_text(
        re.compile(f"^({minutes + 9}|{minutes + 10}):")
    )
    hand_in(paper)


@pytest.mark.parametrize("refused", [NO_DATABASE, FULL], ids=["refused", "full"])
def test_where_the_database_is_refused_the_plain_storage_keeps_what_waits(
    paper: Page, real_stack: Stack, refused: str
) -> None:
    attempt = attempt_of(paper)
    paper.add_init_script(refused)
    paper.reload()
    cut(paper)
    choose(paper, "B")
    expect(paper.locator("[data-kept]")).to_be_visible()
    turn(paper, 2)
    choose(paper, "A")
    expect(paper.locator("[data-save-line]")).to_contain_text("未保存，正在重试")
    paper.reload()
    expect(paper.locator(".question-cell--unsaved")).to_have_count(2)
    paper.unroute("**/answers/")
    expect(paper.locator(".question-cell--unsaved")).to_have_count(0)
    assert stored(real_stack, EVENTS, attempt) == [(1, ["B"], 0), (2, ["A"], 0)]
    hand_in(paper)
    paper.wait_for_function(NOTHING_PLAIN)


def test_what_is_too_large_at_once_is_sent_in_parts(paper: Page, real_stack: Stack) -> None:
    attempt = attempt_of(paper)
    paper.clock.install()
    paper.reload()
    refused: list[int] = []

    def one_at_a_time(route: Route) -> None:
        many = len(json.loads(str(route.request.post_data))["answers"])
        if many == 1:
            route.continue_()
        else:
            refused.append(many)
            route.fulfill(status=413, json={"text": "太大了"})

    cut(paper)
    for place, letter in ((1, "B"), (2, "A"), (3, "A")):
        if place > 1:
            turn(paper, place)
        choose(paper, letter)
        expect(paper.locator(".question-cell--unsaved")).not_to_have_count(0)
    paper.unroute("**/answers/")
    paper.route("**/answers/", one_at_a_time)
    paper.clock.fast_forward(TRIED_AGAIN_BY)
    expect(paper.locator(".question-cell--unsaved")).to_have_count(0)
    assert refused[:2] == [3, 2]
    assert stored(real_stack, ANSWERS, attempt) == [(1, ["B"]), (2, ["A"]), (3, ["A"])]
    paper.unroute("**/answers/")
    hand_in(paper)


def test_where_nothing_may_be_kept_the_page_holds_it_and_says_so(
    paper: Page, real_stack: Stack
) -> None:
    attempt = attempt_of(paper)
    paper.add_init_script(NO_DATABASE + NO_STORAGE)
    paper.reload()
    paper.wait_for_load_state("networkidle")
    paper.context.set_offline(True)
    choose(paper, "B")
    expect(paper.locator("[data-held]")).to_be_visible()
    expect(paper.locator("[data-held]")).to_contain_text("不要关闭或刷新")
    expect(paper.locator("[data-kept]")).to_be_hidden()
    turn(paper, 2)
    choose(paper, "C")
    expect(paper.locator("[data-held]")).to_be_visible()
    paper.context.set_offline(False)
    expect(paper.locator(".question-cell--unsaved")).to_have_count(0)
    assert stored(real_stack, ANSWERS, attempt) == [(1, ["B"]), (2, ["C"])]
    hand_in(paper)
