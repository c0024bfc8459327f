"""The way of a file of questions in the browser, and of a question from its author to a second
person, with a real worker."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_pages import (
    Axe,
    SignIn,
    faults,
    faults_here,
    sign_in_as,
)
from tests.exams.importing.batches import HEAD, row

pytestmark = pytest.mark.browser
READ = 60_000
PASTED = """1. 村民委员会设立的人民调解委员会由几名委员组成？
A. 一至二人
B. 三至九人
答案：B

2. 调解协议书由当事人各执一份，还有一份由谁留存？
A. 村民委员会
B. 人民调解委员会
答案：E
"""
PAGES = {
    "author1": [
        "/desk/",
        "/desk/bank/",
        "/desk/bank/new/",
        "/desk/bank/new/multiple/",
        "/desk/bank/new/matching/",
        "/desk/bank/new/case_analysis/",
        "/desk/bank/imports/",
        "/desk/bank/items/mediation-01/revise/",
    ],
    "reviewer1": [
        "/desk/",
        "/desk/bank/?show=waiting",
        "/desk/bank/review/",
        "/desk/bank/items/draft-01/",
        "/desk/bank/items/draft-02/revise/",
        "/desk/bank/items/mediation-01/",
        "/desk/bank/items/mediation-01/revise/",
    ],
    "auditor1": ["/desk/", "/desk/audit/", "/desk/policy/staffing.village/"],
    "officer1": ["/desk/bank/export/"],
}


def sheet(folder: Path) -> Path:
    """A file with two good questions and one whose key is outside its options."""
    path = folder / "试题.csv"
    rows = [HEAD, row(1), row(2, 答案="E"), row(3)]
    path.write_text("\n".join(",".join(cells) for cells in rows), encoding="gbk")
    return path


def test_a_file_is_brought_looked_at_and_entered(
    page: Page, sign_in: SignIn, axe: Axe, tmp_path: Path
) -> None:
    sign_in("author1")
    page.goto("/desk/bank/imports/")
    page.set_input_files("[name=file]", sheet(tmp_path))
    page.select_option("[name=subject]", "tort")
    page.locator("form:has([name=file]) [type=submit]").click()
    expect(page.locator(".tiles")).to_be_visible(timeout=READ)
    assert page.locator(".item-list__one--bad").count() == 1
    assert faults_here(page, axe, "the questions of a file") == []
    enter = page.locator("form[action$='/enter/'] [type=submit]")
    enter.click()
    expect(page.locator("[role=alert]")).to_be_visible()
    page.check("[name=only_good]")
    page.locator("form[action$='/enter/'] [type=submit]").click()
    link = page.locator(".item-list a[href*='/items/file-']").first
    expect(link).to_be_visible(timeout=READ)
    assert faults_here(page, axe, "the questions of a file, entered") == []
    link.click()
    expect(page.locator("h1")).to_be_visible()


def test_the_template_is_taken_and_a_text_is_pasted_refused_and_mended_without_script(
    page: Page, sign_in: SignIn, axe: Axe, browser: Browser, base_url: str
) -> None:
    sign_in("author1")
    shape: Any = {"viewport": {"width": 360, "height": 800}, "base_url": base_url}
    context = browser.new_context(java_script_enabled=False, storage_state=None, **shape)
    context.add_cookies([{**one} for one in page.context.cookies()])  # type: ignore[typeddict-item]
    bare = context.new_page()
    bare.set_default_timeout(READ)
    bare.goto("/desk/bank/imports/")
    with bare.expect_download() as taken:
        bare.locator("a[href$='/template/']").click()
    assert taken.value.suggested_filename.endswith(".xlsx")
    bare.fill("[name=text]", PASTED)
    bare.set_input_files("[name=file]", taken.value.path())
    bare.locator("form:has([name=text]) [type=submit]").click()
    assert bare.locator("#id_text_error").is_visible()
    assert bare.input_value("[name=text]").split() == PASTED.split()
    bare.locator("form:has([name=text]) [type=submit]").click()  # the text alone
    bare.locator(".tiles").wait_for()
    page.goto(bare.url)
    assert faults_here(page, axe, "a pasted text with a refusal") == []
    assert bare.locator(".item-list__one--bad").count() == 1
    bare.locator("a[href*='?text=']").click()
    bare.fill("[name=text]", bare.input_value("[name=text]").replace("答案：E", "答案：B"))
    bare.locator("form:has([name=text]) [type=submit]").click()
    bare.locator(".tiles").wait_for()
    assert bare.locator(".item-list__one--bad").count() == 0
    context.close()


def test_a_question_is_written_with_what_is_like_it_and_approved_by_another(
    page: Page, sign_in: SignIn, axe: Axe
) -> None:
    sign_in("author1")
    page.goto("/desk/bank/new/open/")  # no exam of the demo draws this kind: the walk is left alone
    stem = "调解员可以根据需要，请懂行的人来帮着说明情况，但要先得到双方同意。"
    page.fill("[name=stem]", stem)
    expect(page.locator("[data-found] a[href*='draft-02']")).to_be_visible(timeout=READ)
    page.select_option("[name=subject]", "craft")
    page.locator("[name=go][value=preview]").click()
    expect(page.locator(".item-desk__preview")).to_be_visible()
    assert faults_here(page, axe, "a question with its preview") == []
    page.locator("[name=go][value=submit]").click()
    page.wait_for_url("**/desk/bank/items/**")
    address = page.url
    page.context.clear_cookies()
    sign_in("reviewer1")
    page.goto(address)
    for box in page.locator("[name=checklist]").all():
        box.check()
    page.locator("[name=go][value=approved]").click()
    expect(page.locator(".badge--ok").first).to_be_visible()


@pytest.mark.parametrize("username", PAGES)
def test_pages_of_the_bank(shaped: Page, sign_in: SignIn, axe: Axe, username: str) -> None:
    sign_in_as(shaped, sign_in, username)
    assert [line for path in PAGES[username] for line in faults(shaped, axe, path)] == []
