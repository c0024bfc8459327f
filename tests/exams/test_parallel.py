"""Many at once, on real connections: one receipt, the highest number, one open paper."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TypeVar

import pytest
from django.db import connection

from exams import attempts
from exams.answering import HandedIn
from exams.models import (
    Answer,
    AnswerEvent,
    Attempt,
    Exam,
    Mark,
    PaperQuestion,
    Result,
    Seat,
    Sitting,
)
from exams.sittings import enrolling, preparing
from portal import clock
from portal.audit.models import AuditEvent
from portal.people.models import Person
from tests.exams import rows
from tests.exams.sittings import rows as held

pytestmark = pytest.mark.django_db(transaction=True)
Came = TypeVar("Came")


def at_once(number: int, act: Callable[[int], Came]) -> list[Came]:
    """Run `act(0)` … in threads with connections of their own, all let go together."""
    gate = Barrier(number)

    def one(n: int) -> Came:
        gate.wait()
        try:
            return act(n)
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(one, range(number)))


def test_fifty_identical_submits_are_one() -> None:
    who, quiz = rows.ready_quiz()
    attempt = attempts.start(who.pk, quiz, actor_id=None)
    rows.answer(attempt, rows.right_letters(attempt))
    receipts = at_once(50, lambda _n: attempts.submit(attempt.pk, actor_id=None).receipt)
    assert len(set(receipts)) == 1
    assert Result.every.count() == 1
    assert Mark.every.count() == 5
    assert AuditEvent.objects.filter(kind="attempt.submitted").count() == 1


def test_parallel_saves_leave_the_highest_number_standing() -> None:
    who, quiz = rows.ready_quiz()
    attempt = attempts.start(who.pk, quiz, actor_id=None)
    saved = at_once(
        24,
        lambda n: (
            attempts.save(attempt.pk, question=1, sequence=n + 1, value=["ABCD"[n % 4]]).stored
        ),
    )
    answer = Answer.every.get()
    assert (answer.sequence, answer.value) == (24, ["D"])
    assert AnswerEvent.every.count() == 24
    assert AnswerEvent.every.filter(stale=False).count() == saved.count("saved")


def test_what_was_acknowledged_before_the_door_shut_is_graded() -> None:
    """Saves race with handing in: acknowledged means counted, refused means nothing stored."""
    who, quiz = rows.ready_quiz()
    attempt = attempts.start(who.pk, quiz, actor_id=None)
    right = rows.right_letters(attempt)

    def act(n: int) -> int | None:
        if n == 0:
            attempts.submit(attempt.pk, actor_id=None)
            return None
        try:
            attempts.save(attempt.pk, question=n, sequence=1, value=right[n])
        except HandedIn:
            return None
        return n

    acknowledged = {place for place in at_once(6, act) if place}
    full = set(Mark.every.filter(full=True).values_list("question__position", flat=True))
    assert full == acknowledged
    assert set(Answer.every.values_list("question__position", flat=True)) == acknowledged


def test_two_starts_at_once_deliver_one_paper() -> None:
    who, quiz = rows.ready_quiz()
    started = at_once(8, lambda _n: attempts.start(who.pk, quiz, actor_id=None).pk)
    assert len(set(started)) == 1
    assert Attempt.every.count() == 1


def test_closing_twice_at_once_closes_once() -> None:
    who, quiz = rows.ready_quiz()
    attempt = attempts.start(who.pk, quiz, actor_id=None)
    late = attempt.deadline.replace(year=2099)
    receipts = at_once(
        6, lambda _n: attempts.submit(attempt.pk, actor_id=None, received_at=late).receipt
    )
    assert len(set(receipts)) == 1
    assert AuditEvent.objects.filter(kind="attempt.closed").count() == 1


def open_seat() -> tuple[Person, Exam, Seat]:
    """A seat of a sitting that opened a minute ago, its paper ready."""
    who, exam, seat = held.ready_seat()
    preparing.prepare(seat)
    moment = clock.now()
    Sitting.every.update(
        opens_at=moment - timedelta(minutes=1), closes_at=moment + timedelta(minutes=9)
    )
    return who, exam, seat


def test_two_starts_at_once_by_one_seat_deliver_the_paper_that_lies_there_once() -> None:
    who, exam, seat = open_seat()
    started = at_once(8, lambda _n: attempts.start(who.pk, exam, actor_id=None).pk)
    assert len(set(started)) == 1
    seat.refresh_from_db()
    assert seat.attempt_id == started[0]
    assert Attempt.every.filter(exam=exam).count() == 1
    assert PaperQuestion.every.filter(attempt=seat.attempt_id).count() == 5


def test_who_is_withdrawn_while_they_begin_has_either_the_seat_or_the_paper() -> None:
    who, exam, seat = open_seat()

    def act(n: int) -> bool:
        if n:
            return enrolling.withdraw(seat, reason="缓考", actor_id=None)
        try:
            return bool(attempts.start(who.pk, exam, actor_id=None))
        except attempts.NotAdmitted:
            return False

    assert sorted(at_once(2, act)) == [False, True]
    seat.refresh_from_db()
    assert (seat.attempt_id is None) == (seat.withdrawn_at is not None)
