"""When all else fails: the answers of a device go into an encrypted file, and the exam office takes
them in."""

import os
import re
from pathlib import Path
from typing import Literal

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
from tests.browser.test_pages import Axe, SignIn
from tests.browser.test_running import officer
from tests.stack import Stack

pytestmark = pytest.mark.browser
# A paper that was begun so long ago that its time is over half a minute from now.
HALF_A_MINUTE = """
from datetime import timedelta
from exams import admission, attempts
from exams.models import Attempt, Exam
from portal import clock
from portal.people.models import Person
from portal.policy.rules import rule
who = Person.every.get(user__username='trainee8')
doors = (
    exam for exam in Exam.objects.filter(kind='quiz')
    if admission.door(exam, admission.standing_of(who.pk)).open
)
minutes = rule('quiz.minutes', on=clock.today()).number
with clock.at(clock.now() - timedelta(minutes=minutes, seconds=-30)):
    print(attempts.start(who.pk, next(doors), actor_id=None).pk)
"""
PICTURES = os.environ.get("HEZHONG_PICTURES", "")
IN_WECHAT = """
    Object.defineProperty(navigator, "userAgent", { get: () => "Mobile MicroMessenger/8.0" });"""
NO_LOCK = 'Object.defineProperty(crypto, "subtle", { get: () => undefined });'
SHAPES: tuple[tuple[int, Literal["light", "dark"]], ...] = ((360, "light"), (1280, "dark"))
SAVE, SAID = "[data-rescue-save]", "[data-rescue-said]"


def look(page: Page, axe: Axe, name: str) -> None:
    """At a phone, and at a desk in the dark: nothing breaks a rule or runs out of the screen."""
    for width, scheme in SHAPES:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)


def bring(page: Page, text: str) -> None:
    page.goto("/desk/papers/rescue/")
    page.get_by_label("或把文件内容粘贴到这里").fill(text)
    page.get_by_role("button", name="打开查看").click()


def take_in(page: Page) -> None:
    page.get_by_label("原因").fill("机房断网")
    page.locator("form [type=submit]").last.click()
    expect(page.get_by_text("文件已收入")).to_be_visible()


def test_answers_that_cannot_be_sent_are_saved_as_a_file_and_stand_once_it_is_taken_in(
    paper: Page, browser: Browser, base_url: str, real_stack: Stack, axe: Axe
) -> None:
    attempt = attempt_of(paper)
    choose(paper, "A")
    expect(paper.locator("[data-save-line]")).to_have_text(SAVED)
    expect(paper.locator(SAVE)).to_be_hidden()
    cut(paper)
    choose(paper, "B")
    turn(paper, 3)
    choose(paper, "C")
    expect(paper.locator(SAVE)).to_be_visible()
    with paper.expect_download() as saving:
        paper.locator(SAVE).click()
    name = saving.value.suggested_filename
    assert re.fullmatch(rf"hezhong-救援-{attempt}-[0-2]\d[0-5]\d\.json", name)
    expect(paper.locator(SAID)).to_contain_text(name)
    look(paper, axe, "rescue-notice")
    file = saving.value.path()

    office = officer(browser, base_url)
    office.goto("/desk/papers/rescue/")
    look(office, axe, "rescue-bring")
    office.get_by_label("救援文件", exact=False).first.set_input_files(file)
    office.get_by_role("button", name="打开查看").click()
    expect(office.get_by_text("文件中有 2 个答案将计入")).to_be_visible()
    look(office, axe, "rescue-look")
    assert stored(real_stack, ANSWERS, attempt) == [(1, ["A"])]
    take_in(office)
    look(office, axe, "rescue-file")
    assert stored(real_stack, ANSWERS, attempt) == [(1, ["B"]), (3, ["C"])]
    bring(office, file.read_text())
    expect(office.get_by_text("此前已收入")).to_be_visible()
    office.context.close()

    events = stored(real_stack, EVENTS, attempt)
    paper.unroute("**/answers/")
    expect(paper.locator(".question-cell--unsaved")).to_have_count(0)
    assert stored(real_stack, EVENTS, attempt) == events
    hand_in(paper)


def test_where_nothing_can_be_downloaded_the_text_is_copied(
    paper: Page, browser: Browser, base_url: str, real_stack: Stack
) -> None:
    attempt = attempt_of(paper)
    paper.add_init_script(IN_WECHAT)
    paper.reload()
    cut(paper)
    choose(paper, "B")
    paper.locator("[data-review]").click()
    expect(paper).to_have_url(re.compile("review"))
    paper.locator(SAVE).click()
    expect(paper.locator(SAID)).to_contain_text("不能下载文件")
    text = paper.locator("[data-rescue-text]").input_value()
    paper.locator("[data-rescue-take]").click()
    expect(paper.locator(SAID)).to_contain_text(re.compile("已复制|长按文字"))
    office = officer(browser, base_url)
    bring(office, "\n".join(text[n : n + 70] for n in range(0, len(text), 70)))
    take_in(office)
    office.context.close()
    assert stored(real_stack, ANSWERS, attempt) == [(1, ["B"])]
    paper.unroute("**/answers/")
    expect(paper.locator(SAVE)).to_be_hidden()
    paper.locator("form[action$='/submit/'] button").click()
    paper.wait_for_url("**/receipt/")


def test_a_browser_that_cannot_encrypt_says_so_plainly(paper: Page) -> None:
    paper.add_init_script(NO_LOCK)
    paper.reload()
    cut(paper)
    choose(paper, "B")
    paper.locator(SAVE).click()
    expect(paper.locator(SAID)).to_contain_text("不能加密")
    paper.unroute("**/answers/")
    expect(paper.locator("[data-save-line]")).to_have_text(SAVED, timeout=20_000)
    hand_in(paper)


def test_what_waits_when_time_is_over_holds_the_page_and_is_kept_as_late(
    page: Page, sign_in: SignIn, real_stack: Stack, axe: Axe
) -> None:
    sign_in("trainee8")
    attempt = int(real_stack.manage("shell", "--no-imports", "-c", HALF_A_MINUTE).split()[-1])
    page.goto(f"/exams/attempts/{attempt}/")
    choose(page, "A")
    expect(page.locator("[data-save-line]")).to_have_text(SAVED)
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    choose(page, "B")
    expect(page.locator("[data-rescue-over]")).to_be_visible(timeout=90_000)
    expect(page.locator("input[value=B]")).to_be_disabled()
    look(page, axe, "rescue-over")
    page.context.set_offline(False)
    page.wait_for_url("**/receipt/", timeout=60_000)
    assert stored(real_stack, EVENTS, attempt) == [(1, ["A"], 0), (1, ["B"], 1)]


def test_what_a_paper_no_longer_takes_stays_on_the_device_until_it_is_saved_as_a_file(
    paper: Page, browser: Browser, base_url: str, real_stack: Stack, axe: Axe
) -> None:
    """Handed in on another device while this one had no line."""
    attempt = attempt_of(paper)
    choose(paper, "A")
    expect(paper.locator("[data-save-line]")).to_have_text(SAVED)
    cut(paper)
    choose(paper, "B")
    expect(paper.locator("[data-save-line]")).to_contain_text("未保存")
    session = paper.context.storage_state()
    other = browser.new_context(
        base_url=base_url,
        locale="zh-CN",
        storage_state={"cookies": session["cookies"], "origins": []},
    ).new_page()
    other.goto(f"/exams/attempts/{attempt}/review/")
    other.locator("[data-here] button").click()
    hand_in(other)
    other.context.close()

    paper.unroute("**/answers/")
    paper.wait_for_url("**/receipt/")
    expect(paper.locator("[data-left]")).to_contain_text("1")
    look(paper, axe, "rescue-receipt")
    paper.reload()
    expect(paper.locator("[data-left]")).to_be_visible()
    with paper.expect_download() as saving:
        paper.locator(SAVE).click()
    office = officer(browser, base_url)
    bring(office, saving.value.path().read_text())
    expect(office.get_by_text("都不计分，成绩不变")).to_be_visible()
    look(office, axe, "rescue-look-ended")
    take_in(office)
    office.context.close()
    assert stored(real_stack, ANSWERS, attempt) == [(1, ["A"])]
    assert stored(real_stack, EVENTS, attempt) == [(1, ["A"], 0), (1, ["B"], 1)]
