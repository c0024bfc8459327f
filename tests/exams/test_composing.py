"""Setting up exams: a quiz has a module, a module one quiz, a paper must be drawable."""

import pytest
from django.db import IntegrityError, transaction

from exams import composing
from exams.choices import ExamKind
from exams.models import Exam
from exams.papers import BadBlueprint, Shortage
from tests.exams import rows

pytestmark = pytest.mark.django_db


def test_a_quiz_has_a_module_and_the_qualifying_exam_none() -> None:
    page = rows.module()
    rows.fill()
    paper = rows.blueprint(["property"])
    with pytest.raises(ValueError, match="module"):
        composing.compose(ExamKind.QUIZ, "x", paper, actor_id=None)
    with pytest.raises(ValueError, match="module"):
        composing.compose(ExamKind.QUALIFYING, "x", paper, module_id=page.pk, actor_id=None)
    rows.quiz(page)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.quiz(page)


def test_an_exam_whose_paper_cannot_be_drawn_is_not_set_up() -> None:
    with pytest.raises(Shortage):
        rows.qualifying("property")
    with pytest.raises(BadBlueprint):
        composing.compose(ExamKind.QUALIFYING, "x", {}, actor_id=None)
    rows.fill(each=1, for_exams=5)  # 5 of 15 are a third of the bank
    with pytest.raises(Shortage, match="只有3题"):
        rows.qualifying("property")
    assert not Exam.objects.exists()
