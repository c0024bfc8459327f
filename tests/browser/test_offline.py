"""An exam on a line that drops: what the page shows, what it keeps, what the server has in the
end."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sitting import (
    ANSWERS,
    EVENTS,
    SAVED,
    attempt_of,
    choose,
    hand_in,
    stored,
    turn,
)
from tests.stack import Stack

pytestmark = pytest.mark.browser


def test_answers_given_without_a_line_are_sent_when_it_is_back(
    paper: Page, real_stack: Stack
) -> None:
    attempt = attempt_of(paper)
    line, banner = paper.locator("[data-save-line]"), paper.locator("[data-offline]")
    choose(paper, "A")
    expect(line).to_have_text(SAVED)
    expect(banner).to_be_hidden()

    paper.context.set_offline(True)
    choose(paper, "B")
    expect(line).to_contain_text("未保存，正在重试")
    expect(banner).to_be_visible()
    expect(banner).to_contain_text("网络断了")
    choose(paper, "C")
    assert stored(real_stack, ANSWERS, attempt) == [(1, ["A"])]

    paper.context.set_offline(False)
    expect(line).to_have_text(SAVED)
    expect(banner).to_be_hidden()
    assert stored(real_stack, ANSWERS, attempt) == [(1, ["C"])]
    assert stored(real_stack, EVENTS, attempt) == [(1, ["A"], 0), (1, ["C"], 0)]
    hand_in(paper)


def test_what_waits_on_the_device_outlives_a_reload_and_goes_out_in_order(
    paper: Page, real_stack: Stack
) -> None:
    """Answers that do not get through one after another, then a reload: the server's rows are what
    was clicked, in the order of the clicks."""
    attempt = attempt_of(paper)
    paper.route("**/answers/", lambda route: route.abort())
    for place, letter in ((3, "B"), (1, "A"), (2, "C")):
        turn(paper, place)
        choose(paper, letter)
        expect(paper.locator("[data-save-line]")).to_contain_text("未保存，正在重试")
    assert stored(real_stack, ANSWERS, attempt) == []

    paper.reload()
    expect(paper.locator("[data-save-line]")).to_contain_text("未保存，正在重试")
    expect(paper.locator("input[value=C]")).to_be_checked()
    expect(paper.locator(".question-cell--unsaved")).to_have_count(3)

    paper.unroute("**/answers/")
    expect(paper.locator("[data-save-line]")).to_have_text(SAVED, timeout=20_000)
    expect(paper.locator(".question-cell--unsaved")).to_have_count(0)
    assert stored(real_stack, ANSWERS, attempt) == [(1, ["A"]), (2, ["C"]), (3, ["B"])]
    assert stored(real_stack, EVENTS, attempt) == [
        (3, ["B"], 0),
        (1, ["A"], 0),
        (2, ["C"], 0),
    ]
    hand_in(paper)


def test_without_a_line_other_questions_are_turned_to_and_answered(
    paper: Page, real_stack: Stack
) -> None:
    attempt = attempt_of(paper)
    line, banner = paper.locator("[data-save-line]"), paper.locator("[data-offline]")
    choose(paper, "B")
    expect(line).to_have_text(SAVED)
    paper.wait_for_load_state("networkidle")

    paper.context.set_offline(True)
    turn(paper, 3)
    choose(paper, "C")
    expect(banner).to_be_visible()
    expect(line).to_contain_text("未保存，正在重试")
    paper.locator("[data-previous]").click()
    expect(paper.locator("[data-exam]")).to_have_attribute("data-question", "2")
    choose(paper, "A")
    turn(paper, 1)
    expect(paper.locator("input[value=B]")).to_be_checked()
    turn(paper, 3)
    expect(paper.locator("input[value=C]")).to_be_checked()
    expect(paper.locator(".question-cell--unsaved")).to_have_count(2)
    assert stored(real_stack, ANSWERS, attempt) == [(1, ["B"])]

    paper.context.set_offline(False)
    expect(paper.locator(".question-cell--unsaved")).to_have_count(0, timeout=20_000)
    assert stored(real_stack, ANSWERS, attempt) == [(1, ["B"]), (2, ["A"]), (3, ["C"])]
    hand_in(paper)


def test_what_is_typed_is_saved_at_a_pause_and_outlives_a_reload_without_a_line(
    paper: Page, real_stack: Stack
) -> None:
    attempt = attempt_of(paper)
    line, blanks = paper.locator("[data-save-line]"), paper.locator("[data-line]")
    turn(paper, 5)
    blanks.nth(0).fill("签名")
    expect(line).to_have_text(SAVED)
    assert stored(real_stack, ANSWERS, attempt) == [(5, ["签名", ""])]

    paper.route("**/answers/", lambda route: route.abort())
    blanks.nth(1).press_sequentially("印章 A")  # a letter typed chooses nothing
    expect(line).to_contain_text("未保存，正在重试")
    paper.reload()
    expect(blanks.nth(1)).to_have_value("印章 A")
    paper.unroute("**/answers/")
    expect(line).to_have_text(SAVED, timeout=20_000)
    assert stored(real_stack, ANSWERS, attempt) == [(5, ["签名", "印章 A"])]
    hand_in(paper)
