"""Marking on the screen: the marker's desk, the chief examiner's overview, release, objections."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_pages import faults, faults_here, follow, sign_in_as
from tests.stack import Stack

pytestmark = pytest.mark.browser
Axe = Callable[[Page], list[str]]
SignIn = Callable[[str], None]
PICTURES = os.environ.get("PICTURES", "")


def take(page: Page, name: str) -> None:
    if PICTURES:
        shape = f"{page.viewport_size['width']}" if page.viewport_size else ""
        lang = page.locator("html").get_attribute("lang")
        page.screenshot(path=Path(PICTURES) / f"{name}-{lang}-{shape}.png", full_page=True)


def test_a_judge_marks_an_answer_with_the_keyboard(shaped: Page, sign_in: SignIn, axe: Axe) -> None:
    sign_in_as(shaped, sign_in, "judge1")
    assert faults(shaped, axe, "/desk/marking/") == []
    take(shaped, "home")
    shaped.locator("form[action$='/next/'] button").first.click()
    field = shaped.locator(".mark-points").first
    expect(field).to_be_visible()
    assert faults_here(shaped, axe, "an answer to be marked") == []
    take(shaped, "script")
    shaped.locator(".marking").first.scroll_into_view_if_needed()
    field.focus()
    shaped.keyboard.type("99")
    shaped.keyboard.press("Enter")
    expect(shaped.locator(".marking__point--wrong").first).to_be_visible()
    assert faults_here(shaped, axe, "an answer with points that cannot be") == []
    take(shaped, "wrong")
    shaped.locator("button[name=back]").click()
    expect(shaped).to_have_url(re.compile(r"/desk/marking/$"))


# What somebody has before them goes to another marker, who has it already when it is given.
PASSED_ON = """
from exams.marking.models import Marking
from portal.accounts.models import User
user = User.objects.get(username="%s")
Marking.every.filter(pk=%s).update(marker=user)
"""


def test_what_was_typed_too_late_stays_readable(
    shaped: Page, sign_in: SignIn, axe: Axe, real_stack: Stack
) -> None:
    sign_in_as(shaped, sign_in, "judge2")
    shaped.goto("/desk/marking/")
    shaped.locator("form[action$='/next/'] button").first.click()
    shaped.locator(".mark-points").first.fill("1.5")
    number = shaped.url.strip("/").rpartition("/")[2]
    real_stack.manage("shell", "--no-imports", "-c", PASSED_ON % ("hr1", number))
    shaped.locator("form .button--filled").first.click()
    expect(shaped.locator("dd").filter(has_text="1.5")).to_be_visible()
    assert faults_here(shaped, axe, "an answer that another has by now") == []
    take(shaped, "lost")
    assert faults(shaped, axe, f"/desk/marking/answers/{number}/") == []
    take(shaped, "elsewhere")
    real_stack.manage("shell", "--no-imports", "-c", PASSED_ON % ("judge2", number))


# Two markers give all and nothing for the same answers, until there is one on which they differ.
APART = """
from exams.marking import claiming, demo, giving, scheming
from exams.marking.models import Script
from exams.models import Exam
from portal.accounts.models import User
exam = Exam.objects.get(title=demo.TITLE)
apart = Script.every.filter(exam=exam, state="apart")
while not apart.exists():
    for name, share in (("judge1", 1), ("judge2", 0)):
        marking = claiming.take_next(exam.pk, User.objects.get(username=name).pk)
        tasks = scheming.sheet_of(marking.script).tasks
        marks = [[share * most for most in task.fields] for task in tasks]
        giving.give(marking, marks, f"{share}", actor_id=marking.marker_id)
print(f"/desk/marking/{exam.pk}/")
"""


def test_the_chief_examiner_and_the_office(
    shaped: Page, sign_in: SignIn, axe: Axe, real_stack: Stack
) -> None:
    path = real_stack.manage("shell", "--no-imports", "-c", APART).split()[-1]
    sign_in_as(shaped, sign_in, "expert1")
    assert faults(shaped, axe, path) == []
    take(shaped, "overview")
    follow(shaped.locator("form[action*='/apart/'] button").first)
    expect(shaped.locator(".marking__beside")).to_be_visible()
    assert faults_here(shaped, axe, "an answer on which two differ") == []
    take(shaped, "apart")
    follow(shaped.locator("button[name=back]"))
    sign_in_as(shaped, sign_in, "officer1")
    shaped.goto(path)
    shaped.locator("#markers ~ table summary").first.click()
    assert faults_here(shaped, axe, "the overview of the office") == []
    take(shaped, "overview-office")
    follow(shaped.locator("form[action$='/end/'] button").first)
    expect(shaped.locator("details[open] .field__error")).to_be_visible()
    assert faults_here(shaped, axe, "a duty ended without a reason") == []


# Somebody who has marked nothing marks a sample again, and gives nothing for it.
MARKED_AGAIN = """
from exams.marking import appointing, claiming, demo, giving, sampling, scheming
from exams.marking.models import Sample
from exams.models import Exam
from portal.accounts.models import User
exam = Exam.objects.get(title=demo.TITLE)
sampling.draw(exam, 100, actor_id=None)
user = User.objects.get(username="hr1")
appointing.appoint(exam, user.pk, chief=False, actor_id=None)
while not Sample.every.filter(state="differs").exists():
    marking = claiming.take_next(exam.pk, user.pk)
    tasks = scheming.sheet_of(marking.script).tasks
    marks = [[one - one for one in task.fields] for task in tasks]
    giving.give(marking, marks, "没有写到要点", actor_id=user.pk)
found = Sample.every.filter(state="differs").first()
print(f"/desk/marking/{exam.pk}/samples/{found.pk}/")
"""


def test_the_chief_examiner_looks_at_a_sample_that_came_out_otherwise(
    shaped: Page, sign_in: SignIn, axe: Axe, real_stack: Stack
) -> None:
    told = real_stack.manage("shell", "--no-imports", "-c", MARKED_AGAIN)
    path = told.split()[-1]
    sign_in_as(shaped, sign_in, "expert1")
    assert faults(shaped, axe, path.partition("samples/")[0]) == []
    take(shaped, "overview-with-samples")
    assert faults(shaped, axe, path) == []
    take(shaped, "sample")
    shaped.locator("form .button--filled").click()
    expect(shaped.locator(".field__error").first).to_be_visible()
    assert faults_here(shaped, axe, "a sample without a decision") == []
    take(shaped, "sample-wrong")


# A result that counts, an objection to it, and other points for one question proposed.
PROPOSED = """
from decimal import Decimal
from exams.marking import deciding
from exams.marking.models import Objection
from exams.models import Mark, Result
from portal import clock
from portal.accounts.models import User
rows = Result.every.filter(attempt__exam__kind="qualifying", passed=True, objections=None)
result = rows.filter(state="effective").first()
mark = Mark.every.filter(result=result, points__gt=0).select_related("question").first()
made = Objection.objects.create(
    result=result, question=mark.question, reason="这道题的给分请再看一遍", made_at=clock.now()
)
user = User.objects.get(username="expert1")
points = [(mark.question.position, Decimal(0))]
deciding.propose(made, points, "经复核，原给分有误", actor_id=user.pk)
print(f"/desk/marking/objections/{made.pk}/")
"""


def test_who_approves_an_objection_reads_what_becomes_of_it(
    shaped: Page, sign_in: SignIn, axe: Axe, real_stack: Stack
) -> None:
    path = real_stack.manage("shell", "--no-imports", "-c", PROPOSED).split()[-1]
    sign_in_as(shaped, sign_in, "officer1")
    assert faults(shaped, axe, path) == []
    take(shaped, "proposal")
    shaped.locator("button[value=approve]").click()
    expect(shaped.locator("button[value=approve]")).to_have_count(0)
    assert faults_here(shaped, axe, "an objection that was upheld") == []


def test_what_the_office_releases_corrects_and_answers(
    shaped: Page, sign_in: SignIn, axe: Axe
) -> None:
    sign_in_as(shaped, sign_in, "officer1")
    found = []
    for path in (
        "/desk/papers/results/",
        "/desk/papers/corrections/",
        "/desk/marking/objections/",
        "/desk/marking/",
    ):
        found += faults(shaped, axe, path)
        take(shaped, path.strip("/").replace("/", "-"))
    assert found == []


def test_lists_and_notices_of_results(shaped: Page, sign_in: SignIn, axe: Axe) -> None:
    sign_in_as(shaped, sign_in, "officer1")
    shaped.goto("/desk/papers/results/")
    found = []
    lists = shaped.locator("a[href*='/results/lists/']").last.get_attribute("href") or ""
    for which in ("office", "public"):
        found += faults(shaped, axe, f"{lists}?which={which}")
        expect(shaped.locator("button[value=xlsx]")).to_be_visible()
        take(shaped, f"list-{which}")
    assert found == []


def test_the_candidates_notice(shaped: Page, sign_in: SignIn, axe: Axe) -> None:
    sign_in_as(shaped, sign_in, "trainee6")
    shaped.goto("/exams/")
    follow(shaped.locator(".exam-past a", has_text="上岗考试").first)
    follow(shaped.locator("a[href$='/notice/']").first)
    assert faults_here(shaped, axe, "the result notice") == []
    shaped.locator("main form button").first.click()
    expect(shaped.locator("button[name=take]")).to_be_visible()
    take(shaped, "notice")
