"""Sheets to hand out, as the browser prints them."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
LESSON = "/learn/property/neighbour-water/"
WHOLE = """() => [...document.querySelectorAll(".case, .paper__article, .paper__check, figure")]
  .every((part) => getComputedStyle(part).breakInside === "avoid")"""

OPEN = """() => [...document.querySelectorAll("details.statute")].every(
  (each) => getComputedStyle(each, "::details-content").contentVisibility === "visible")"""


def test_a_lesson_leads_to_its_sheet_and_the_sheet_to_the_printer(page: Page) -> None:
    page.add_init_script("window.print = () => { window.printed = true; }")
    page.goto(LESSON)
    page.locator(".print-link").click()
    page.locator("[data-print]").click()
    assert page.evaluate("window.printed") is True
    page.locator(".paper__tools a").click()
    expect(page).to_have_url(f"{page.url.split('/learn/')[0]}{LESSON}")


def test_on_paper_is_only_what_is_read_and_boxes_stay_whole(page: Page) -> None:
    page.goto(f"{LESSON}?print=1")
    page.emulate_media(media="print")
    expect(page.locator(".paper__tools")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).fontSize").startswith("14.66")  # 11 pt
    assert page.evaluate(WHOLE)


def test_printing_the_page_itself_leaves_out_what_is_clicked_and_opens_the_articles(
    page: Page,
) -> None:
    page.set_viewport_size({"width": 600, "height": 800})
    page.goto(LESSON)
    page.emulate_media(media="print")
    for part in (
        ".print-link",
        ".contents-box",
        ".lesson__turn",
        ".check form .button",
        ".strip__search",
    ):
        expect(page.locator(part).first).to_be_hidden()
    assert page.evaluate(OPEN)
