"""What doctor says of objections."""

from datetime import timedelta

import pytest

from exams import releasing
from exams.marking import checks, deciding, objecting
from exams.models import Result
from portal import clock
from tests.exams import rows as exam_rows
from tests.exams.marking import rows
from tests.portal.policy import rows as rules

pytestmark = pytest.mark.django_db


def test_a_result_that_is_held_without_an_open_objection_is_found() -> None:
    rules.in_force("exam.objection_days", 5)
    who, exam = exam_rows.ready_exam()
    attempt = exam_rows.sit(who, exam)
    result = Result.every.select_related("attempt__exam", "attempt__person").get(attempt=attempt)
    made = objecting.object_to(result, "第五题应多给分", actor_id=who.user_id)
    assert checks.what_is_held_waits_for_an_answer().ok
    (judge,) = rows.markers(exam, "丙", chief="丙")
    deciding.reject(made, "采分点未写到", actor_id=judge.pk)
    assert checks.what_is_held_waits_for_an_answer().ok
    assert releasing.hold(attempt.pk)
    with clock.at(clock.now() + timedelta(days=30)):
        found = checks.what_is_held_waits_for_an_answer()
    assert (found.ok, found.count, found.example) == (False, 1, str(attempt.pk))
