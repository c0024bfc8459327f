"""A draft on its way in a browser: found unclear, taken back, changed in the CMS, handed in, three
reviews, public."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
SignIn = Callable[[str], None]
TITLE = "隔墙装了空调外机，邻居说睡不着"


def open_draft(page: Page, sign_in: SignIn, username: str) -> None:
    """From the card on the desk."""
    sign_in(username)
    page.goto("/desk/")
    page.locator("a[href^='/desk/drafts/']", has_text=TITLE).first.click()
    page.wait_for_url("**/desk/drafts/*/")


def give(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()
    page.wait_for_load_state()


def test_a_draft_goes_from_its_author_through_three_reviews_to_the_public(
    page: Page, sign_in: SignIn
) -> None:
    open_draft(page, sign_in, "judge2")
    expect(page.locator("main")).to_contain_text("疑似住址")
    give(page, "审核通过")
    expect(page.locator("main")).to_contain_text("未发布。请修改文字")
    page.get_by_text("退回作者").click()
    page.fill("#id_return_reason", "争议焦点第二条写出了小区和楼号，请改。")
    give(page, "退回")

    open_draft(page, sign_in, "judge1")
    expect(page.locator("main")).to_contain_text("争议焦点第二条写出了小区和楼号")
    address = page.url
    page.get_by_role("link", name="在内容管理中打开").click()
    page.fill("#id_issues", "装在自家墙上的外机，邻居能不能管？\n响声由谁来量？")
    page.locator("#page-edit-form button[type=submit]").first.click()
    page.wait_for_load_state()
    page.goto(address)
    expect(page.locator("main")).to_contain_text("未发现会暴露身份的号码")
    give(page, "提交审核")

    open_draft(page, sign_in, "judge2")
    give(page, "审核通过")
    open_draft(page, sign_in, "expert1")
    give(page, "审核通过")
    open_draft(page, sign_in, "admin")
    give(page, "审核通过并发布")

    page.context.clear_cookies()
    page.goto("/cases/shared-wall/")
    expect(page.locator("h1")).to_contain_text(TITLE)
    expect(page.locator("main")).to_contain_text("响声由谁来量？")
