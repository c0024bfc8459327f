"""When a question comes again: FSRS by whole days, so that what was wrong today is due tomorrow.

Plain values in, plain values out. No chance is in it: the same answers on the same days give the
same days of repetition.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from fsrs import Card, Rating, Scheduler, State

LONGEST = 365  # days
NOON = time(12, tzinfo=UTC)


@dataclass(frozen=True)
class Memory:
    """What FSRS keeps of a question: `stability` in days (after so many, nine of ten are still
    remembered), `difficulty` from 1 to 10, the day of the last answer and the day it is due."""

    stability: float
    difficulty: float
    reviewed_on: date
    due_on: date


def rating(*, right: bool, guessed: bool, slow: bool) -> Rating:
    """A wrong answer is Again; a right one Good, or Hard when it was guessed or came slowly."""
    if not right:
        return Rating.Again
    return Rating.Hard if guessed or slow else Rating.Good


def review(before: Memory | None, rated: Rating, on: date, *, retention: int) -> Memory:
    """The memory after an answer on a day. `retention` is the share, in percent, that is to be
    remembered when a question comes again."""
    scheduler = Scheduler(
        desired_retention=retention / 100,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=LONGEST,
        enable_fuzzing=False,
    )
    after, _log = scheduler.review_card(_card(before, on), rated, datetime.combine(on, NOON))
    assert after.stability is not None  # noqa: S101 - reviewed cards have both
    assert after.difficulty is not None  # noqa: S101
    return Memory(after.stability, after.difficulty, on, after.due.date())


def _card(before: Memory | None, on: date) -> Card:
    moment = datetime.combine(on, NOON)
    if before is None:
        return Card(card_id=0, due=moment)
    return Card(
        card_id=0,
        state=State.Review,
        stability=before.stability,
        difficulty=before.difficulty,
        due=datetime.combine(before.due_on, NOON),
        last_review=datetime.combine(before.reviewed_on, NOON),
    )
