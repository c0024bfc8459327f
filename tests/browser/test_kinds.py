"""Kinds of certificates on the screen: what each requires, the list by kind, entering a decision
and agreeing to it, what others read of a training certificate."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_pages import faults, faults_here, follow, sign_in_as

pytestmark = pytest.mark.browser
Axe = Callable[[Page], list[str]]
SignIn = Callable[[str], None]
PICTURES = os.environ.get("PICTURES", "")
DESK = "/desk/certificates/"


def take(page: Page, name: str) -> None:
    if PICTURES:
        shape = f"{page.viewport_size['width']}" if page.viewport_size else ""
        lang = page.locator("html").get_attribute("lang")
        page.screenshot(path=Path(PICTURES) / f"kinds-{name}-{lang}-{shape}.png", full_page=True)


def looked_at(page: Page, axe: Axe, path: str, name: str) -> None:
    assert faults(page, axe, path) == []
    take(page, name)


def test_a_holder_of_several_reads_each_and_what_the_others_require(
    shaped: Page, sign_in: SignIn, axe: Axe
) -> None:
    sign_in_as(shaped, sign_in, "trainee6")
    looked_at(shaped, axe, f"{DESK}mine/", "mine")
    expect(shaped.locator("article.own__certificate")).to_have_count(3)
    looked_at(shaped, axe, f"{DESK}mine/requirements/", "requirements")
    expect(shaped.locator("main section")).to_have_count(4)
    sign_in_as(shaped, sign_in, "trainee2")
    looked_at(shaped, axe, f"{DESK}mine/requirements/", "requirements-of-a-trainee")


def test_officers_enter_a_decision_and_look_at_it(shaped: Page, sign_in: SignIn, axe: Axe) -> None:
    sign_in_as(shaped, sign_in, "hr1")
    looked_at(shaped, axe, f"{DESK}?kind=grade", "list")
    looked_at(shaped, axe, f"{DESK}awards/", "awards")
    follow(shaped.locator("main tbody a").first)
    assert faults_here(shaped, axe, "a decision that waits") == []
    take(shaped, "award")
    shaped.goto(f"{DESK}?kind=grade&state=superseded")
    follow(shaped.locator("main tbody a").first)
    assert faults_here(shaped, axe, "a superseded grade") == []
    take(shaped, "superseded")
    shaped.goto(f"{DESK}?kind=post&state=valid")
    follow(shaped.locator("main tbody a").first)
    follow(shaped.locator("a[href$='/award/grade/']"))
    assert faults_here(shaped, axe, "a decision to be entered") == []
    shaped.locator("form [name=deciding_body]").fill("示例市人民调解员协会")
    follow(shaped.locator("main form button[type=submit]").last)
    expect(shaped.locator("[role=alert]")).to_be_visible()
    assert faults_here(shaped, axe, "a decision with faults") == []
    take(shaped, "award-new")


def test_whoever_verifies_a_training_certificate_reads_that_it_is_no_post_certificate(
    shaped: Page, sign_in: SignIn, axe: Axe
) -> None:
    sign_in_as(shaped, sign_in, "hr1")
    shaped.goto(f"{DESK}?kind=training")
    follow(shaped.locator("main tbody a").first)
    address = shaped.locator("main a[href^='/v/']").get_attribute("href")
    looked_at(shaped, axe, str(address), "verdict")
    expect(shaped.locator("main .note")).to_have_count(1)
