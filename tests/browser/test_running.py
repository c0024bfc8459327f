"""The exam officer gives minutes back while somebody writes; the candidate's clock follows."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.door import enter
from tests.browser.sitting import choose, hand_in

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("HEZHONG_PICTURES", "")


def officer(browser: Browser, base_url: str) -> Page:
    page = browser.new_context(base_url=base_url, locale="zh-CN").new_page()
    enter(page, "officer1")
    return page


def minutes_left(page: Page) -> int:
    return int(page.locator("[data-clock]").inner_text().split(":")[0])


def test_minutes_given_back_reach_the_screen_with_the_next_answer(
    paper: Page, browser: Browser, base_url: str, axe: Callable[[Page], list[str]]
) -> None:
    choose(paper, "A")
    expect(paper.locator("[data-save-line]")).to_contain_text("已保存")
    before = minutes_left(paper)
    office = officer(browser, base_url)
    for width in (360, 1280):
        office.set_viewport_size({"width": width, "height": 800})
        office.goto("/desk/papers/running/")
        assert axe(office) == []
        assert office.evaluate("document.documentElement.scrollWidth") <= width
        if PICTURES:
            office.screenshot(path=Path(PICTURES) / f"running-{width}.png", full_page=True)
    office.locator("tbody input[type=checkbox]").first.check()
    office.get_by_label("分钟数").fill("10")
    office.get_by_role("button", name="确认补时").click()
    expect(office.locator(".field__error")).to_have_count(1)
    expect(office.locator("tbody input[type=checkbox]").first).to_be_checked()
    office.get_by_label("原因").fill("机房断网")
    office.get_by_role("button", name="确认补时").click()
    expect(office.get_by_text("已为 1 份试卷各补 10 分钟")).to_be_visible()

    choose(paper, "B")
    expect(paper.locator("[data-save-line]")).to_contain_text("已保存")
    expect(paper.locator("[data-clock]")).to_have_text(re.compile(f"{before + 9}|{before + 10}"))
    if PICTURES:
        other = paper.context.new_page()
        other.set_viewport_size({"width": 360, "height": 800})
        other.goto(paper.url)
        other.screenshot(path=Path(PICTURES) / "elsewhere-360.png", full_page=True)
        other.set_viewport_size({"width": 1280, "height": 800})
        other.screenshot(path=Path(PICTURES) / "elsewhere-1280.png", full_page=True)
        other.close()
    hand_in(paper)
