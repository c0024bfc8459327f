"""What a candidate sees when the time is over: the paper, ten seconds of closing, the receipt."""

import pytest
from playwright.sync_api import Page

from tests.browser.test_pages import Axe, SignIn, faults_here, sign_in_as
from tests.stack import Stack

pytestmark = pytest.mark.browser
CLOSING = {"考试时间已到，正在收卷", "Time is up; your paper is being closed"}

# A paper that was begun so long ago that its time is over eight seconds from now.
NEARLY_OVER = """
from datetime import timedelta
from exams import admission, attempts
from exams.models import Attempt, Exam
from portal import clock
from portal.people.models import Person
from portal.policy.rules import rule
who = Person.every.get(user__username='trainee8')
under_way = Attempt.every.filter(person=who, state='open').values('exam')
open_doors = (
    exam for exam in Exam.objects.filter(kind='quiz').exclude(pk__in=under_way)
    if admission.door(exam, admission.standing_of(who.pk)).open
)
today = clock.today()
minutes, grace = (rule(k, on=today).number for k in ('quiz.minutes', 'exam.grace_seconds'))
with clock.at(clock.now() - timedelta(minutes=minutes, seconds=grace - 8)):
    print(attempts.start(who.pk, next(open_doors), actor_id=None).pk)
"""


def test_a_paper_that_is_being_closed(
    shaped: Page, real_stack: Stack, sign_in: SignIn, axe: Axe
) -> None:
    sign_in_as(shaped, sign_in, "trainee8")
    paper = real_stack.manage("shell", "--no-imports", "-c", NEARLY_OVER).split()[-1]
    for _try in range(240):
        shaped.goto(f"/exams/attempts/{paper}/")
        if shaped.locator("h1").inner_text() in CLOSING:
            break
        shaped.wait_for_timeout(125)
    assert faults_here(shaped, axe, "a paper that is being closed") == []
    assert shaped.locator("h1").inner_text() in CLOSING
