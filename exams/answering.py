"""Saving an answer: the higher sequence number wins, everything that arrives is kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _

from exams.asking import drawn
from exams.choices import AttemptState
from exams.models import Answer, AnswerEvent, Attempt, PaperQuestion
from exams.responses import AnswerRefused, response
from portal import clock

__all__ = ["AnswerRefused", "HandedIn", "Saved", "in_time", "may_close", "save"]

HIGHEST_SEQUENCE = 2**31 - 1
LATE_KEPT = timedelta(days=1)
# A save that arrived in time may still wait for its lock. The page gives up on a save after 8 s
# and says "not saved"; when the attempt is closed 10 s after the grace, none that anybody waits
# for is lost.
CLOSING_MARGIN = timedelta(seconds=10)


class HandedIn(RuntimeError):
    """The paper is handed in; no answer changes any more."""

    def __init__(self, attempt: Attempt) -> None:
        super().__init__(f"attempt {attempt.pk} is handed in")
        self.attempt = attempt


@dataclass(frozen=True)
class Saved:
    """What became of an answer: saved; newer (an answer with a higher or the same sequence number
    stands); late (kept for appeals, not counted). The rest is the answer that counts."""

    stored: Literal["saved", "newer", "late"]
    sequence: int
    value: list[str]
    saved_at: datetime | None


def in_time(attempt: Attempt, moment: datetime) -> bool:
    """True up to and with the deadline and its grace."""
    return moment <= attempt.deadline + timedelta(seconds=attempt.grace_seconds)


def may_close(attempt: Attempt, moment: datetime) -> bool:
    """True when no answer that arrived in time can still be on its way into the database."""
    return not in_time(attempt, moment - CLOSING_MARGIN)


def save(
    attempt_id: int,
    *,
    question: int,
    sequence: int | None,
    value: list[str],
    received_at: datetime | None = None,
) -> Saved:
    """Save the answer to the question at place `question` of the paper.

    `value` is what `responses.response` takes, empty for "no answer"; `sequence` comes from the
    page and grows with each change, None lets the server count (plain forms). `received_at` is when
    the server began to read the request. Raises AnswerRefused, and HandedIn after handing in or a
    day after the deadline; late answers before that are kept.
    """
    moment = received_at or clock.now()
    with transaction.atomic():
        # This update is the lock: handing in waits for it, or it waits and finds nothing to do.
        still_open = (
            Attempt.objects.unscoped("the answers of one paper")
            .filter(pk=attempt_id, state=AttemptState.OPEN)
            .update(saved_at=moment)
        )
        asked = _question(attempt_id, question)
        attempt = asked.attempt
        if attempt.state == AttemptState.SUBMITTED or moment > attempt.deadline + LATE_KEPT:
            raise HandedIn(attempt)
        given = response(drawn(asked.version, asked.option_order), value)
        answer: Answer | None = getattr(asked, "answer", None)
        before = answer.sequence if answer else 0
        number = before + 1 if sequence is None else _sequence(sequence)
        late = not (still_open and in_time(attempt, moment))
        _keep(asked, number, given, moment, late=late, stale=number <= before)
        if number <= before and answer:
            return Saved("newer", answer.sequence, answer.value, answer.saved_at)
        if late:
            stands = (answer.value, answer.saved_at) if answer else ([], None)
            return Saved("late", before, *stands)
        _store(asked, number, given, moment, new=answer is None)
    return Saved("saved", number, given, moment)


def _question(attempt_id: int, position: int) -> PaperQuestion:
    asked = (
        PaperQuestion.objects.unscoped("the answers of one paper")
        .filter(attempt_id=attempt_id, position=position)
        .select_related("attempt", "version__item", "answer")
        .only(
            "option_order",
            "attempt__state",
            "attempt__deadline",
            "attempt__grace_seconds",
            "version__stem",
            "version__options",
            "version__targets",
            "version__credit",
            "version__item__kind",
            "version__item__subject",
            "answer__sequence",
            "answer__value",
            "answer__saved_at",
        )
        .first()
    )
    if asked is None:
        raise AnswerRefused(_("This question is not on your paper."))
    return asked


def _sequence(sequence: int) -> int:
    if not 1 <= sequence <= HIGHEST_SEQUENCE:
        raise AnswerRefused(_("This answer has no valid number. Please reload the page."))
    return sequence


def _keep(
    asked: PaperQuestion,
    number: int,
    given: list[str],
    moment: datetime,
    *,
    late: bool,
    stale: bool,
) -> None:
    """A page that got no reply sends the same again; that is no other answer."""
    events = AnswerEvent.objects.unscoped("the answers of one paper")
    same = events.filter(question=asked, sequence=number).values_list("value", flat=True)
    if (late or stale) and given in same:
        return
    AnswerEvent.objects.create(
        attempt_id=asked.attempt_id,
        question=asked,
        sequence=number,
        value=given,
        at=moment,
        late=late,
        stale=stale,
    )


def _store(
    asked: PaperQuestion, number: int, given: list[str], moment: datetime, *, new: bool
) -> None:
    if new:
        Answer.objects.create(
            attempt_id=asked.attempt_id,
            question=asked,
            sequence=number,
            value=given,
            saved_at=moment,
        )
    else:
        Answer.objects.unscoped("the answers of one paper").filter(
            question=asked, sequence__lt=number
        ).update(sequence=number, value=given, saved_at=moment)
