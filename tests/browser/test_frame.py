"""The frame in a real browser: home page, sign-in page, desk, in both languages and sizes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.door import fill_the_form

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
PUBLIC = ["/", "/accounts/login/"]


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("width", [360, 1280])
def test_a_public_page_fits_and_breaks_no_rule_of_accessibility(
    page: Page, axe: Callable[[Page], list[str]], path: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe(page) == []


def test_a_trainee_signs_in_and_reaches_the_desk(
    page: Page, axe: Callable[[Page], list[str]]
) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    fill_the_form(page, "trainee1")
    expect(page.locator("main")).to_contain_text("周桂芳")
    assert axe(page) == []


def test_a_wrong_password_is_said_and_lets_nobody_in(page: Page) -> None:
    page.goto("/accounts/login/")
    page.fill("input[name=login]", "trainee1")
    page.fill("input[name=password]", "wrong")
    page.locator("form:has(input[name=password]) [type=submit]").click()
    expect(page.locator("input[name=login]")).to_have_value("trainee1")
    page.goto("/desk/")
    assert "/accounts/login/" in page.url
