"""What the database itself refuses once a paper is handed in, in plain SQL."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from exams import attempts
from exams.models import Attempt, Result
from tests.exams import rows

pytestmark = pytest.mark.django_db

STATEMENTS = [
    "DELETE FROM exams_answer WHERE attempt_id = {ended}",
    "UPDATE exams_answer SET sequence = 9 WHERE attempt_id = {ended}",
    "UPDATE exams_answer SET attempt_id = {open} WHERE attempt_id = {ended}",
    "UPDATE exams_answer SET attempt_id = {ended} WHERE attempt_id = {open}",
    "DELETE FROM exams_attempt WHERE id = {ended}",
    "DELETE FROM exams_attempt WHERE id = {open}",
    "UPDATE exams_attempt SET pass_mark = 1 WHERE id = {ended}",
    "UPDATE exams_attempt SET pass_mark = 1 WHERE id = {open}",
    "UPDATE exams_attempt SET seed = 'x' WHERE id = {open}",
    "UPDATE exams_attempt SET number = 9 WHERE id = {open}",
    "UPDATE exams_attempt SET grace_seconds = 999 WHERE id = {open}",
    "UPDATE exams_attempt SET started_at = deadline WHERE id = {open}",
    "UPDATE exams_attempt SET exam_id = exam_id + 1 WHERE id = {open}",
    "UPDATE exams_attempt SET person_id = person_id + 1 WHERE id = {open}",
    "UPDATE exams_attempt SET deadline = started_at WHERE id = {open}",
    "UPDATE exams_answerevent SET sequence = 9 WHERE attempt_id = {open}",
    "DELETE FROM exams_answerevent WHERE attempt_id = {open}",
    "UPDATE exams_paperquestion SET points = 1 WHERE attempt_id = {ended}",
    "DELETE FROM exams_paperquestion WHERE attempt_id = {ended}",
    "UPDATE exams_mark SET points = 1 WHERE result_id = {ended}",
    "DELETE FROM exams_mark WHERE result_id = {ended}",
    "UPDATE exams_result SET score = 99 WHERE attempt_id = {ended}",
    "UPDATE exams_result SET out_of = 101 WHERE attempt_id = {ended}",
    "UPDATE exams_result SET passed = NOT passed WHERE attempt_id = {ended}",
    "UPDATE exams_result SET attempt_id = {open} WHERE attempt_id = {ended}",
    "UPDATE exams_result SET state = 'graded' WHERE attempt_id = {ended}",
    "UPDATE exams_result SET state = 'released' WHERE attempt_id = {ended}",
    "DELETE FROM exams_result WHERE attempt_id = {ended}",
]
REFUSALS = (
    r"append-only|a mark changes only|is handed in|only moves forward|attempt_is_fixed"
    r"|deadline_grows"
)


def refused(statement: str, *, ended: Attempt, still_open: Attempt) -> None:
    with (
        pytest.raises(IntegrityError, match=REFUSALS),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(ended=ended.pk, open=still_open.pk))


@pytest.fixture(scope="module")
def papers(lasting: None) -> tuple[Attempt, Attempt]:
    """One handed in, one open and answered."""
    who, quiz = rows.ready_quiz()
    ended = rows.sit(who, quiz, right=False)
    still_open = attempts.start(who.pk, quiz, actor_id=None)
    rows.answer(still_open, rows.right_letters(still_open))
    return ended, still_open


@pytest.mark.parametrize("statement", STATEMENTS)
def test_no_way_back_in_plain_sql(statement: str, papers: tuple[Attempt, Attempt]) -> None:
    ended, still_open = papers
    refused(statement, ended=ended, still_open=still_open)


def test_minutes_may_be_credited_while_the_paper_is_open() -> None:
    who, quiz = rows.ready_quiz()
    attempt = attempts.start(who.pk, quiz, actor_id=None)
    later = attempt.deadline + timedelta(minutes=5)
    assert Attempt.every.filter(pk=attempt.pk).update(deadline=later) == 1


def test_a_step_forward_takes_no_change_of_the_score_along(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("exams.releasing.release", lambda _result, **_told: False)
    who, quiz = rows.ready_quiz()
    ended = rows.sit(who, quiz, right=False)
    still_open = attempts.start(who.pk, quiz, actor_id=None)
    assert Result.every.get(attempt=ended).state == "graded"
    for change in (
        "state = 'released', score = 99",
        "state = 'effective', effective_at = graded_at",
    ):
        refused(f"UPDATE exams_result SET {change}", ended=ended, still_open=still_open)
