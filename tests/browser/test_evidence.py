"""A candidate says an answer was lost; the exam officer looks it up and takes a copy."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.sitting import choose, hand_in, turn
from tests.browser.test_running import officer

pytestmark = pytest.mark.browser
PICTURES = os.environ.get("HEZHONG_PICTURES", "")
SHAPES = [("zh-hans", 360, "light"), ("zh-hans", 1280, "dark"), ("en", 360, "dark"),
          ("en", 1280, "light")]  # fmt: skip


def look(page: Page, address: str, name: str, axe: Callable[[Page], list[str]]) -> None:
    """The page in both languages, wide and narrow, light and dark."""
    before, root = page.viewport_size, urljoin(page.url, "/")
    for language, width, scheme in SHAPES:
        page.context.add_cookies([{"name": "django_language", "value": language, "url": root}])
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.goto(address)
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if PICTURES:
            shot = Path(PICTURES) / f"{name}-{language}-{width}-{scheme}.png"
            page.screenshot(path=shot, full_page=True)
    page.context.add_cookies([{"name": "django_language", "value": "zh-hans", "url": root}])
    page.emulate_media(color_scheme="light")
    if before:
        page.set_viewport_size(before)
    page.goto(address)


def take_pdf(office: Page, receipt: str, axe: Callable[[Page], list[str]]) -> None:
    """A job makes it, and the page looks again by itself."""
    office.get_by_role("button", name="制作 PDF").click()
    take = office.get_by_role("button", name="下载 PDF")
    expect(take).to_be_visible()
    look(office, office.url, "evidence-pdf", axe)
    with office.expect_download() as taken:
        take.click()
    assert taken.value.path().read_bytes().startswith(b"%PDF")
    assert taken.value.suggested_filename == f"evidence-{receipt}.pdf"
    if PICTURES:
        taken.value.save_as(Path(PICTURES) / "evidence.pdf")


def test_what_was_answered_is_found_by_candidate_and_officer(
    paper: Page, browser: Browser, base_url: str, axe: Callable[[Page], list[str]]
) -> None:
    for place, letters in ((1, "AB"), (2, "B")):
        turn(paper, place)
        for letter in letters:
            choose(paper, letter)
            expect(paper.locator("[data-save-line]")).to_contain_text("已保存")
    hand_in(paper)
    receipt = paper.locator(".exam-receipt__number").inner_text()
    look(paper, paper.url, "receipt", axe)
    paper.get_by_role("link", name="我的作答记录").click()
    rows = paper.locator("[aria-labelledby=answers] tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_contain_text("被后来的作答取代")
    expect(rows.nth(2)).to_contain_text("计分")
    look(paper, paper.url, "record", axe)

    office = officer(browser, base_url)
    office.goto("/desk/papers/running/")
    office.get_by_role("link", name="全部考试记录").click()
    look(office, office.url, "attempts", axe)
    office.get_by_label("回执号或姓名").fill(receipt.lower())
    office.get_by_role("button", name="查找").click()
    expect(office.locator("tbody tr")).to_have_count(1)
    office.locator("tbody a").click()
    expect(office.get_by_text("第 1 题：B")).to_be_visible()
    look(office, office.url, "evidence", axe)
    with office.expect_download() as taken:
        office.get_by_role("button", name="导出 JSON").click()
    facts = json.loads(taken.value.path().read_text())
    assert facts["attempt"]["receipt"] == receipt
    assert facts["totals"]["arrived"] == 3
    take_pdf(office, receipt, axe)
