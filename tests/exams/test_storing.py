"""The statements of saving: the lock of the window that writes, the higher number, the evidence."""

from datetime import timedelta

import pytest

from exams import storing
from exams.models import Answer, AnswerEvent, Attempt
from exams.storing import Fate, Given
from tests.exams import rows

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=1)


def question(attempt: Attempt, place: int = 1) -> int:
    return int(attempt.questions.get(position=place).pk)


def test_the_door_opens_for_the_window_that_writes_and_no_other(attempt: Attempt) -> None:
    for window, before, opened in (
        ("one", "", True),
        ("two", "", False),
        ("two", "three", False),
        ("", "", True),
        ("two", "one", True),
        ("one", "", False),
    ):
        door = storing.open_the_door(attempt.pk, rows.MOMENT, window, before)
        assert (door is not None) == opened
        if door:
            assert (door.deadline, door.grace_seconds) == (attempt.deadline, 5)
    attempt.refresh_from_db()
    assert attempt.writer == "two"


def test_the_last_moment_of_a_paper_never_goes_back(attempt: Attempt) -> None:
    for moment in (rows.MOMENT + LATER, rows.MOMENT):
        storing.open_the_door(attempt.pk, moment, "one", "")
    attempt.refresh_from_db()
    assert attempt.saved_at == rows.MOMENT + LATER


def test_only_a_higher_number_takes_the_place(attempt: Attempt) -> None:
    asked = question(attempt)
    for number, letter, stands in (
        (2, "A", True),
        (2, "B", False),
        (1, "C", False),
        (3, "D", True),
    ):
        found = storing.put(attempt.pk, [Given(asked, number, [letter])], rows.MOMENT)
        assert found == ({asked} if stands else set())
    assert (Answer.every.get().sequence, Answer.every.get().value) == (3, ["D"])


def test_evidence_says_why_it_does_not_count(attempt: Attempt) -> None:
    asked = question(attempt)
    told = [
        (Given(asked, 1, ["A"]), Fate()),
        (Given(asked, 2, ["B", "'; --"]), Fate(late=True, stale=True, elsewhere=True)),
    ]
    storing.note(attempt.pk, told, rows.MOMENT, "one")
    events = AnswerEvent.every.order_by("pk").values_list(
        "sequence", "value", "late", "stale", "elsewhere", "window", "at"
    )
    assert list(events) == [
        (1, ["A"], False, False, False, "one", rows.MOMENT),
        (2, ["B", "'; --"], True, True, True, "one", rows.MOMENT),
    ]


def test_nothing_to_store_is_nothing(attempt: Attempt) -> None:
    assert storing.put(attempt.pk, [], rows.MOMENT) == set()
    storing.note(attempt.pk, [], rows.MOMENT, "one")
    assert not AnswerEvent.every.exists()
