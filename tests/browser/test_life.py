"""The life of a certificate on the screen: its history, an end that one proposes and another agrees
to, what the public reads of a print made anew."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_pages import faults, faults_here, follow, sign_in_as

pytestmark = pytest.mark.browser
Axe = Callable[[Page], list[str]]
SignIn = Callable[[str], None]
DESK = "/desk/certificates/"


def test_one_officer_proposes_to_revoke_and_another_one_declines(
    shaped: Page, sign_in: SignIn, axe: Axe
) -> None:
    sign_in_as(shaped, sign_in, "hr1")
    shaped.goto(f"{DESK}?kind=post&state=valid")
    follow(shaped.locator("main tbody a").first)
    page = shaped.url
    follow(shaped.locator("main a[href$='/revoke/']"))
    assert faults_here(shaped, axe, "an end to be proposed") == []
    follow(shaped.locator("main form button[type=submit]").last)
    expect(shaped.locator("[role=alert]")).to_be_visible()
    assert faults_here(shaped, axe, "an end without a reason") == []
    shaped.locator("main form [name=reason_code]").select_option("resigned")
    shaped.locator("main form [name=reason]").fill("本人申请辞职（示例）")
    shaped.locator("main form [name=suspend]").uncheck()
    follow(shaped.locator("main form button[type=submit]").last)
    assert faults_here(shaped, axe, "a certificate with a proposal of one's own") == []
    expect(shaped.locator("#proposal")).to_be_visible()
    expect(shaped.locator("main a[href$='/revoke/']")).to_have_count(0)

    sign_in_as(shaped, sign_in, "admin")
    assert faults(shaped, axe, f"{DESK}proposals/") == []
    shaped.goto(page)
    assert faults_here(shaped, axe, "a certificate with somebody else's proposal") == []
    follow(shaped.locator("main a[href$='/agree/']"))
    assert faults_here(shaped, axe, "before agreeing") == []
    shaped.goto(page)
    follow(shaped.locator("main a[href$='/decline/']"))
    shaped.locator("main form [name=reason]").fill("证据不足（示例）")
    follow(shaped.locator("main form button[type=submit]").last)
    expect(shaped.locator("#proposal")).to_have_count(0)
    assert faults(shaped, axe, f"{page}history/") == []
    expect(shaped.locator("main .timeline")).to_contain_text("证据不足（示例）")


def test_a_print_made_anew_is_told_to_everybody(shaped: Page, sign_in: SignIn, axe: Axe) -> None:
    sign_in_as(shaped, sign_in, "hr1")
    shaped.goto(f"{DESK}?kind=post&state=valid")
    follow(shaped.locator("main tbody a").nth(1))
    follow(shaped.locator("main a[href$='/again/replace/']"))
    assert faults_here(shaped, axe, "a lost one to be replaced") == []
    shaped.locator("main form [name=reason_code]").select_option("lost")
    shaped.locator("main form [name=reason]").fill("在集市遗失（示例）")
    follow(shaped.locator("main form button[type=submit]").last)
    address = str(shaped.locator("main a[href^='/v/']").get_attribute("href"))
    assert faults(shaped, axe, f"{shaped.url}history/") == []
    shaped.context.clear_cookies(name="sessionid")
    assert faults(shaped, axe, address) == []
    expect(shaped.locator(".verdict--valid")).to_be_visible()
