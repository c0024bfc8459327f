"""Flags: one for a question, given and taken as often as one likes while the paper is open."""

import pytest

from exams import attempts, delivering, flagging
from exams.answering import HandedIn
from exams.models import Attempt, Flag, Mark

pytestmark = pytest.mark.django_db


def test_flagging_twice_is_one_flag_and_taking_it_away_twice_is_none(attempt: Attempt) -> None:
    flagging.flag(attempt.pk, 2, flagged=False)
    for _twice in range(2):
        flagging.flag(attempt.pk, 2, flagged=True)
    flagging.flag(attempt.pk, 4, flagged=True)
    assert delivering.card(attempt).flagged == (2, 4)
    for _twice in range(2):
        flagging.flag(attempt.pk, 2, flagged=False)
    assert list(Flag.every.values_list("question__position", flat=True)) == [4]


@pytest.mark.parametrize("place", [0, 6, 2**31 - 1])
def test_a_place_that_is_not_on_the_paper_takes_no_flag(attempt: Attempt, place: int) -> None:
    with pytest.raises(flagging.NoSuchQuestion):
        flagging.flag(attempt.pk, place, flagged=True)
    assert not Flag.every.exists()


def test_after_handing_in_flags_stay_as_they_were(attempt: Attempt) -> None:
    flagging.flag(attempt.pk, 1, flagged=True)
    attempts.submit(attempt.pk, actor_id=None)
    for place, flagged in ((1, False), (2, True)):
        with pytest.raises(HandedIn):
            flagging.flag(attempt.pk, place, flagged=flagged)
    assert Flag.every.get().question.position == 1


def test_a_flag_is_no_answer(attempt: Attempt) -> None:
    for place in range(1, 6):
        flagging.flag(attempt.pk, place, flagged=True)
    card = delivering.card(attempt)
    assert (card.answered, len(card.flagged)) == (0, 5)
    attempts.submit(attempt.pk, actor_id=None)
    assert not Mark.every.exclude(points=0).exists()
