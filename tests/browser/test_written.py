"""Writing an answer at length: how many characters there are, and no more than may be."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.sitting import SAVED
from tests.browser.test_marking import take
from tests.browser.test_pages import Axe, SignIn, faults_here, sign_in_as
from tests.stack import Stack

pytestmark = pytest.mark.browser
# The demo city's written exam once more, at any time, for somebody who has no open paper.
BEGUN = """
from exams import attempts
from exams.choices import ExamKind
from exams.marking import demo
from exams.models import Exam
from portal.people.models import Person
who = Person.every.get(user__username='trainee7')
held = Exam.objects.get(title=demo.TITLE)
again, _new = Exam.objects.get_or_create(
    title='书写练习', kind=held.kind, blueprint=held.blueprint, recorded_at=held.recorded_at)
attempt = attempts.start(who.pk, again, actor_id=None)
asked = attempt.questions.filter(version__item__kind='open').get()
print(attempt.pk, asked.position)
"""
ENDED = """
from exams import attempts
attempts.submit(%s, actor_id=None)
"""


@pytest.fixture
def place(real_stack: Stack) -> Iterator[str]:
    attempt, position = real_stack.manage("shell", "--no-imports", "-c", BEGUN).split()[-2:]
    yield f"/exams/attempts/{attempt}/?q={position}"
    real_stack.manage("shell", "--no-imports", "-c", ENDED % attempt)


def test_who_leaves_in_the_middle_of_a_word_finds_it_again(
    page: Page, sign_in: SignIn, place: str
) -> None:
    sign_in("trainee7")
    page.goto(place)
    text = page.locator("textarea[data-line]")
    text.press_sequentially("先听双方")
    expect(page.locator("[data-save-line]")).to_have_text(SAVED)
    text.fill("先听双方，再查事实，然后")
    page.reload()
    expect(text).to_have_value("先听双方，再查事实，然后")
    expect(page.locator("[data-save-line]")).to_have_text(SAVED)
    page.reload()
    expect(text).to_have_value("先听双方，再查事实，然后")


def test_what_is_written_is_counted_and_ends_at_the_limit(
    shaped: Page, sign_in: SignIn, axe: Axe, place: str
) -> None:
    sign_in_as(shaped, sign_in, "trainee7")
    shaped.goto(place)
    text, count = shaped.locator("textarea[data-line]"), shaped.locator("[data-count]")
    expect(count).to_have_text("0／5000")
    text.press_sequentially("先听")
    expect(count).to_have_text("2／5000")
    assert faults_here(shaped, axe, "a written answer") == []
    text.fill("调解" * 2499)
    expect(shaped.locator("[data-full]")).to_be_hidden()
    text.press_sequentially("到底为止")
    expect(count).to_have_text("5000／5000")
    expect(shaped.locator("[data-full]")).to_be_visible()
    expect(shaped.locator("[data-save-line]")).to_have_text(re.compile(rf"{SAVED.pattern}|Saved"))
    assert faults_here(shaped, axe, "a written answer that is full") == []
    take(shaped, "written")
    shaped.reload()
    expect(count).to_have_text("5000／5000")
