"""What is read from the database is what plain Python makes of the same rows."""

import math
from collections import Counter, defaultdict
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from exams.analysis.computing import Analysis
from exams.models import Answer, AnswerEvent, Attempt, Exam, Mark, Pause, Result, Seat
from exams.reporting.measuring import measure
from exams.wording import LETTERS
from portal import clock
from tests.exams.reporting.generating import exam, sat
from tests.exams.sittings import rows as held

pytestmark = pytest.mark.django_db
ITEMS, PEOPLE = 6, 90


@pytest.fixture
def of() -> Exam:
    made = exam(ITEMS)
    sat(made, PEOPLE)
    return made


def plainly(results: list[Result]) -> Analysis:
    made = Analysis({one.pk: int(one.score * 100) for one in results})
    for mark in Mark.every.filter(result__in=results).select_related("question").order_by("pk"):
        version, most = mark.question.version_id, int(mark.question.points * 100)
        made.add(mark.result_id, version, int(mark.points * 100), most)
    return made


def are_alike(found: Any, wanted: Any) -> bool:
    """But for the last digit: a database gives rows in an order of its own."""
    pairs = [(value, getattr(wanted, name)) for name, value in asdict(found).items()]
    return all(one == other or math.isclose(one, other, rel_tol=1e-12) for one, other in pairs)


def test_items_and_whole_are_as_computed_one_by_one(of: Exam) -> None:
    found, wanted = measure(of.pk), plainly(list(Result.every.all()))
    assert are_alike(found.whole, wanted.of_whole())
    assert found.whole.n == PEOPLE
    items = wanted.of_items()
    assert found.items.keys() == items.keys()
    assert all(are_alike(found.items[key], items[key]) for key in items)
    assert len(found.items) == ITEMS
    assert (found.out_of, found.passed) == (ITEMS, Result.every.filter(passed=True).count())


def test_choices_are_counted_in_the_authors_letters_by_group(of: Exam) -> None:
    found, groups = measure(of.pk), plainly(list(Result.every.all())).groups
    wanted: dict[int, Counter[tuple[str, int]]] = defaultdict(Counter)
    for answer in Answer.every.select_related("question"):
        order = answer.question.option_order
        letter = LETTERS[order[LETTERS.index(answer.value[0])]]
        wanted[answer.question.version_id][letter, groups.get(answer.attempt_id, 0)] += 1
    for version, tally in found.chosen.items():
        told = {one.letter: one for one in tally.told("ABCD")}
        for letter, one in told.items():
            counts = [wanted[version][letter, part] for part in (1, 0, -1)]
            assert [one.upper, one.middle, one.lower] == counts
        assert told["A"].many == Mark.every.filter(question__version=version, full=True).count()


def test_a_question_left_open_is_counted_as_such(of: Exam) -> None:
    attempt = Attempt.every.earliest("pk")
    open_one = Attempt.every.create(
        person=attempt.person,
        exam=exam_without_answers(attempt),
        number=1,
        seed="0",
        started_at=attempt.started_at,
        deadline=attempt.deadline,
        grace_seconds=0,
        pass_mark=60,
    )
    question = open_one.questions.create(
        position=1,
        version=attempt.questions.earliest("pk").version,
        option_order=[0, 1, 2, 3],
        points=1,
    )
    result = Result.every.create(
        attempt=open_one, score=0, out_of=1, passed=False, graded_at=clock.now()
    )
    Mark.every.create(question=question, result=result, points=0, full=False)
    (tally,) = measure(open_one.exam_id).chosen.values()
    assert [one.many for one in tally.told("ABCD")] == [0, 0, 0, 0, 1]


def exam_without_answers(attempt: Attempt) -> Exam:
    first = attempt.exam
    return Exam.objects.create(
        kind=first.kind, title="另一场", blueprint=first.blueprint, recorded_at=clock.now()
    )


def test_times_are_the_gaps_before_answers_as_numpy_says(of: Exam) -> None:
    found = measure(of.pk).times
    spent: dict[int, list[float]] = defaultdict(list)
    for attempt in Attempt.every.all():
        before = attempt.started_at
        for event in attempt.events.select_related("question").order_by("at", "pk"):
            spent[event.question.version_id].append(round((event.at - before).total_seconds()))
            before = event.at
    assert set(found) == set(spent)
    for version, seconds in spent.items():
        one, wanted = found[version], np.percentile(seconds, [25, 50, 75])
        assert one.n == PEOPLE
        assert np.allclose([one.first, one.middle, one.third], wanted)


def test_pauses_and_answers_that_never_counted_are_left_out_of_times(of: Exam) -> None:
    first, second = Attempt.every.order_by("pk")[:2]
    at = first.started_at + timedelta(seconds=1)
    Pause.every.create(attempt=first, action="a", reason="停电", began_at=at, ended_at=at)
    event = second.events.latest("at")
    AnswerEvent.every.create(
        attempt=second,
        question=event.question,
        sequence=9,
        value=["A"],
        at=event.at + timedelta(hours=1),
        late=True,
    )
    found = measure(of.pk).times
    assert {one.n for one in found.values()} == {PEOPLE - 1}
    assert max(one.third for one in found.values()) < 120


def test_one_sitting_is_measured_by_itself(of: Exam) -> None:
    sitting = held.sitting(held.by_sitting(of))
    some = list(Attempt.every.order_by("pk")[:20])
    for n, attempt in enumerate(some, start=1):
        Seat.every.create(
            sitting=sitting,
            person=attempt.person,
            attempt=attempt,
            ticket=f"T{n}",
            recorded_at=clock.now(),
        )
    found = measure(of.pk, sitting.pk)
    results = list(Result.every.filter(pk__in=[one.pk for one in some]))
    assert are_alike(found.whole, plainly(results).of_whole())
    items = plainly(results).of_items()
    assert found.items.keys() == items.keys()
    assert all(are_alike(found.items[key], items[key]) for key in items)
    assert {one.n for one in found.times.values()} == {20}


def test_what_is_being_marked_says_nothing_yet(of: Exam) -> None:
    before = measure(of.pk).whole.n
    waits = Result.every.earliest("pk")
    other = Attempt.every.create(
        person=waits.attempt.person,
        exam=of,
        number=2,
        seed="0",
        started_at=clock.now(),
        deadline=clock.now() + timedelta(hours=1),
        grace_seconds=0,
        pass_mark=60,
    )
    Result.every.create(
        attempt=other,
        score=0,
        out_of=6,
        passed=False,
        state="marking",
        waiting=1,
        graded_at=clock.now(),
    )
    assert measure(of.pk).whole.n == before


def test_of_nobody_there_are_no_figures() -> None:
    found = measure(exam(1).pk)
    assert (found.whole.n, found.items, found.times, found.out_of) == (0, {}, {}, 0.0)
