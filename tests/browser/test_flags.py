"""Flags on questions in a browser: by button and key, without a line, on the next device."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sitting import choose, hand_in, turn

pytestmark = pytest.mark.browser
SignIn = Callable[[str], None]


def flagged(page: Page) -> list[str]:
    cells = page.locator("aside .question-cell--flagged")
    return [str(cell.get_attribute("data-cell")) for cell in cells.all()]


def test_a_question_is_flagged_by_button_and_key_and_found_again_before_handing_in(
    paper: Page, sign_in: SignIn
) -> None:
    button = paper.locator("[data-flag]")
    expect(button).to_have_attribute("aria-pressed", "false")
    with paper.expect_response("**/flags/"):
        button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(paper.locator("[data-count-flagged]")).to_have_text("1")
    turn(paper, 3)
    expect(button).to_have_attribute("aria-pressed", "false")
    with paper.expect_response("**/flags/"):
        paper.keyboard.press("f")
    assert flagged(paper) == ["1", "3"]
    turn(paper, 5)  # a line is typed in
    paper.locator("[data-line]").first.press_sequentially("f")
    expect(button).to_have_attribute("aria-pressed", "false")

    address = paper.url
    sign_in("trainee2")  # another session
    paper.goto(address)
    assert flagged(paper) == ["1", "3"]
    expect(paper.locator("aside [data-cell='3']")).to_contain_text("已标记")
    paper.locator("[data-review]").click()
    paper.wait_for_url("**/review/**")
    expect(paper.locator("#flagged-title")).to_have_text("已标记 2 题")
    paper.locator(".exam-flagged a").last.click()
    expect(paper.locator("[data-exam]")).to_have_attribute("data-question", "3")
    expect(button).to_have_attribute("aria-pressed", "true")
    with paper.expect_response("**/flags/"):
        button.click()
    assert flagged(paper) == ["1"]
    hand_in(paper)


def test_a_flag_set_without_a_line_is_sent_when_it_is_back(paper: Page) -> None:
    paper.wait_for_load_state("networkidle")
    paper.context.set_offline(True)
    paper.locator("[data-flag]").click()
    choose(paper, "A")
    expect(paper.locator("[data-offline]")).to_be_visible()
    turn(paper, 2)
    turn(paper, 1)
    expect(paper.locator("[data-flag]")).to_have_attribute("aria-pressed", "true")
    with paper.expect_response("**/flags/"):
        paper.context.set_offline(False)
    paper.reload()
    assert flagged(paper) == ["1"]
    hand_in(paper)
