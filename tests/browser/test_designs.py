"""The gallery of designs, and a card that is printed, in both shapes."""

import os
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.test_pages import Axe, SignIn, faults_here, follow, sign_in_as

PICTURES = os.environ.get("PICTURES", "")


def take(page: Page, name: str) -> None:
    if PICTURES:
        lang = page.locator("html").get_attribute("lang")
        page.screenshot(path=Path(PICTURES) / f"{name}-{lang}.png", full_page=True)


def test_designs_and_a_card(shaped: Page, sign_in: SignIn, axe: Axe) -> None:
    sign_in_as(shaped, sign_in, "hr1")
    shaped.goto("/desk/certificates/")
    follow(shaped.locator("a[href$='/designs/']"))
    expect(shaped.locator("img.specimen")).to_have_count(3)
    assert faults_here(shaped, axe, "the designs") == []
    take(shaped, "designs")
    shaped.goto("/desk/certificates/?state=valid&kind=post")
    follow(shaped.locator("main tbody a").first)
    follow(shaped.locator("a[href$='/carried/card/']"))
    assert faults_here(shaped, axe, "a card to be printed") == []
    shaped.locator("main form button").first.click()
    expect(shaped.locator("button[name=take]")).to_be_visible()
