"""Sitting a paper in the browser, and what the running platform holds of it."""

import json
import re
import sqlite3

from playwright.sync_api import Page, expect

from tests.stack import Stack

SAVED = re.compile(r"已保存\s*[0-2]\d:[0-5]\d:[0-5]\d")
ANSWERS = """
    SELECT question.position, answer.value FROM exams_answer AS answer
    JOIN exams_paperquestion AS question ON question.id = answer.question_id
    WHERE answer.attempt_id = ? ORDER BY question.position"""
EVENTS = """
    SELECT question.position, event.value, event.late FROM exams_answerevent AS event
    JOIN exams_paperquestion AS question ON question.id = event.question_id
    WHERE event.attempt_id = ? ORDER BY event.id"""


def attempt_of(page: Page) -> int:
    return int(str(page.locator("[data-exam]").get_attribute("data-attempt")))


def stored(stack: Stack, query: str, attempt: int) -> list[tuple[object, ...]]:
    """Rows of the running platform, the answers as lists of letters."""
    with sqlite3.connect(f"file:{stack.data}/hezhong.sqlite3?mode=ro", uri=True) as database:
        rows = database.execute(query, [attempt]).fetchall()
    return [(place, json.loads(value), *rest) for place, value, *rest in rows]


def choose(page: Page, letter: str) -> None:
    page.locator(f".option:has(input[value={letter}])").click()


def turn(page: Page, place: int) -> None:
    page.locator(f"aside [data-cell='{place}']").click()
    expect(page.locator("[data-exam]")).to_have_attribute("data-question", str(place))


def hand_in(page: Page) -> None:
    """So that the next test finds no open paper."""
    page.locator("[data-review]").click()
    page.wait_for_url("**/review/**")
    page.locator("form[action$='/submit/'] button").click()
    page.wait_for_url("**/receipt/")


def cut(page: Page) -> None:
    page.route("**/answers/", lambda route: route.abort())
