"""Graded, released, effective: at once without days for objections, later with them, once."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction

from exams import attempts, objection_days, releasing, results
from exams.choices import ResultState
from exams.models import Attempt, Result
from exams.signals import result_effective
from portal import clock
from portal.jobs.models import Job
from portal.jobs.sweeping import start_periodic
from portal.jobs.working import work_all
from tests.exams import rows
from tests.portal.policy import rows as rules

pytestmark = pytest.mark.django_db
TODAY = clock.day_of(rows.MOMENT)
# Released on a Monday, published for five days; five working days end on the Monday after.
COUNTS = date(2026, 12, 1)


@pytest.fixture
def heard() -> Iterator[list[dict[str, Any]]]:
    calls: list[dict[str, Any]] = []

    def listen(**told: Any) -> None:
        calls.append({**told, "in_transaction": connection.in_atomic_block})

    result_effective.connect(listen)
    yield calls
    result_effective.disconnect(listen)


def with_days(days: int) -> None:
    with clock.at(rows.MOMENT):
        rules.in_force("exam.objection_days", days)


def test_a_pass_counts_at_once_and_is_told_inside_the_transaction(
    heard: list[dict[str, Any]],
) -> None:
    who, exam = rows.ready_exam()
    heard.clear()
    with clock.at(rows.MOMENT):
        attempt = rows.sit(who, exam)
    told = [(c["attempt_id"], c["person_id"], c["kind"], c["passed"]) for c in heard]
    assert told == [(attempt.pk, who.pk, "qualifying", True)]
    assert heard[0]["in_transaction"]


def test_with_days_for_objections_it_counts_when_they_are_over(heard: list[dict[str, Any]]) -> None:
    with_days(5)
    who, exam = rows.ready_exam()
    heard.clear()
    with clock.at(rows.MOMENT):
        attempt = rows.sit(who, exam)
        result = Result.every.get(attempt=attempt)
        assert (result.state, result.effective_from) == (ResultState.RELEASED, COUNTS)
        assert objection_days.last_day(TODAY, by_act=False) == COUNTS - timedelta(days=1)
        assert releasing.make_due_effective(COUNTS - timedelta(days=1)) == 0
    assert not heard
    assert results.qualifying_pass(who.pk, on=TODAY + timedelta(days=30)) is None
    assert results.outcomes_of(who.pk) == ()
    with clock.at(rows.MOMENT + (COUNTS - TODAY)):
        Job.objects.all().delete()
        start_periodic()
        work_all("exams.make_effective")
        passed = results.qualifying_pass(who.pk, on=clock.today())
    assert passed
    assert passed.effective_on == COUNTS
    assert results.outcomes_of(who.pk) == (results.Outcome("上岗考试", TODAY, passed=True),)
    assert len(heard) == 1
    assert results.qualifying_pass(who.pk, on=TODAY) is None


def test_what_the_office_releases_is_published_for_its_own_number_of_days() -> None:
    with clock.at(rows.MOMENT):
        rules.in_force("exam.results_by_act", 1)
        who, exam = rows.ready_exam()
        attempt = rows.sit(who, exam)
        every = Result.every.select_related("attempt__exam", "attempt__person__organisation")
        assert releasing.release(every.get(pk=attempt.pk), actor_id=None, reason="公布")
        held = every.get(pk=attempt.pk)
    assert (held.state, held.effective_from) == (ResultState.RELEASED, COUNTS)
    assert objection_days.counts_from(TODAY, by_act=False) == TODAY


def test_a_quiz_does_not_wait_for_objections() -> None:
    with_days(5)
    who, quiz = rows.ready_quiz()
    rows.sit(who, quiz)
    assert results.quizzes_passed(who.pk) == {quiz.module_id}


def test_nothing_is_released_or_made_effective_twice(heard: list[dict[str, Any]]) -> None:
    who, quiz = rows.ready_quiz()
    result = Result.every.get(attempt=rows.sit(who, quiz))
    heard.clear()
    assert not releasing.release(result)
    assert not releasing.make_effective(result)
    assert not heard


def test_a_receiver_that_fails_takes_the_handing_in_back() -> None:
    who, quiz = rows.ready_quiz()
    attempt = attempts.start(who.pk, quiz, actor_id=None)

    def refuse(**_told: Any) -> None:
        raise RuntimeError("no")

    result_effective.connect(refuse)
    try:
        with pytest.raises(RuntimeError), transaction.atomic():
            attempts.submit(attempt.pk, actor_id=None)
    finally:
        result_effective.disconnect(refuse)
    attempt.refresh_from_db()
    assert attempt.state == "open"
    assert not Result.every.exists()


def test_reading_results() -> None:
    who, exam = rows.ready_exam()
    with clock.at(rows.MOMENT):
        failed = rows.sit(who, exam, right=False)
        assert results.attempt_pass(failed.pk) is None
        assert results.qualifying_pass(who.pk, on=TODAY) is None
        passed = rows.sit(who, exam)
    found = results.qualifying_pass(who.pk, on=TODAY)
    assert found == results.attempt_pass(passed.pk)
    assert found
    assert (found.attempt_id, found.exam_id, found.score) == (passed.pk, exam.pk, Decimal(100))
    assert results.qualifying_pass(who.pk, on=TODAY - timedelta(days=1)) is None
    other = rows.person("李某")
    quiz = Attempt.every.get(person=passed.person, exam__kind="quiz")
    assert results.passed_modules([who.pk, other.pk]) == {
        who.pk: {quiz.exam.module_id},
        other.pk: frozenset(),
    }
