"""Assessors in the browser: no page that axe-core objects to, none that scrolls sideways."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_pages import faults, faults_here, follow, sign_in_as
from tests.browser.test_statistics import wide

pytestmark = pytest.mark.browser
Axe = Callable[[Page], list[str]]
SignIn = Callable[[str], None]
PAGES = (
    "/roster/assessors/lists/",
    "/roster/assessors/lists/new/",
    "/roster/assessors/disputes/",
    "/roster/assessors/disputes/new/",
)


def test_terms_lists_and_screenings_have_no_faults(shaped: Page, sign_in: SignIn, axe: Axe) -> None:
    sign_in_as(shaped, sign_in, "hr1")
    assert [line for path in PAGES for line in faults(shaped, axe, path)] == []
    assert faults(shaped, axe, "/roster/assessors/") == []
    assert not wide(shaped)
    follow(shaped.locator("main tbody th a").first)
    assert faults_here(shaped, axe, "a term") == []
    shaped.goto("/roster/assessors/lists/")
    follow(shaped.locator("main tbody th a").first)
    assert faults_here(shaped, axe, "a recommendation list") == []
    assert not wide(shaped)
    follow(shaped.locator("#others ~ table tbody th a").first)
    assert faults_here(shaped, axe, "a screening") == []
    assert not wide(shaped)


def test_a_recusal_check_tells_a_suspicion_and_no_more(
    shaped: Page, sign_in: SignIn, axe: Axe
) -> None:
    sign_in_as(shaped, sign_in, "hr1")
    shaped.goto("/roster/assessors/recusal/")
    shaped.locator("[name=names]").fill("周小满")
    shaped.locator("main form [type=submit]").click()
    expect(shaped.locator("#found")).to_contain_text("1")
    assert faults_here(shaped, axe, "a recusal check") == []
    assert "周小满" not in shaped.url
    assert not wide(shaped)
