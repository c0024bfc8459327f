"""What doctor says of exams: fine at first, and each offence by its example."""

from datetime import timedelta

import pytest

from exams import attempts, checks
from exams.choices import ResultState
from exams.models import Mark, Result
from portal import clock
from tests.exams import rows

pytestmark = pytest.mark.django_db


def test_an_attempt_left_open_is_found() -> None:
    who, quiz = rows.ready_quiz()
    attempt = attempts.start(who.pk, quiz, actor_id=None)
    assert checks.nobody_is_left_hanging().ok
    with clock.at(attempt.deadline + timedelta(seconds=66)):
        found = checks.nobody_is_left_hanging()
    assert (found.ok, found.count, found.example) == (False, 1, str(attempt.pk))


def test_an_ended_attempt_without_result_is_found() -> None:
    who, quiz = rows.ready_quiz()
    attempt = rows.sit(who, quiz)
    assert checks.every_ended_attempt_has_a_result().ok
    Mark.every.all().delete()
    Result.every.all().delete()
    assert checks.every_ended_attempt_has_a_result().example == str(attempt.pk)


def test_a_result_that_waits_beyond_its_day_is_found() -> None:
    who, quiz = rows.ready_quiz()
    rows.sit(who, quiz)
    assert checks.results_become_effective().ok
    Result.every.update(
        state=ResultState.RELEASED,
        effective_at=None,
        effective_from=clock.today() - timedelta(days=2),
    )
    assert not checks.results_become_effective().ok
