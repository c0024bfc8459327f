"""The statistics of an exam on the screen, and what they say beside a question."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_marking import take
from tests.browser.test_pages import faults, faults_here, follow, sign_in_as

pytestmark = pytest.mark.browser
Axe = Callable[[Page], list[str]]
SignIn = Callable[[str], None]


def wide(page: Page) -> bool:
    """Whether the page must be moved sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def test_the_office_reads_what_an_exam_says_of_its_questions(
    shaped: Page, sign_in: SignIn, axe: Axe
) -> None:
    sign_in_as(shaped, sign_in, "officer1")
    assert faults(shaped, axe, "/desk/statistics/") == []
    take(shaped, "statistics")
    follow(shaped.locator("main table a", has_text="考前摸底测试"))
    expect(shaped.locator(".figures__picture")).to_have_count(2)
    expect(shaped.locator(".figures__dubious").first).to_be_visible()
    assert faults_here(shaped, axe, "the statistics of an exam") == []
    assert not wide(shaped)
    take(shaped, "statistics-exam")
    follow(shaped.locator("a[href$='/pdf/']"))
    assert faults_here(shaped, axe, "statistics as PDF") == []
    shaped.locator("main form button").last.click()
    expect(shaped.locator("button[name=take]")).to_be_visible()


def test_an_author_finds_a_dubious_question_and_why(
    shaped: Page, sign_in: SignIn, axe: Axe
) -> None:
    sign_in_as(shaped, sign_in, "author1")
    assert faults(shaped, axe, "/desk/bank/?show=dubious") == []
    shaped.locator("main tbody a").first.click()
    expect(shaped).to_have_url(re.compile(r"/desk/bank/items/"))
    expect(shaped.locator("#measured")).to_be_visible()
    assert faults_here(shaped, axe, "a question that was measured") == []
    assert not wide(shaped)
    take(shaped, "statistics-item")
