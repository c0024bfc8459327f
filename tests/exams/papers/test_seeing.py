"""What one person has seen of the bank: the questions of their own papers, and found cheaply."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exams import papers
from exams.models import Exam, PaperQuestion
from exams.papers.seeing import limits_for
from portal import clock
from portal.people.models import Person
from tests.exams import rows

pytestmark = pytest.mark.django_db


def seen(who: Person, exam: Exam) -> tuple[frozenset[str], list[str]]:
    """What somebody has seen, and the queries that asked for papers."""
    pool = papers.bank_for(exam.kind)
    with CaptureQueriesContext(connection) as queries:
        limits = limits_for(who.pk, exam, pool, on=clock.today())
    asked = [str(one["sql"]) for one in queries.captured_queries]
    return limits.seen, [sql for sql in asked if "paperquestion" in sql]


def test_the_questions_of_ones_own_papers_of_this_kind_are_seen() -> None:
    page, place = rows.module(), rows.organisation()
    rows.fill()
    quiz = rows.quiz(page)
    other, who = rows.person("钱二", place), rows.person(at=place)
    for one in (other, who):
        rows.learn(one, page)
        rows.sit(one, quiz)
    own = PaperQuestion.every.filter(attempt__person=who)
    refs = frozenset(own.values_list("version__item__ref", flat=True))
    found, asked = seen(who, quiz)
    assert (found, len(asked)) == (refs, 1)
    assert "exams_attempt" not in asked[0]  # else papers of all people may be read for those of one


def test_for_who_sat_nothing_no_paper_is_asked_for() -> None:
    who, exam = rows.ready_exam()
    assert seen(who, exam) == (frozenset(), [])
