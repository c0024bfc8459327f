"""One window answers a paper at a time: the other one is told, and goes on with one click."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.sitting import choose, cut, hand_in

pytestmark = pytest.mark.browser
FORBIDDEN = """for (const name of ["sessionStorage", "localStorage"])
  Object.defineProperty(window, name, { get() { throw new Error("forbidden"); } });"""


def said(page: Page) -> str:
    line = page.locator("[data-save-line]")
    expect(line).to_contain_text("已保存")
    return line.inner_text()


def test_a_second_window_is_told_at_once_and_goes_on_with_one_click(paper: Page) -> None:
    banner = "[data-elsewhere]"
    choose(paper, "A")
    said(paper)
    second = paper.context.new_page()
    second.goto(paper.url)
    expect(second.locator(banner)).to_be_visible()
    expect(second.locator("input[value=B]")).to_be_disabled()
    expect(second.locator("input[value=A]")).to_be_checked()

    second.get_by_role("button", name="在此继续").click()
    expect(second.locator(banner)).to_be_hidden()
    choose(second, "B")
    said(second)

    expect(paper.locator(banner)).to_be_hidden()
    choose(paper, "C")
    expect(paper.locator(banner)).to_be_visible()
    second.reload()
    expect(second.locator(banner)).to_be_hidden()
    expect(second.locator("input[value=B]")).to_be_checked()
    paper.close()
    hand_in(second)


def test_a_window_that_was_taken_over_says_so_without_being_touched(paper: Page) -> None:
    choose(paper, "A")
    said(paper)
    second = paper.context.new_page()
    second.goto(paper.url)
    second.get_by_role("button", name="在此继续").click()
    choose(second, "B")
    said(second)
    expect(paper.locator("[data-elsewhere]")).to_be_hidden()
    # As when somebody looks at it again; it asks by itself within half a minute as well.
    paper.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(paper.locator("[data-elsewhere]")).to_be_visible()
    expect(paper.locator("input[value=A]")).to_be_disabled()
    second.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    choose(second, "C")
    said(second)
    expect(second.locator("[data-elsewhere]")).to_be_hidden()


def test_where_nothing_may_be_stored_one_goes_on_after_a_reload_all_the_same(paper: Page) -> None:
    paper.add_init_script(FORBIDDEN)
    paper.reload()
    choose(paper, "A")
    said(paper)
    paper.reload()
    expect(paper.locator("[data-elsewhere]")).to_be_visible()
    paper.get_by_role("button", name="在此继续").click()
    expect(paper.locator("[data-elsewhere]")).to_be_hidden()
    choose(paper, "B")
    said(paper)
    hand_in(paper)


def deafen(page: Page) -> None:
    """What is sent arrives, and its reply is not heard."""

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/answers/", lose)


def test_a_window_that_was_left_before_the_reply_goes_on_by_itself(paper: Page) -> None:
    for lose, letter in ((deafen, "A"), (deafen, "B"), (cut, "C"), (cut, "A"), (deafen, "D")):
        lose(paper)
        choose(paper, letter)
        expect(paper.locator("[data-offline]")).to_be_visible()
        paper.unroute("**/answers/")
        paper.reload()
        said(paper)
        expect(paper.locator("[data-elsewhere]")).to_be_hidden()
        expect(paper.locator(f"input[value={letter}]")).to_be_checked()
    hand_in(paper)
