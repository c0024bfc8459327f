"""What reached the server of one attempt, and what became of each answer."""

from datetime import timedelta

import pytest

from exams import answering, crediting, evidence
from exams.answering import Window
from exams.choices import Fate
from exams.models import AnswerEvent, Attempt
from portal import clock
from tests.exams import every_kind

pytestmark = pytest.mark.django_db
FIRST, SECOND = Window("aaaaaaaaaa11"), Window("bbbbbbbbbb22")


def save(attempt: Attempt, place: int, sequence: int, letter: str, window: Window) -> None:
    answering.save(attempt.pk, question=place, sequence=sequence, value=[letter], window=window)


def fates(attempt: Attempt) -> list[tuple[int, str, tuple[str, ...]]]:
    return [(one.place, one.words, one.fates) for one in evidence.said(attempt)]


def test_of_the_answers_to_a_question_the_last_that_stood_counts(attempt: Attempt) -> None:
    save(attempt, 2, 1, "A", FIRST)
    save(attempt, 2, 3, "C", FIRST)
    save(attempt, 2, 2, "B", FIRST)
    assert fates(attempt) == [
        (2, "A", (Fate.REPLACED,)),
        (2, "C", (Fate.COUNTS,)),
        (2, "B", (Fate.STALE,)),
    ]


def test_every_reason_why_an_answer_does_not_count_is_told(attempt: Attempt) -> None:
    save(attempt, 1, 1, "A", FIRST)
    answering.take_over(attempt.pk, SECOND.name, actor_id=None)
    with pytest.raises(answering.Elsewhere):
        save(attempt, 1, 2, "B", FIRST)
    with clock.at(attempt.deadline + timedelta(hours=1)):
        save(attempt, 1, 3, "C", FIRST)
        save(attempt, 2, 1, "D", SECOND)
    told = fates(attempt)
    assert told[0] == (1, "A", (Fate.COUNTS,))
    assert told[1][2] == (Fate.STALE, Fate.ELSEWHERE)
    assert told[2][2] == (Fate.STALE, Fate.ELSEWHERE, Fate.LATE)
    assert told[3] == (2, "D", (Fate.LATE,))
    totals = evidence.totals(evidence.said(attempt))
    assert (totals.arrived, totals.counting, totals.replaced, totals.kept_only) == (4, 1, 0, 3)
    assert dict(totals.why) == {Fate.STALE: 2, Fate.ELSEWHERE: 2, Fate.LATE: 2}


def test_answers_stand_in_the_order_of_the_servers_time(attempt: Attempt) -> None:
    moment = clock.now()
    for seconds, place in ((20, 1), (10, 2), (30, 3)):
        answering.save(
            attempt.pk,
            question=place,
            sequence=1,
            value=["A"],
            received_at=moment + timedelta(seconds=seconds),
        )
    assert [one.place for one in evidence.said(attempt)] == [2, 1, 3]


def test_an_answer_taken_back_counts_as_none(attempt: Attempt) -> None:
    save(attempt, 1, 1, "A", FIRST)
    answering.save(attempt.pk, question=1, sequence=2, value=[], window=FIRST)
    assert fates(attempt) == [(1, "A", (Fate.REPLACED,)), (1, "—", (Fate.COUNTS,))]
    assert 1 in evidence.received(attempt).unanswered


def test_a_receipt_sums_up_what_arrived(attempt: Attempt) -> None:
    save(attempt, 1, 2, "A", FIRST)
    save(attempt, 4, 1, "B", FIRST)
    save(attempt, 1, 1, "C", FIRST)
    received = evidence.received(attempt)
    last = AnswerEvent.every.get(question__position=4).at
    assert (received.answered, received.total, received.unanswered) == (2, 5, (2, 3, 5))
    assert (received.last_saved_at, received.kept_only) == (last, 1)


def test_a_receipt_of_nothing_says_so(attempt: Attempt) -> None:
    received = evidence.received(attempt)
    assert (received.answered, received.last_saved_at, received.kept_only) == (0, None, 0)


@pytest.mark.parametrize(
    ("kind", "value", "read"),
    [
        ("single", ["B"], "B"),
        ("multiple", ["A", "C"], "AC"),
        ("true_false", ["A"], "正确"),
        ("fill_blank", ["调解员", ""], "(1) 调解员; (2) —"),
        ("matching", ["C", ""], "A→C B→—"),
        ("ordering", ["C", "A"], "1→C 2→A"),
        ("single", [], "—"),
    ],
)
def test_an_answer_of_each_kind_is_read_as_people_write_it(
    kind: str, value: list[str], read: str
) -> None:
    assert evidence.as_read(kind, value) == read


def test_a_number_typed_into_a_blank_is_not_shown_whole() -> None:
    attempt = every_kind.start()
    place = every_kind.places(attempt)["fill_blank"]
    answering.save(attempt.pk, question=place, sequence=1, value=["110101199003074477"])
    (one,) = evidence.said(attempt)
    assert "110101199003074477" not in one.words + "".join(one.value)
    assert one.value[0].startswith("1****")


def test_minutes_given_make_late_answers_count(attempt: Attempt) -> None:
    crediting.credit([attempt.pk], minutes=10, reason="断网", action="x", actor_id=None)
    with clock.at(attempt.deadline + timedelta(minutes=5)):
        save(attempt, 1, 1, "A", FIRST)
    assert fates(attempt) == [(1, "A", (Fate.COUNTS,))]
