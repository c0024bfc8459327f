"""Devices as they are: their clocks a day off, two clicks for one, two of them for one paper."""

import re
import sqlite3
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.sitting import (
    ANSWERS,
    EVENTS,
    SAVED,
    attempt_of,
    choose,
    cut,
    hand_in,
    stored,
    turn,
)
from tests.browser.test_rescue import SAVE, bring
from tests.browser.test_running import officer
from tests.stack import Stack

pytestmark = pytest.mark.browser
DAY = timedelta(hours=24)
HANDED_IN = "SELECT count(*) FROM audit_auditevent WHERE kind = 'attempt.submitted' AND subject = ?"
CITY = ZoneInfo("Asia/Shanghai")


def left(page: Page) -> int:
    minutes, seconds = page.locator("[data-clock]").inner_text().split(":")
    return int(minutes) * 60 + int(seconds)


def other_device(browser: Browser, base_url: str, page: Page) -> Page:
    """The same person, signed in, with nothing of the first device but the session."""
    context = browser.new_context(base_url=base_url, locale="zh-CN")
    context.add_cookies(page.context.cookies())  # type: ignore[arg-type]
    return context.new_page()


@pytest.mark.parametrize("skew", [DAY, -DAY], ids=["a day ahead", "a day behind"])
def test_a_device_whose_clock_is_a_day_off_gains_and_loses_nothing(
    paper: Page, browser: Browser, base_url: str, real_stack: Stack, skew: timedelta
) -> None:
    attempt = attempt_of(paper)
    true = other_device(browser, base_url, paper)
    paper.clock.install(time=datetime.now(UTC) + skew)
    paper.reload()
    true.goto(f"/exams/attempts/{attempt}/?q=2")
    assert abs(left(paper) - left(true)) <= 2
    choose(paper, "A")
    expect(paper.locator("[data-save-line]")).to_have_text(SAVED)
    paper.clock.set_system_time(datetime.now(UTC) - skew)  # set in the middle of the exam
    turn(paper, 3)
    choose(paper, "B")
    expect(paper.locator("[data-save-line]")).to_have_text(SAVED)
    assert abs(left(paper) - left(true)) <= 3
    true.context.close()
    assert stored(real_stack, EVENTS, attempt) == [(1, ["A"], 0), (3, ["B"], 0)]

    cut(paper)
    choose(paper, "C")
    with paper.expect_download() as saving:
        paper.locator(SAVE).click()
    office = officer(browser, base_url)
    bring(office, saving.value.path().read_text())
    row = office.locator("tbody tr", has_text="计入")
    expect(row).to_contain_text(re.compile(f"{datetime.now(CITY):%m-%d %H:}"))
    office.context.close()
    paper.unroute("**/answers/")
    hand_in(paper)


def test_two_clicks_on_handing_in_are_one(paper: Page, real_stack: Stack) -> None:
    attempt = attempt_of(paper)
    choose(paper, "A")
    paper.locator("[data-review]").click()
    paper.wait_for_url("**/review/**")
    paper.locator("form[action$='/submit/'] button").dblclick()
    paper.wait_for_url("**/receipt/")
    expect(paper.locator(".exam-receipt__number")).to_be_visible()
    number = paper.locator(".exam-receipt__number").inner_text()
    paper.reload()
    expect(paper.locator(".exam-receipt__number")).to_have_text(number)
    with sqlite3.connect(f"file:{real_stack.data}/hezhong.sqlite3?mode=ro", uri=True) as database:
        found = database.execute(HANDED_IN, [f"exams.attempt:{attempt}"]).fetchone()
    assert found == (1,)
    assert stored(real_stack, ANSWERS, attempt) == [(1, ["A"])]


def test_on_a_second_device_one_goes_on_and_what_waited_on_the_first_does_not_count(
    paper: Page, browser: Browser, base_url: str, real_stack: Stack
) -> None:
    attempt = attempt_of(paper)
    choose(paper, "A")
    expect(paper.locator("[data-save-line]")).to_have_text(SAVED)
    cut(paper)
    choose(paper, "B")
    expect(paper.locator("[data-save-line]")).to_contain_text("未保存")

    second = other_device(browser, base_url, paper)
    second.goto(f"/exams/attempts/{attempt}/?q=1")
    expect(second.locator("[data-elsewhere]")).to_be_visible()
    second.locator("[data-here] button").click()
    expect(second.locator("[data-elsewhere]")).to_be_hidden()
    expect(second.locator("input[value=A]")).to_be_checked()
    choose(second, "C")
    expect(second.locator("[data-save-line]")).to_have_text(SAVED)

    paper.unroute("**/answers/")
    expect(paper.locator("[data-elsewhere]")).to_be_visible()
    expect(paper.locator("input[value=D]")).to_be_disabled()
    assert stored(real_stack, ANSWERS, attempt) == [(1, ["C"])]
    assert stored(real_stack, EVENTS, attempt) == [(1, ["A"], 0), (1, ["C"], 0), (1, ["B"], 0)]
    hand_in(second)
    second.context.close()
    paper.reload()
    paper.wait_for_url("**/receipt/")
