"""Doing with a browser what a trainee does: follow the next step, study, answer a paper."""

import re
import tomllib
from pathlib import Path
from string import ascii_uppercase
from typing import Any

from playwright.sync_api import Page

from tests.stack import Stack

ROOT = Path(__file__).resolve().parents[2]
FROM_TODAY = """
from portal import clock
from portal.accounts.models import User
from portal.policy.setting import set_rule
set_rule(
    "{key}", {value}, since=clock.today(), basis="测试", reason="测试",
    actor_id=User.objects.get(username="admin").pk,
)
"""
WORDS = """stem => {
  const words = stem.cloneNode(true);
  for (const part of words.querySelectorAll(".visually-hidden")) part.remove();
  return words.textContent;
}"""
TRUTH = {"true": "正确", "false": "错误"}
Answers = dict[str, list[str]]


def right_answers() -> Answers:
    """For each question of the demo's bank, by its stem without blanks, the texts that answer it:
    of the right options, of each blank, of what each entry is matched to."""
    folder = ROOT / "exams" / "demo_content" / "questions"
    questions = [
        entry
        for path in folder.glob("*.toml")
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["question"]
    ]
    return {squeezed(entry["stem"]): _texts(entry) for entry in questions}


def _texts(entry: dict[str, Any]) -> list[str]:
    if entry["kind"] == "fill_blank":
        return [forms[0] for forms in entry["accepted"]]
    if entry["kind"] == "true_false":
        return [TRUTH[entry["key"]]]
    options = entry.get("targets") or entry.get("options", [])
    return [options[ascii_uppercase.index(letter)].strip() for letter in entry.get("key", "")]


def squeezed(text: str) -> str:
    return re.sub(r"[\s_]+", "", text)


def modules() -> list[dict[str, Any]]:
    """The demo's modules with their lessons, as they are written down."""
    folder = ROOT / "courses" / "demo_content" / "modules"
    return [tomllib.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.toml")]


def next_step(page: Page) -> str:
    """Open the desk and follow its one next step; the path it leads to, empty without one."""
    page.goto("/desk/")
    step = page.locator(".next-step a.button")
    if step.count() == 0:
        return ""
    with page.expect_navigation():
        step.click()
    return re.sub(r"https?://[^/]+", "", page.url)


def study(page: Page) -> None:
    """Read the words of every film of the open lesson, answer every self-check, and say that the
    lesson was read."""
    read_words(page)
    answer_checks(page)
    if (read := page.locator("form[action$='/complete/'] button")).count():
        with page.expect_navigation():
            read.click()


def read_words(page: Page) -> None:
    """Of the films and recordings that were not seen yet."""
    page.wait_for_load_state()
    while (words := page.locator("details.film__words:has(form)").first).count():
        words.locator("summary").click()
        with page.expect_navigation():
            words.locator("button").click()


def answer_checks(page: Page) -> None:
    page.wait_for_load_state()
    while (question := page.locator("section.check form").first).count():
        question.locator(".option").first.click()
        with page.expect_navigation():  # a page half read has no questions yet
            question.locator("button").click()
    page.locator(".save-line").first.wait_for()


def any_speed(stack: Stack) -> None:
    """Let lessons count however fast they are read: a walk in a test takes no breath."""
    _from_today(stack, "train.fastest_reading", 0)


def no_luck(stack: Stack) -> None:
    """Let no guess pass a quiz: whoever is ready for one in the demo city stays so for the next
    test. Sixty points of a hundred are reached blindly now and then."""
    _from_today(stack, "quiz.pass_mark", 100)


def _from_today(stack: Stack, key: str, value: int) -> None:
    stack.manage("shell", "--no-imports", "-c", FROM_TODAY.format(key=key, value=value))


def sit(page: Page, answers: Answers) -> str:
    """Start the exam whose rules are open, answer everything right, hand in; the receipt."""
    page.locator("form[action$='/start/'] button").click()
    while "/review/" not in page.url:
        answer_question(page, answers)
        before = page.locator(".exam-stem").inner_text()
        page.locator("[data-next]").click()
        page.wait_for_function(
            "before => document.querySelector('.exam-stem')?.innerText !== before", arg=before
        )
    page.locator("form[action$='/submit/'] button").click()
    page.wait_for_url("**/receipt/")
    return page.locator(".exam-receipt__number").inner_text()


def answer_question(page: Page, answers: Answers) -> None:
    """Choose the right options of the question on screen and wait until they are saved."""
    stem = squeezed(str(page.locator(".exam-stem").evaluate(WORDS)))
    lines = page.locator(".exam-question [data-line]")
    for place, text in enumerate(answers[stem]):
        if page.locator(".exam-question input[data-line]").count():
            lines.nth(place).fill(text)
        elif lines.count():
            option = lines.nth(place).locator("option", has_text=text)
            lines.nth(place).select_option(str(option.get_attribute("value")))
        else:
            page.locator(".exam-question .option").filter(
                has=page.locator(".option__text", has_text=exactly(text))
            ).click()
    page.locator(".save-line--saved, .save-line:has-text('已保存')").first.wait_for()


def exactly(text: str) -> re.Pattern[str]:
    return re.compile(rf"^\s*{re.escape(text)}\s*$")
