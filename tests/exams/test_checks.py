"""What doctor says of exams: fine at first, and each offence by its example."""

from datetime import timedelta

import pytest
from django.test import override_settings

from exams import attempts, checks, releasing
from exams.choices import AttemptState
from exams.models import Attempt, Result
from portal import clock
from tests.exams import rows, written_rows
from tests.exams.marking.rows import handed_in
from tests.portal.policy import rows as rules

pytestmark = pytest.mark.django_db


def test_an_attempt_left_open_is_found() -> None:
    who, quiz = rows.ready_quiz()
    attempt = attempts.start(who.pk, quiz, actor_id=None)
    assert checks.nobody_is_left_hanging().ok
    with clock.at(attempt.deadline + timedelta(seconds=76)):
        found = checks.nobody_is_left_hanging()
    assert (found.ok, found.count, found.example) == (False, 1, str(attempt.pk))


def test_an_attempt_is_left_open_by_the_grace_it_was_delivered_with() -> None:
    rules.in_force("exam.grace_seconds", 120)
    who, quiz = rows.ready_quiz()
    attempt = attempts.start(who.pk, quiz, actor_id=None)
    for seconds, fine in ((190, True), (191, False)):
        with clock.at(attempt.deadline + timedelta(seconds=seconds)):
            assert checks.nobody_is_left_hanging().ok == fine


def test_an_ended_attempt_without_result_is_found() -> None:
    who, quiz = rows.ready_quiz()
    rows.sit(who, quiz)
    assert checks.every_ended_attempt_has_a_result().ok
    attempt = attempts.start(who.pk, quiz, actor_id=None)
    Attempt.every.filter(pk=attempt.pk).update(
        state=AttemptState.SUBMITTED, submitted_at=clock.now(), receipt="R"
    )
    assert checks.every_ended_attempt_has_a_result().example == str(attempt.pk)


def test_a_result_that_waits_beyond_its_day_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    who, quiz = rows.ready_quiz()
    with monkeypatch.context() as patch, clock.at(rows.MOMENT):
        patch.setattr(releasing, "make_effective", lambda _result, **_told: False)
        rows.sit(who, quiz)
    for days, fine in ((1, True), (2, False)):
        with clock.at(rows.MOMENT + timedelta(days=days)):
            assert checks.results_become_effective().ok == fine


def test_a_result_that_an_objection_holds_may_wait_beyond_its_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    who, quiz = rows.ready_quiz()
    with monkeypatch.context() as patch, clock.at(rows.MOMENT):
        patch.setattr(releasing, "make_effective", lambda _result, **_told: False)
        held, other = rows.sit(who, quiz), rows.sit(who, quiz)
        assert releasing.hold(held.pk)
    with clock.at(rows.MOMENT + timedelta(days=2)):
        found = checks.results_become_effective()
    assert (found.count, found.example) == (1, str(other.pk))


def test_a_result_being_marked_that_waits_for_another_number_of_answers_is_found() -> None:
    exam = written_rows.exam()
    attempt = handed_in(written_rows.candidate(), exam)
    result = Result.every.get(attempt=attempt)
    assert result.waiting == 2
    assert checks.what_waits_is_counted().ok
    Result.every.filter(pk=result.pk).update(waiting=1)
    found = checks.what_waits_is_counted()
    assert (found.ok, found.count, found.example) == (False, 1, str(result.pk))


def test_a_key_of_rescue_files_that_cannot_be_read_is_found() -> None:
    assert checks.rescue_files_can_be_made().ok
    with override_settings(RESCUE_KEYS="k1"):
        found = checks.rescue_files_can_be_made()
    assert (found.ok, found.example) == (False, "keys/rescue")
