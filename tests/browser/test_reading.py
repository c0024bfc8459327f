"""A lesson read with its script: what was in sight is kept, one goes on where one stopped, and the
last answer finishes it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.walking import answer_checks

pytestmark = pytest.mark.browser
SignIn = Callable[[str], None]
TOLD_BY = 4_000  # ms between two reports of the page
RESUME = ".lesson__resume a"
PLAY = """film => new Promise((played, failed) => {
  film.muted = true;
  film.addEventListener("timeupdate", () => film.currentTime > 0.3 && played());
  film.play().catch(failed);
})"""


def read_to(page: Page, part: int) -> None:
    """Bring every part up to this one into sight, and wait until the server was told."""
    parts = page.locator("[data-part]")
    last = parts.count() - 1 if part < 0 else part
    for number in range(last + 1):
        parts.nth(number).scroll_into_view_if_needed()
        page.wait_for_timeout(60)
    with page.expect_response("**/seen/"):
        page.clock.fast_forward(TOLD_BY)


def test_reading_is_kept_resumed_and_finished_by_the_last_answer(
    page: Page, sign_in: SignIn, no_hurry: None
) -> None:
    sign_in("trainee2")
    lesson = "/learn/contract/iou-interest/"  # begun, with its module's quiz far off
    page.clock.install()
    page.goto(lesson)
    read_to(page, 3)
    page.goto(lesson)
    expect(page.locator(RESUME)).to_be_visible()
    anchor = page.locator(RESUME).get_attribute("href") or ""
    page.click(RESUME)
    expect(page.locator(anchor)).to_be_in_viewport()
    read_to(page, -1)
    answer_checks(page)
    expect(page.locator(".save-line").first).to_contain_text("已学完")
    assert page.locator("form[action$='/complete/']").count() == 0


@pytest.mark.parametrize(
    ("lesson", "element"),
    [("/learn/craft/step-by-step/", "video"), ("/learn/craft/intake/", "audio")],
)
def test_the_demos_film_and_recording_play(page: Page, lesson: str, element: str) -> None:
    page.goto(lesson)
    film = page.locator(f"{element}[data-film]")
    film.evaluate(PLAY)
    assert film.evaluate("film => film.duration") > 60
    assert film.evaluate("film => film.videoWidth ?? 960") == 960


def test_a_cited_article_opens_in_place_and_gives_the_place_back(
    page: Page, axe: Callable[[Page], list[str]]
) -> None:
    address = "/cases/blocked-ditch/"
    page.goto(address)
    link = page.locator(".commentary__body a.cite").first
    link.focus()
    page.keyboard.press("Enter")
    drawer = page.locator("dialog[open]")
    expect(drawer.get_by_role("heading").first).to_contain_text("第二百八十八条")
    expect(drawer.locator(".statute--page")).to_be_visible()
    assert axe(page) == []
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)
    expect(link).to_be_focused()
    assert page.url.endswith(address)


def test_an_article_that_cannot_be_fetched_opens_its_page(page: Page) -> None:
    page.goto("/cases/blocked-ditch/")
    link = page.locator(".commentary__body a.cite").first
    page.route(
        "**/law/**",
        lambda route: route.continue_() if route.request.is_navigation_request() else route.abort(),
    )
    link.click()
    page.wait_for_url(re.compile(r"/law/civil-code/288/$"))
