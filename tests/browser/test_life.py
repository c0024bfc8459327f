"""The life of a certificate on the screen: its history, an end that one proposes and another agrees
to, what the public reads of a print made anew."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from portal import clock
from tests.browser.test_pages import faults, faults_here, follow, sign_in_as

pytestmark = pytest.mark.browser
Axe = Callable[[Page], list[str]]
SignIn = Callable[[str], None]
DESK = "/desk/certificates/"
DAY = (clock.today() + timedelta(days=30)).isoformat()
WIDTHS = (320, 360, 414, 480, 600, 800, 1000, 1024, 1280)
# Lines of the history whose time lies on the dot of the line, and how many there are.
ON_THE_LINE = """() => {
  const rows = [...document.querySelectorAll(".timeline--hours > li")];
  const lies = rows.filter((row) => {
    const dot = getComputedStyle(row, "::before");
    const left = row.getBoundingClientRect().left + parseFloat(dot.left);
    const time = row.querySelector("time").getBoundingClientRect();
    return time.left < left + parseFloat(dot.width) && time.right > left;
  });
  return [lies.length, rows.length];
}"""
# How far the words of a tile stand over its edge, at most.
OVER_THE_EDGE = """() => Math.max(...[...document.querySelectorAll(".tiles > *")].map((tile) =>
  Math.max(...[...tile.querySelectorAll(".tiles__label *")].map((word) =>
    word.getBoundingClientRect().right), 0) - tile.getBoundingClientRect().right))"""


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


def test_times_and_long_words_of_a_history_stand_beside_its_line(
    shaped: Page, sign_in: SignIn, axe: Axe, base_url: str
) -> None:
    sign_in_as(shaped, sign_in, "hr1")
    shaped.goto(f"{DESK}?kind=post&state=valid")
    follow(shaped.locator("main tbody a").nth(2))
    page = shaped.url
    follow(shaped.locator("main a[href$='/again/replace/']"))
    shaped.locator("main form [name=reason_code]").select_option("lost")
    shaped.locator("main form [name=reason]").fill("登报声明 https://example.gov.cn/" + "a" * 200)
    follow(shaped.locator("main form button[type=submit]").last)
    for language in ("zh-hans", "en"):
        cookie = {"name": "django_language", "value": language, "url": base_url}
        shaped.context.add_cookies([{**cookie}])  # type: ignore[typeddict-item]
        assert faults(shaped, axe, f"{page}history/") == []
        lies, rows = shaped.evaluate(ON_THE_LINE)
        assert lies == 0
        assert rows >= 3
    expect(shaped.locator(".timeline__why").first).to_contain_text("aaaa")


def test_tiles_hold_the_words_of_states_in_english(page: Page, sign_in: SignIn) -> None:
    sign_in_as(page, sign_in, "hr1")
    page.context.add_cookies(
        [{"name": "django_language", "value": "en", "url": page.url.split("/desk/")[0]}]
    )
    page.goto(DESK)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(OVER_THE_EDGE) <= 0, width


def test_a_key_shows_where_and_how_a_program_asks(shaped: Page, sign_in: SignIn, axe: Axe) -> None:
    sign_in_as(shaped, sign_in, "hr1")
    shaped.goto(f"{DESK}keys/")
    shaped.locator("main details summary").click()
    assert faults_here(shaped, axe, "keys with the call") == []
    expect(shaped.locator("pre.call")).to_contain_text("/api/v1/certificates/verify")
    shaped.goto(f"{DESK}keys/new/")
    shaped.locator("[name=organisation]").select_option(index=1)
    shaped.locator("[name=purpose]").fill("聘用前查验（示例）")
    shaped.locator("[name=until]").fill(DAY)
    follow(shaped.locator("main form button[type=submit]").last)
    expect(shaped.locator("#secret")).to_have_value(re.compile("hz_"))
    assert faults_here(shaped, axe, "a new key with the call") == []


def test_states_that_rest_tell_holders_what_to_do_and_others_what_they_mean(
    shaped: Page, sign_in: SignIn, axe: Axe
) -> None:
    for login, state, to in (("trainee7", "suspended", "tel:"), ("trainee8", "expired", "/exams/")):
        sign_in_as(shaped, sign_in, login)
        assert faults(shaped, axe, f"{DESK}mine/") == []
        expect(shaped.locator(f".own__certificate .note--warn a[href^='{to}']")).to_be_visible()
        address = str(
            shaped.locator(".own__certificate a[href^='/v/']").first.get_attribute("href")
        )
        shaped.context.clear_cookies(name="sessionid")
        assert faults(shaped, axe, address) == []
        expect(shaped.locator(f".verdict--{state}")).to_be_visible()
