"""A whole exam without a mouse: Tab, arrows, letters, Enter; what has the focus is always seen."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import walking
from tests.browser.sitting import ANSWERS, SAVED, attempt_of, stored
from tests.browser.test_pages import SignIn
from tests.stack import Stack

pytestmark = pytest.mark.browser
MOST_TABS = 60
HERE = "chosen => document.activeElement.matches(chosen)"
# What stands before the middle of what has the focus: itself, or something of its own label.
COVERED = """() => {
  const active = document.activeElement, whole = active.closest("label") ?? active;
  const { left, top, width, height } = whole.getBoundingClientRect();
  const seen = document.elementFromPoint(left + width / 2, top + height / 2);
  return whole.contains(seen) || seen?.contains(whole) ? "" : whole.outerHTML.slice(0, 200);
}"""
BEGUN = """
from exams import attempts
from exams.models import Exam
from portal.people.models import Person
who = Person.every.get(user__username='trainee8')
exam = Exam.objects.get(kind='quiz', module__slug='{module}')
print(attempts.start(who.pk, exam, actor_id=None).pk)
"""


def reach(page: Page, chosen: str) -> None:
    """Tab by Tab, and nothing on the way lies behind a bar."""
    for _tab in range(MOST_TABS):
        if page.evaluate(HERE, chosen):
            return
        page.keyboard.press("Tab")
        assert page.evaluate(COVERED) == ""
    raise AssertionError(f"no way by Tab to {chosen}")


def at(page: Page, place: int) -> None:
    expect(page.locator("[data-exam]")).to_have_attribute("data-question", str(place))


def saved(page: Page) -> None:
    expect(page.locator("[data-save-line]")).to_have_text(SAVED)


def onward(page: Page, place: int) -> None:
    page.keyboard.press("ArrowRight")
    at(page, place)


def hand_in(page: Page) -> None:
    reach(page, "form[action$='/submit/'] button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/receipt/")


def begin(page: Page) -> int:
    assert walking.next_step(page).startswith("/exams/")
    reach(page, "form[action$='/start/'] button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/exams/attempts/**")
    expect(page.locator("[data-save-line]")).to_have_text("选好马上保存")
    return attempt_of(page)


def answer_choices(page: Page) -> None:
    """The first three: by a letter, by arrows within the options, by two letters."""
    page.keyboard.press("b")
    saved(page)
    onward(page, 2)
    reach(page, "input[name=value]")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")  # to the next option, not to the next question
    saved(page)
    at(page, 2)
    reach(page, "[data-next]")
    page.keyboard.press("Enter")
    at(page, 3)
    page.keyboard.press("a")
    page.keyboard.press("c")
    saved(page)


def flag_and_type(page: Page) -> None:
    """The fourth is flagged, the fifth has two lines."""
    onward(page, 4)
    page.keyboard.press("a")
    page.keyboard.press("f")
    expect(page.locator("[data-flag]")).to_have_attribute("aria-pressed", "true")
    saved(page)
    onward(page, 5)
    reach(page, "#line-1")
    page.keyboard.type("签名")
    page.keyboard.press("Tab")
    page.keyboard.type("印章")
    saved(page)


def test_a_quiz_is_begun_answered_flagged_looked_through_and_handed_in(
    page: Page, sign_in: SignIn, real_stack: Stack
) -> None:
    sign_in("trainee2")
    attempt = begin(page)
    answer_choices(page)
    flag_and_type(page)
    reach(page, "[data-next]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/review/**")
    reach(page, ".exam-flagged a")
    page.keyboard.press("Enter")
    at(page, 4)
    reach(page, "[data-review]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/review/**")
    hand_in(page)
    assert stored(real_stack, ANSWERS, attempt) == [
        *((1, ["B"]), (2, ["B"]), (3, ["A", "C"]), (4, ["A"]), (5, ["签名", "印章"]))
    ]


@pytest.mark.parametrize("module", ["family", "craft"], ids=["matching", "ordering"])
def test_entries_are_matched_and_ordered_by_arrows(
    page: Page, sign_in: SignIn, real_stack: Stack, module: str
) -> None:
    code = BEGUN.format(module=module)
    attempt = int(real_stack.manage("shell", "--no-imports", "-c", code).split()[-1])
    sign_in("trainee8")
    page.goto(f"/exams/attempts/{attempt}/?q=5")
    lines = page.locator("select[data-line]")
    count = lines.count()
    for n in range(count):
        reach(page, f"#{lines.nth(n).get_attribute('id')}")
        for _down in range(n + 1):
            page.keyboard.press("ArrowDown")
        expect(lines.nth(n)).to_have_value("ABCDEFGH"[n])
    at(page, 5)
    expect(page.locator("[data-cell='5'] [data-cell-word]").first).to_have_text(re.compile("已答"))
    saved(page)
    found: list[Any] = stored(real_stack, ANSWERS, attempt)
    assert found == [(5, list("ABCDEFGH"[:count]))]
    reach(page, "[data-next]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/review/**")
    hand_in(page)
