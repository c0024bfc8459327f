"""Pausing, going on and handing in by many hands at once, on real connections."""

import pytest

from exams import attempts, pausing
from exams.models import Pause, Result
from tests.exams import rows
from tests.exams.test_parallel import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_pausing_and_handing_in_at_once_leave_one_receipt_and_no_open_pause() -> None:
    who, quiz = rows.ready_quiz()
    attempt = attempts.start(who.pk, quiz, actor_id=None)

    def act(n: int) -> str:
        if n % 2:
            pausing.pause([attempt.pk], reason="停电", action="p1", actor_id=None)
            return ""
        return str(attempts.submit(attempt.pk, actor_id=None).receipt)

    assert len(set(filter(None, at_once(6, act)))) == 1
    assert Pause.every.filter(ended_at=None).count() == 0
    assert Result.every.count() == 1


def test_going_on_and_handing_in_at_once_end_the_pause_once() -> None:
    who, quiz = rows.ready_quiz()
    attempt = attempts.start(who.pk, quiz, actor_id=None)
    before = attempt.deadline
    pausing.pause([attempt.pk], reason="停电", action="p1", actor_id=None)
    gone_on = at_once(
        6,
        lambda n: (
            pausing.resume([attempt.pk], actor_id=None)
            if n
            else 0 * bool(attempts.submit(attempt.pk, actor_id=None))
        ),
    )
    attempt.refresh_from_db()
    kept = Pause.every.get()
    assert sum(gone_on) == (kept.given_seconds is not None) == (attempt.deadline > before)
    assert kept.ended_at is not None


def test_pausing_and_going_on_by_many_hands_never_gives_a_pause_twice() -> None:
    who, quiz = rows.ready_quiz()
    attempt = attempts.start(who.pk, quiz, actor_id=None)
    before = attempt.deadline

    def act(n: int) -> int:
        if n % 2:
            pausing.pause([attempt.pk], reason="停电", action=f"p{n}", actor_id=None)
            return 0
        return pausing.resume([attempt.pk], actor_id=None)

    gone_on = sum(at_once(8, act)) + pausing.resume([attempt.pk], actor_id=None)
    attempt.refresh_from_db()
    given = sum(one.given_seconds or 0 for one in Pause.every.all())
    assert gone_on == Pause.every.count() >= 1
    assert (attempt.deadline - before).total_seconds() == given
