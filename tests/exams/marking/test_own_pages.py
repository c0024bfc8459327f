"""What candidates read of their own marked result: how it stands while somebody looks at their
objection, what they wrote, and what each marking point brought."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils.formats import date_format
from django.utils.translation import override

from exams import releasing
from exams.choices import ResultState
from exams.marking import objecting
from exams.models import Attempt, Exam, Result
from portal import clock
from tests.exams import rows as exam_rows
from tests.exams.marking import rows
from tests.exams.views.test_mine import signed_in
from tests.exams.written_rows import CASE_PLACE, OPEN_PLACE
from tests.portal.policy import rows as policy

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("afternoon")]


def released(of: Exam, *, days: int) -> Result:
    """Marked by two, and released with so many days of publication."""
    policy.in_force("exam.objection_days_by_act", days)
    attempt = Attempt.every.get(exam=of)
    for user in rows.markers(of, "甲", "乙"):
        rows.mark_all(of, user)
    result = Result.every.select_related("attempt__exam", "attempt__person__organisation").get(
        pk=attempt.pk
    )
    assert releasing.release(result, actor_id=None, reason="公布")
    result.refresh_from_db()
    return result


def page_of(result: Result, address: str = "/exams/attempts/{}/result/") -> str:
    answer = signed_in(result.attempt.person).get(address.format(result.pk))
    return str(answer.content.decode())


def objected_to(of: Exam, *, days: int) -> Result:
    result = released(of, days=days)
    objecting.object_to(result, "漏看第二点", position=CASE_PLACE, actor_id=None)
    return result


def test_a_result_says_until_when_one_can_object_to_it(of: Exam) -> None:
    result = released(of, days=7)
    assert result.state == ResultState.RELEASED
    page = page_of(result)
    until = objecting.last_day(result)
    assert until == clock.day_of(exam_rows.MOMENT) + timedelta(days=7)
    with override("en"):
        assert f"You can object until {date_format(until)}, that day included." in page


def test_a_result_that_counts_already_says_that_an_objection_is_open(of: Exam) -> None:
    result = objected_to(of, days=0)
    assert result.state == ResultState.EFFECTIVE
    assert "goes on counting until it is answered" in page_of(result)


def test_a_result_that_does_not_count_yet_says_what_its_objection_holds(of: Exam) -> None:
    page = page_of(objected_to(of, days=7))
    assert "goes on counting until it is answered" not in page
    assert "The result counts once it is answered" in page


def test_an_open_objection_is_looked_at_also_when_the_days_of_objecting_are_over(of: Exam) -> None:
    result = objected_to(of, days=7)
    with clock.at(exam_rows.MOMENT + timedelta(days=20)):
        page = page_of(result)
        assert "The result counts once it is answered" in page
        assert "Objections could be made until" not in page
        assert "being looked at" in page_of(result, "/exams/objections/{}/")


def test_candidates_read_what_they_wrote_and_what_each_marking_point_brought(of: Exam) -> None:
    result = released(of, days=7)
    answer = signed_in(result.attempt.person).get(f"/exams/objections/{result.pk}/")
    found = {line.position: (line, words) for line, words in answer.context["lines"]}
    line, words = found[OPEN_PLACE]
    assert words
    assert words in answer.content.decode()
    assert [one.parts for one in line.given] == [(Decimal(4), Decimal(2))] * 2
    assert "不得外传" not in answer.content.decode()
    assert found[1][0].given == ()
