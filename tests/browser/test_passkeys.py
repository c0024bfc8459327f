"""Passkeys in a real browser, with a virtual phone beside it: added, used at each door, removed."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.browser.door import PASSWORD

pytestmark = pytest.mark.browser

Axe = Callable[[Page], list[str]]
MINE, ADD, ENTER = (
    "/accounts/second-factor/",
    "/accounts/second-factor/passkeys/add/",
    "/accounts/login/passkey/",
)
BUTTON = "[data-passkey-button]"
PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Phone:
    """The virtual device, opened by the right finger."""

    def __init__(self, line: CDPSession) -> None:
        self.line = line
        line.send("WebAuthn.enable")
        made = line.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})
        self.id = made["authenticatorId"]

    def gets(self, finger: str) -> None:
        """The finger on it from now on: the "right" or a "wrong" one."""
        told = {"authenticatorId": self.id, "isUserVerified": finger == "right"}
        self.line.send("WebAuthn.setUserVerified", told)


@pytest.fixture
def phone(page: Page) -> Iterator[Phone]:
    line = page.context.new_cdp_session(page)
    yield Phone(line)
    line.detach()


@pytest.fixture
def owner(page: Page, phone: Phone, sign_in: Callable[[str], None]) -> Iterator[str]:
    """A login that has added the phone's passkey on the page for it, and has none afterwards."""
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in("officer1")
    page.goto(ADD)
    page.fill("input[name=name]", "所里的手机")
    page.click(BUTTON)
    page.wait_for_url("**/recovery-codes/")
    yield "officer1"
    page.goto(MINE)
    page.click("main a[href$='/remove/']")
    page.locator("main form [type=submit]").click()
    page.wait_for_url(f"**{MINE}")
    expect(page.locator("main")).not_to_contain_text("的手机")
    page.context.clear_cookies()
    page.goto(ENTER)
    page.click(BUTTON)
    expect(page.locator("main .note--warn[role=alert]")).to_contain_text("通行密钥未被接受")


def test_it_is_listed_renamed_and_not_added_twice(page: Page, owner: str, axe: Axe) -> None:
    page.goto(MINE)
    expect(page.locator("main")).to_contain_text("所里的手机")
    assert axe(page) == []
    page.click("main a[href$='/name/']")
    page.fill("input[name=name]", "窗口的手机")
    page.locator("main form [type=submit]").click()
    page.wait_for_url(f"**{MINE}")
    expect(page.locator("main")).to_contain_text("窗口的手机")
    page.goto(ADD)
    page.click(BUTTON)
    expect(page.locator("[data-passkey-said=known]")).to_be_visible()
    assert axe(page) == []


def test_it_opens_the_door_alone_and_leads_where_one_wanted_to_go(
    page: Page, owner: str, axe: Axe
) -> None:
    page.context.clear_cookies()
    page.goto("/accounts/login/?next=/exams/results/")
    page.click(f"a[href^='{ENTER}']")
    page.wait_for_url(re.compile(ENTER))
    assert axe(page) == []
    page.click(BUTTON)
    page.wait_for_url(re.compile(r"//[^/]+/exams/results/$"))


def test_after_the_password_it_is_the_second_step(
    page: Page, phone: Phone, owner: str, axe: Axe
) -> None:
    page.context.clear_cookies()
    page.goto("/accounts/login/")
    page.fill("input[name=login]", owner)
    page.fill("input[name=password]", PASSWORD)
    page.locator("form:has(input[name=password]) [type=submit]").click()
    page.wait_for_url("**/second-factor/code/")
    assert axe(page) == []
    phone.gets("wrong")
    page.click(BUTTON)
    expect(page.locator("[data-passkey-said=stopped]")).to_be_visible()
    phone.gets("right")
    page.click(BUTTON)
    page.wait_for_url("**/desk/")


def test_a_browser_without_passkeys_is_told_the_other_ways(page: Page) -> None:
    page.add_init_script("delete window.PublicKeyCredential")
    page.goto(ENTER)
    expect(page.locator("[data-passkey-said=unknown]")).to_be_visible()
    expect(page.locator(BUTTON)).to_be_hidden()
    expect(page.locator("main a[href='/accounts/login/']")).to_be_visible()
