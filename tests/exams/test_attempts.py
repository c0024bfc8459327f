"""An attempt from start to end: admission, one open paper, one receipt, grading, closing."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from exams import attempts, bank, readying, releasing
from exams.choices import AttemptState, ItemState, ResultState
from exams.grading import Grade
from exams.models import Attempt, AttemptDraw, Exam, Item, Mark, PaperQuestion, Result
from exams.papers import Shortage, draw
from exams.papers.proving import redraw_attempt
from portal import clock
from portal.audit.models import AuditEvent
from portal.people.models import Person
from tests.exams import rows

pytestmark = pytest.mark.django_db


def start(who: Person, exam: Exam) -> Attempt:
    with clock.at(rows.MOMENT):
        return attempts.start(who.pk, exam, actor_id=who.user_id)


def kinds() -> list[str]:
    return list(
        AuditEvent.objects.filter(kind__regex="^(attempt|result)").values_list("kind", flat=True)
    )


def test_a_start_delivers_the_paper_and_the_clock_runs() -> None:
    who, quiz = rows.ready_quiz()
    attempt = start(who, quiz)
    assert (attempt.number, attempt.state) == (1, AttemptState.OPEN)
    assert attempt.deadline == rows.MOMENT + timedelta(minutes=20)
    assert (attempt.pass_mark, attempt.grace_seconds) == (60, 5)
    assert PaperQuestion.every.count() == 5
    assert kinds() == ["attempt.started"]


def test_the_stored_seed_draws_the_stored_paper_again_whatever_became_of_the_bank() -> None:
    who, quiz = rows.ready_quiz()
    rows.sit(who, quiz, right=False)
    attempt = start(who, quiz)
    for item in Item.objects.all()[:6]:
        bank.move(item.pk, ItemState.SUSPENDED, actor_id=None, reason="unclear")
    again = redraw_attempt(AttemptDraw.every.get(attempt=attempt))
    stored = PaperQuestion.every.filter(attempt=attempt).order_by("position")
    assert [(q.position, q.version_id, q.points, list(q.option_order)) for q in again] == [
        *stored.values_list("position", "version_id", "points", "option_order")
    ]


def test_a_second_start_returns_the_open_paper() -> None:
    who, quiz = rows.ready_quiz()
    first = start(who, quiz)
    with clock.at(rows.MOMENT + timedelta(minutes=5)):
        assert attempts.start(who.pk, quiz, actor_id=who.user_id) == first
    assert Attempt.every.count() == 1


def test_the_database_allows_one_open_attempt_per_person_and_exam() -> None:
    who, quiz = rows.ready_quiz()
    start(who, quiz)
    with pytest.raises(IntegrityError), transaction.atomic():
        attempts._deliver(who.pk, quiz, 2, readying.draw(who.pk, quiz), None, actor_id=None)


def between_door_and_paper(patch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """The next start is let in, then something happens, then its paper is drawn."""

    def draw_late(*drawing: Any) -> Any:
        patch.undo()
        act()
        return draw(*drawing)

    patch.setattr("exams.papers.draw", draw_late)


def test_two_hands_let_in_by_the_same_count_do_not_pass_the_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    who, exam = rows.ready_exam()
    for _ in range(2):
        rows.sit(who, exam, right=False)
    between_door_and_paper(monkeypatch, lambda: rows.sit(who, exam, right=False))
    with pytest.raises(attempts.NotAdmitted):
        attempts.start(who.pk, exam, actor_id=None)
    assert Attempt.every.filter(exam=exam).count() == 3


def test_the_slower_of_two_hands_with_a_try_left_gets_the_next_number(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    who, exam = rows.ready_exam()
    between_door_and_paper(monkeypatch, lambda: rows.sit(who, exam, right=False))
    assert attempts.start(who.pk, exam, actor_id=None).number == 2


def test_a_paper_that_cannot_be_written_is_said_and_not_tried_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    who, quiz = rows.ready_quiz()
    monkeypatch.setattr("exams.papers.draw", lambda *drawing: draw(*drawing) * 2)
    with pytest.raises(IntegrityError):
        start(who, quiz)
    assert not Attempt.every.exists()


def test_a_start_after_the_end_closes_the_old_paper_and_delivers_a_new_one() -> None:
    who, quiz = rows.ready_quiz()
    first = start(who, quiz)
    with clock.at(first.deadline + timedelta(seconds=15)):
        assert attempts.start(who.pk, quiz, actor_id=who.user_id) == first
    with clock.at(first.deadline + timedelta(seconds=16)):
        second = attempts.start(who.pk, quiz, actor_id=who.user_id)
    first.refresh_from_db()
    assert (first.state, second.number, second.seed != first.seed) == ("closed", 2, True)


def test_who_is_not_admitted_gets_the_reason() -> None:
    rows.fill()
    quiz = rows.quiz(rows.module())
    who = rows.person()
    with pytest.raises(attempts.NotAdmitted) as caught:
        start(who, quiz)
    assert caught.value.door.reason
    assert not Attempt.every.exists()


def test_a_bank_that_has_run_dry_is_said_and_nothing_is_started() -> None:
    who, quiz = rows.ready_quiz()
    Exam.objects.update(blueprint=rows.blueprint(["property"], [("single", 5)]))
    quiz.refresh_from_db()
    with pytest.raises(Shortage):
        start(who, quiz)
    assert not Attempt.every.exists()


def test_handing_in_grades_releases_and_counts_at_once() -> None:
    who, quiz = rows.ready_quiz()
    attempt = start(who, quiz)
    right = rows.right_letters(attempt)
    with clock.at(rows.MOMENT + timedelta(minutes=3)):
        rows.answer(attempt, {place: right[place] for place in (1, 2, 5)})
        attempts.save(attempt.pk, question=4, sequence=1, value=right[4][:2])
        done = attempts.submit(attempt.pk, actor_id=who.user_id)
    assert (done.state, done.submitted_at) == ("submitted", rows.MOMENT + timedelta(minutes=3))
    assert done.receipt
    assert done.receipt.startswith("20261123-")
    result = Result.every.get()
    assert (result.score, result.out_of, result.passed) == (Decimal(70), Decimal(100), True)
    assert result.state == ResultState.EFFECTIVE
    assert result.effective_from == clock.day_of(rows.MOMENT)
    marks = Mark.every.order_by("question__position").values_list("points", "full")
    assert list(marks) == [
        (Decimal(points), full)
        for points, full in [(20, True), (20, True), (0, False), (10, False), (20, True)]
    ]
    assert kinds() == [
        "attempt.started",
        "attempt.submitted",
        "result.graded",
        "result.released",
        "result.made_effective",
    ]


def test_handing_in_again_returns_the_same_receipt_and_grades_once() -> None:
    who, quiz = rows.ready_quiz()
    attempt = start(who, quiz)
    with clock.at(rows.MOMENT):
        receipts = {attempts.submit(attempt.pk, actor_id=None).receipt for _ in range(50)}
    assert len(receipts) == 1
    assert Result.every.count() == 1
    assert kinds().count("attempt.submitted") == 1


def test_within_the_grace_it_is_handed_in_and_after_it_is_closed_at_the_deadline() -> None:
    who, quiz = rows.ready_quiz()
    for seconds, state, ended in ((5, "submitted", 5), (16, "closed", 0)):
        attempt = start(who, quiz)
        moment = attempt.deadline + timedelta(seconds=seconds)
        done = attempts.submit(attempt.pk, actor_id=who.user_id, received_at=moment)
        end = attempt.deadline + timedelta(seconds=ended)
        assert (done.state, done.submitted_at) == (state, end)


def test_who_is_offline_at_the_end_is_graded_from_what_was_saved() -> None:
    who, quiz = rows.ready_quiz()
    attempt = start(who, quiz)
    with clock.at(rows.MOMENT + timedelta(minutes=1)):
        rows.answer(attempt, rows.right_letters(attempt))
    for seconds, closed in ((-1, 0), (5, 0), (15, 0), (16, 1), (30, 0)):
        with clock.at(attempt.deadline + timedelta(seconds=seconds)):
            assert attempts.close_expired() == closed
    attempt.refresh_from_db()
    assert (attempt.state, attempt.submitted_at) == ("closed", attempt.deadline)
    assert attempt.result.score == Decimal(100)


def test_handing_in_too_late_waits_with_the_closing() -> None:
    who, quiz = rows.ready_quiz()
    attempt = start(who, quiz)
    moment = attempt.deadline + timedelta(seconds=6)
    waiting = attempts.submit(attempt.pk, actor_id=who.user_id, received_at=moment)
    assert (waiting.state, waiting.receipt) == ("open", None)
    assert not Result.every.exists()
    assert kinds() == ["attempt.started"]


def test_a_save_received_in_time_that_waits_for_its_lock_still_counts() -> None:
    who, quiz = rows.ready_quiz()
    attempt = start(who, quiz)
    received = attempt.deadline + timedelta(seconds=attempt.grace_seconds)
    with clock.at(received + timedelta(seconds=9)):
        assert attempts.close_expired() == 0
        for place, letters in rows.right_letters(attempt).items():
            saved = attempts.save(
                attempt.pk, question=place, sequence=1, value=letters, received_at=received
            )
            assert saved.stored == "saved"
    with clock.at(received + timedelta(seconds=11)):
        assert attempts.close_expired() == 1
    attempt.refresh_from_db()
    assert (attempt.submitted_at, attempt.result.score) == (attempt.deadline, Decimal(100))


def test_no_answer_that_counts_is_later_than_the_handing_in_that_it_overtook() -> None:
    who, quiz = rows.ready_quiz()
    attempt = start(who, quiz)
    pressed = rows.MOMENT + timedelta(minutes=3)
    saved = pressed + timedelta(milliseconds=4)
    attempts.save(attempt.pk, question=1, sequence=1, value=["A"], received_at=saved)
    done = attempts.submit(attempt.pk, actor_id=None, received_at=pressed)
    assert (done.state, done.submitted_at) == (AttemptState.SUBMITTED, saved)


def test_a_late_answer_does_not_move_the_end() -> None:
    who, quiz = rows.ready_quiz()
    attempt = start(who, quiz)
    pressed, late = attempt.deadline, attempt.deadline + timedelta(seconds=6)
    attempts.save(attempt.pk, question=1, sequence=1, value=["A"], received_at=late)
    done = attempts.submit(attempt.pk, actor_id=None, received_at=pressed)
    assert (done.state, done.submitted_at) == (AttemptState.SUBMITTED, pressed)


def test_one_attempt_that_cannot_be_closed_does_not_hold_up_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    who, quiz = rows.ready_quiz()
    other = rows.person("李某")
    rows.learn(other, quiz.module)  # type: ignore[arg-type]
    broken, fine = start(who, quiz), start(other, quiz)
    settle = releasing.settle

    def sometimes(attempt: Attempt, grade: Grade, questions: Mapping[int, int]) -> Result:
        if attempt.pk == broken.pk:
            raise RuntimeError("no")
        return settle(attempt, grade, questions)

    monkeypatch.setattr(releasing, "settle", sometimes)
    with clock.at(fine.deadline + timedelta(minutes=1)):
        assert attempts.close_expired() == 1
    assert Result.every.get().attempt == fine
    broken.refresh_from_db()
    assert broken.state == AttemptState.OPEN


def test_a_record_merged_into_another_one_starts_nothing() -> None:
    who, quiz = rows.ready_quiz()
    Person.every.filter(pk=who.pk).update(merged_into=rows.person("周桂芳"))
    with translation.override("en"), pytest.raises(attempts.NotAdmitted, match="another one"):
        start(who, quiz)
    assert not Attempt.every.exists()
