"""A quiz that is open to its candidate, and the paper that was delivered."""

import pytest

from exams import attempts
from exams.models import Attempt, Exam
from portal.people.models import Person
from tests.exams import rows


@pytest.fixture(scope="module")
def quiz(lasting: None) -> tuple[Person, Exam]:
    return rows.ready_quiz()


@pytest.fixture
def attempt(quiz: tuple[Person, Exam]) -> Attempt:
    who, exam = quiz
    return attempts.start(who.pk, exam, actor_id=None)
