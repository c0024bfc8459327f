"""Saving answers: the higher number wins, late ones are kept and do not count, handed in is
shut."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exams import attempts
from exams.answering import AnswerRefused, HandedIn, Saved, save
from exams.choices import AttemptState
from exams.models import Answer, AnswerEvent, Attempt
from portal import clock
from tests.exams import rows

pytestmark = pytest.mark.django_db
SINGLE, MULTIPLE, TRUE_FALSE = 1, 4, 5


@pytest.fixture(scope="module")
def begun(lasting: None) -> int:
    who, quiz = rows.ready_quiz()
    with clock.at(rows.MOMENT):
        return attempts.start(who.pk, quiz, actor_id=who.user_id).pk


def at(seconds: float, **values: object) -> Saved:
    """Save that many seconds after the start."""
    moment = rows.MOMENT + timedelta(seconds=seconds)
    return save(received_at=moment, **values)  # type: ignore[arg-type]


def test_an_answer_is_saved_with_its_event(attempt: Attempt) -> None:
    saved = at(5, attempt_id=attempt.pk, question=SINGLE, sequence=1, value=["B"])
    assert saved == Saved("saved", 1, ["B"], rows.MOMENT + timedelta(seconds=5))
    answer = Answer.every.get()
    assert (answer.question.position, answer.sequence, answer.value) == (SINGLE, 1, ["B"])
    event = AnswerEvent.every.get()
    assert (event.sequence, event.value, event.late) == (1, ["B"], False)


def test_an_older_number_changes_nothing_and_says_what_stands(attempt: Attempt) -> None:
    at(5, attempt_id=attempt.pk, question=SINGLE, sequence=3, value=["B"])
    for older in (1, 2, 3):
        saved = at(9, attempt_id=attempt.pk, question=SINGLE, sequence=older, value=["C"])
        assert saved == Saved("newer", 3, ["B"], rows.MOMENT + timedelta(seconds=5))
    assert Answer.every.get().value == ["B"]


def test_an_older_answer_is_kept_once_for_appeals(attempt: Attempt) -> None:
    at(5, attempt_id=attempt.pk, question=SINGLE, sequence=3, value=["B"])
    for sequence, letter in ((1, "C"), (1, "C"), (3, "B"), (3, "D")):
        at(9, attempt_id=attempt.pk, question=SINGLE, sequence=sequence, value=[letter])
    events = AnswerEvent.every.order_by("pk").values_list("sequence", "value", "stale", "late")
    assert list(events) == [
        (3, ["B"], False, False),
        (1, ["C"], True, False),
        (3, ["D"], True, False),
    ]


def test_an_older_answer_after_the_end_is_kept_as_late_too(attempt: Attempt) -> None:
    at(5, attempt_id=attempt.pk, question=SINGLE, sequence=3, value=["B"])
    moment = attempt.deadline + timedelta(seconds=6)
    for _ in range(2):
        save(attempt.pk, question=SINGLE, sequence=1, value=["C"], received_at=moment)
    event = AnswerEvent.every.get(sequence=1)
    assert (event.stale, event.late, Answer.every.get().value) == (True, True, ["B"])


def test_without_a_number_the_server_counts(attempt: Attempt) -> None:
    at(5, attempt_id=attempt.pk, question=SINGLE, sequence=7, value=["B"])
    saved = at(9, attempt_id=attempt.pk, question=SINGLE, sequence=None, value=["C"])
    assert (saved.stored, saved.sequence, Answer.every.get().value) == ("saved", 8, ["C"])


def test_an_answer_can_be_taken_back(attempt: Attempt) -> None:
    at(5, attempt_id=attempt.pk, question=SINGLE, sequence=1, value=["B"])
    at(6, attempt_id=attempt.pk, question=SINGLE, sequence=2, value=[])
    assert Answer.every.get().value == []


def test_several_letters_are_kept_once_each_in_order(attempt: Attempt) -> None:
    at(5, attempt_id=attempt.pk, question=MULTIPLE, sequence=1, value=["D", "A", "D"])
    assert Answer.every.get().value == ["A", "D"]


@pytest.mark.parametrize(
    ("question", "value"),
    [
        (SINGLE, ["E"]),
        (SINGLE, ["A", "B"]),
        (SINGLE, list("ABCDEFGHIJ")),
        (SINGLE, ["a"]),
        (SINGLE, ["AB"]),
        (SINGLE, [""]),
        (TRUE_FALSE, ["C"]),
        (TRUE_FALSE, ["A", "B"]),
        (MULTIPLE, ["F"]),
        (6, ["A"]),
        (0, ["A"]),
    ],
)
def test_an_answer_that_the_question_cannot_have_is_refused(
    attempt: Attempt, question: int, value: list[str]
) -> None:
    with pytest.raises(AnswerRefused):
        at(5, attempt_id=attempt.pk, question=question, sequence=1, value=value)
    assert not AnswerEvent.every.exists()


@pytest.mark.parametrize("sequence", [0, -1, 2**31])
def test_a_number_beyond_all_bounds_is_refused(attempt: Attempt, sequence: int) -> None:
    with pytest.raises(AnswerRefused):
        at(5, attempt_id=attempt.pk, question=SINGLE, sequence=sequence, value=["A"])


@pytest.mark.parametrize(
    ("seconds", "stored"), [(-1, "saved"), (0, "saved"), (4, "saved"), (5, "saved"), (6, "late")]
)
def test_around_the_deadline(attempt: Attempt, seconds: int, stored: str) -> None:
    moment = attempt.deadline + timedelta(seconds=seconds)
    saved = save(attempt.pk, question=SINGLE, sequence=1, value=["B"], received_at=moment)
    assert saved.stored == stored
    assert Answer.every.exists() == (stored == "saved")
    assert AnswerEvent.every.get().late == (stored == "late")


def test_a_late_answer_leaves_the_one_in_time_standing(attempt: Attempt) -> None:
    at(5, attempt_id=attempt.pk, question=SINGLE, sequence=1, value=["B"])
    late = attempt.deadline + timedelta(seconds=6)
    saved = save(attempt.pk, question=SINGLE, sequence=2, value=["C"], received_at=late)
    assert saved == Saved("late", 1, ["B"], rows.MOMENT + timedelta(seconds=5))
    assert Answer.every.get().value == ["B"]


def test_late_answers_are_kept_for_a_day_after_the_paper_is_closed(attempt: Attempt) -> None:
    end = attempt.deadline
    attempts.submit(attempt.pk, actor_id=None, received_at=end + timedelta(seconds=6))
    for hours, kept in ((1, True), (25, False)):
        moment = end + timedelta(hours=hours)
        if kept:
            saved = save(attempt.pk, question=1, sequence=hours, value=["B"], received_at=moment)
            assert saved.stored == "late"
        else:
            with pytest.raises(HandedIn):
                save(attempt.pk, question=1, sequence=hours, value=["B"], received_at=moment)
    assert AnswerEvent.every.get().late
    assert not Answer.every.exists()


def test_after_handing_in_nothing_changes_any_more(attempt: Attempt) -> None:
    at(5, attempt_id=attempt.pk, question=SINGLE, sequence=1, value=["B"])
    done = attempts.submit(
        attempt.pk, actor_id=None, received_at=rows.MOMENT + timedelta(minutes=1)
    )
    with pytest.raises(HandedIn) as caught:
        at(90, attempt_id=attempt.pk, question=SINGLE, sequence=2, value=["C"])
    assert caught.value.attempt.receipt == done.receipt
    assert (Answer.every.get().value, AnswerEvent.every.count()) == (["B"], 1)


def test_the_database_itself_shuts_answers_after_handing_in(attempt: Attempt) -> None:
    at(5, attempt_id=attempt.pk, question=SINGLE, sequence=1, value=["B"])
    attempts.submit(attempt.pk, actor_id=None, received_at=rows.MOMENT)
    other = attempt.questions.get(position=2)
    with pytest.raises(DatabaseError), transaction.atomic():
        Answer.every.update(value=["C"])
    with pytest.raises(DatabaseError), transaction.atomic():
        Answer.every.create(
            attempt=attempt, question=other, sequence=1, value=["A"], saved_at=rows.MOMENT
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        Attempt.every.update(state=AttemptState.OPEN, submitted_at=None, receipt=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        AnswerEvent.every.update(value=["C"])


STEPS = st.lists(
    st.tuples(
        st.integers(1, 6),
        st.sampled_from("ABCD"),
        st.integers(0, 1300) | st.integers(1195, 1220),
        st.booleans(),
    ),
    max_size=12,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS)
def test_whatever_the_order_the_highest_number_in_time_stands(
    attempt: Attempt, steps: list[tuple[int, str, int, bool]]
) -> None:
    """Saves from two devices in any order, handing in somewhere between (deadline 1,200 s).

    Handing in after the grace, up to 1,215 s, changes nothing: answers may still be on their way.
    """
    with transaction.atomic():
        expected: tuple[int, str] | None = None
        shut = False
        for sequence, letter, seconds, hand_in in steps:
            moment = rows.MOMENT + timedelta(seconds=seconds)
            if hand_in:
                attempts.submit(attempt.pk, actor_id=None, received_at=moment)
                shut = shut or not 1205 < seconds <= 1215
            try:
                saved = save(
                    attempt.pk, question=1, sequence=sequence, value=[letter], received_at=moment
                )
            except HandedIn:
                assert shut
                continue
            in_time = seconds <= 1205 and not shut
            if expected == (sequence, letter):
                assert saved.stored == "saved"  # the same again: its page heard no reply
            elif saved.stored == "saved":
                assert in_time
                assert expected is None or sequence > expected[0]
                expected = (sequence, letter)
            else:
                assert saved.stored == "newer" or not in_time
        stands = Answer.every.filter(attempt=attempt).first()
        assert (stands and (stands.sequence, stands.value[0])) == expected
        transaction.set_rollback(True)
