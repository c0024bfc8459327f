"""The quota board on the screen: sound in both shapes, its numbers lead to the names."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_pages import faults, sign_in_as

pytestmark = pytest.mark.browser
Axe = Callable[[Page], list[str]]
SignIn = Callable[[str], None]
BOARD = "/roster/board/"


def test_the_board_and_its_pages_are_sound(shaped: Page, sign_in: SignIn, axe: Axe) -> None:
    sign_in_as(shaped, sign_in, "hr1")
    for page in ("", "lacking/", "panels/", "panels/new/"):
        assert faults(shaped, axe, BOARD + page) == []


def test_a_day_and_a_kind_of_post_stay_in_the_address(page: Page, sign_in: SignIn) -> None:
    sign_in("hr1")
    page.goto(BOARD)
    page.locator("nav.choices-of-posts a").last.click()
    expect(page).to_have_url(f"{BOARD}?post=all#vacancies")
    page.fill("input[name=on]", "2026-06-30")
    page.locator("form:has(input[name=on]) [type=submit]").first.click()
    expect(page.locator("input[name=on]").first).to_have_value("2026-06-30")
    assert "post=all" in page.url
    assert "on=2026-06-30" in page.url
