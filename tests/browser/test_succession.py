"""A mediator is found unfit: replaced, the certificate withdrawn by two, the verdict changes, the
vacancy stands on the board, the successor is blocked until his own certificate is valid again; and
the roster tells before, between and after who it was."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from portal import clock
from tests.browser.test_pages import faults, faults_here, follow, sign_in_as

pytestmark = pytest.mark.browser
Axe = Callable[[Page], list[str]]
SignIn = Callable[[str], None]
TODAY = clock.today()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
SUCCESSOR = "蔡玉成"
"""One without a post whose certificate is kept suspended, and whom no other test appoints."""


def _holder(page: Page) -> tuple[str, str]:
    """Name and page of a full-time mediator on duty at a township."""
    page.goto("/roster/?post=full_time&state=on_duty")
    link = page.locator("main tbody tr", has_text="青石镇调委会").locator("th a, td a").first
    return link.inner_text(), str(link.get_attribute("href"))


def _vacant(page: Page, day: date = TODAY) -> int:
    page.goto(f"/roster/?state=vacant&on={day.isoformat()}")
    found = re.search(r"\d+", page.locator(".tiles [aria-current] strong").inner_text())
    assert found
    return int(found.group())


def _fill_in(form: Locator, **words: str) -> None:
    for name, words_of_it in words.items():
        form.locator(f"[name={name}]").fill(words_of_it)


def _replace(page: Page, axe: Axe) -> None:
    """The body's decision; a successor who is not certified is refused, so vacant for now."""
    form = page.locator("main form")
    form.locator("[name=reason]").select_option("serious_dereliction")
    form.locator("[name=withdraw]").check()
    form.locator("[name=follow][value=successor]").check()
    _fill_in(
        form,
        deciding_body="青石镇司法所",
        document_number="青石司〔2026〕9号",
        note="多次缺席调解（示例）",
        successor=SUCCESSOR,
        successor_basis="青石聘〔2026〕8号",
    )
    follow(form.locator("button[type=submit]"))
    expect(page.locator("main")).to_contain_text("尚未取得上岗证")
    assert faults_here(page, axe, "a successor who is not certified") == []
    _fill_in(form, successor="", successor_basis="")
    form.locator("[name=follow][value=vacant]").check()
    follow(form.locator("button[type=submit]"))
    assert faults_here(page, axe, "somebody replaced") == []


def _withdraw_for_good(page: Page, name: str) -> None:
    """What a second person agrees to."""
    page.goto("/desk/certificates/proposals/")
    follow(page.locator("section[aria-labelledby=waiting] th a", has_text=name).first)
    follow(page.locator("main a[href$='/agree/']").first)
    follow(page.locator("main form button[type=submit]").last)


def _ask_the_gate(page: Page) -> None:
    """About the successor, from tomorrow on."""
    follow(page.locator("main a[href^='/roster/appoint/']").first)
    page.locator("main form [name=q]").fill(SUCCESSOR)
    follow(page.locator("main form:has([name=q]) button[type=submit]"))
    follow(page.locator("main a", has_text=SUCCESSOR).first)
    form = page.locator("main form[method=get]")
    _fill_in(form, basis="青石聘〔2026〕8号", starts=TOMORROW.isoformat())
    follow(form.locator("button[type=submit]"))


def _let_count_again(page: Page) -> None:
    """The successor's certificate, which his committee kept."""
    page.goto(f"/desk/certificates/?q={SUCCESSOR}")
    follow(page.locator("main tbody a").first)
    follow(page.locator("main a[href$='/lift/']"))
    form = page.locator("main form")
    form.locator("[name=reason_code]").select_option("other")
    form.locator("[name=reason]").fill("重新聘任，恢复上岗证（示例）")
    follow(form.locator("button[type=submit]").last)


def _put_in(page: Page, axe: Axe) -> None:
    """Blocked first, then let in by the gate."""
    ending = page.url
    _ask_the_gate(page)
    blocked = page.locator(".gate__line--blocks")
    expect(blocked).to_have_count(1)
    expect(blocked).to_contain_text("上岗证")
    assert faults_here(page, axe, "a successor whom the gate blocks") == []
    _let_count_again(page)
    page.goto(ending)
    _ask_the_gate(page)
    expect(blocked).to_have_count(0)
    follow(page.locator("main form[method=post] button[type=submit]"))


def _who(page: Page, day: date, before: str) -> list[str]:
    """Who of the two is in office on a day."""
    page.goto(f"/roster/?post=full_time&state=serving&on={day.isoformat()}&per=100")
    found = page.locator("main tbody").inner_text()
    return [one for one in (before, SUCCESSOR) if one in found]


def test_from_an_unfit_mediator_to_the_successor_who_is_certified_again(
    page: Page, sign_in: SignIn, axe: Axe
) -> None:
    sign_in_as(page, sign_in, "hr1")
    vacant = _vacant(page)
    name, person = _holder(page)
    page.goto(person)
    certificate = str(page.locator("main a[href^='/v/']").first.get_attribute("href"))
    follow(page.locator("main a[href$='/end/']").first)
    _replace(page, axe)
    assert _vacant(page) == vacant + 1
    assert faults(page, axe, "/roster/board/") == []
    expect(page.locator("main")).to_contain_text(name)
    page.goto(certificate)
    expect(page.locator("main")).to_contain_text("已暂停")

    sign_in_as(page, sign_in, "admin")
    _withdraw_for_good(page, name)
    page.goto(certificate)
    expect(page.locator("main")).to_contain_text("已撤销")

    sign_in_as(page, sign_in, "hr1")
    page.goto(person)
    follow(page.locator("main .timeline a[href^='/roster/endings/']").first)
    assert faults_here(page, axe, "the page of the ending") == []
    ending = page.url
    _put_in(page, axe)
    page.goto(ending)
    expect(page.locator("main")).to_contain_text(SUCCESSOR)
    assert _vacant(page) == vacant + 1
    assert _vacant(page, TOMORROW) == vacant
    assert [_who(page, day, name) for day in (YESTERDAY, TODAY, TOMORROW)] == [
        [name],
        [],
        [SUCCESSOR],
    ]


def test_a_past_day_is_proposed_by_the_clerk_and_agreed_by_hr(
    shaped: Page, sign_in: SignIn, axe: Axe
) -> None:
    sign_in_as(shaped, sign_in, "clerk1")
    shaped.goto("/roster/?post=vice_chair&state=on_duty")
    follow(shaped.locator("main tbody a[href^='/roster/people/']").first)
    person = shaped.url
    follow(shaped.locator("main a[href$='/correct/']").first)
    assert faults_here(shaped, axe, "an entry to be corrected") == []
    form = shaped.locator("main form")
    basis = form.locator("[name=basis]").input_value()
    form.locator("[name=basis]").fill(f"{basis}（补正）")
    form.locator("[name=reason]").fill("会议记录名称写漏（示例）")
    follow(form.locator("button[type=submit]"))

    sign_in_as(shaped, sign_in, "hr1")
    assert faults(shaped, axe, "/roster/proposals/") == []
    waiting = shaped.locator("main article", has_text="会议记录名称写漏")
    follow(waiting.locator("a[href$='/agree/']"))
    assert faults_here(shaped, axe, "before agreeing to an entry") == []
    follow(shaped.locator("main form button[type=submit]").last)
    shaped.goto(person)
    expect(shaped.locator("main")).to_contain_text(f"{basis}（补正）")
    assert faults_here(shaped, axe, "a corrected entry") == []


def test_what_goes_with_an_end_and_a_term(shaped: Page, sign_in: SignIn, axe: Axe) -> None:
    sign_in_as(shaped, sign_in, "hr1")
    for path in ("/roster/filings/", "/roster/filings/?kind=court&done=1", "/roster/changes/"):
        assert faults(shaped, axe, path) == []
    shaped.goto("/roster/?post=vice_chair&state=on_duty")
    follow(shaped.locator("main tbody a[href^='/roster/people/']").first)
    person = shaped.url
    for act in ("renew", "second"):
        shaped.goto(person)
        follow(shaped.locator(f"main a[href$='/{act}/']").first)
        assert faults_here(shaped, axe, act) == []
