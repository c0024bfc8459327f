"""What was written becomes scripts once; what nobody wrote does not wait."""

from decimal import Decimal

import pytest
from django.db import transaction

from exams import attempts
from exams.choices import ResultState
from exams.marking import collecting
from exams.marking.models import Script
from exams.models import Mark, Result
from portal.jobs.models import Job
from tests.exams import rows as exam_rows
from tests.exams.marking import rows
from tests.exams.written_rows import CASE_PLACE, OPEN_PLACE, begin, candidate, exam

pytestmark = pytest.mark.django_db


def test_a_paper_with_written_answers_waits_and_each_becomes_a_script() -> None:
    of = exam()
    attempt = rows.handed_in(candidate(), of)
    result = Result.every.get(attempt=attempt)
    assert (result.state, result.waiting, result.passed) == (ResultState.MARKING, 2, False)
    assert result.score == Decimal(20)
    assert Mark.every.filter(result=result).count() == 4
    scripts = {one.question.position: one for one in Script.every.select_related("question")}
    assert {place: (one.most, one.given) for place, one in scripts.items()} == {
        OPEN_PLACE: (Decimal(6), Decimal(0)),
        CASE_PLACE: (Decimal(4), Decimal(6)),
    }


def test_collected_twice_there_is_each_script_once() -> None:
    of = exam()
    attempt = rows.handed_in(candidate(), of)
    with transaction.atomic():
        assert collecting.collect(attempt.pk) == 2
    assert Script.every.count() == 2


def test_where_nobody_wrote_nothing_waits_and_the_result_is_there_at_once() -> None:
    of, who = exam(), candidate()
    attempt = begin(who, of)
    right = exam_rows.right_letters(attempt)
    exam_rows.answer(attempt, {place: right[place] for place in range(1, OPEN_PLACE)})
    attempts.save(attempt.pk, question=CASE_PLACE, sequence=1, value=["", "B", "AC", "1245", ""])
    attempts.submit(attempt.pk, actor_id=who.user_id)
    result = Result.every.get(attempt=attempt)
    assert (result.state, result.score, result.passed) == ("effective", Decimal(25), True)
    assert not Job.objects.filter(kind=collecting.COLLECT).exists()
