"""Time given back to running attempts: once for each action, never to one that has ended."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from exams import attempts, crediting
from exams.choices import AttemptState
from exams.crediting import BadMinutes, Credited
from exams.models import Attempt, Exam, TimeCredit
from portal import clock
from portal.audit.models import AuditBody, AuditEvent
from portal.people.models import Person
from tests.exams import rows

pytestmark = pytest.mark.django_db
WHY = "机房断网"


@pytest.fixture(scope="module")
def quiz(lasting: None) -> tuple[Person, Exam]:
    return rows.ready_quiz()


def started(exam: Exam, who: Person) -> Attempt:
    with clock.at(rows.MOMENT):
        return attempts.start(who.pk, exam, actor_id=None)


def another(exam: Exam, name: str) -> Attempt:
    who = rows.person(name)
    rows.learn(who, exam.module)  # type: ignore[arg-type]
    return started(exam, who)


def given(*running: Attempt, minutes: int = 10, action: str = "a1") -> Credited:
    ids = [attempt.pk for attempt in running]
    return crediting.credit(ids, minutes=minutes, reason=WHY, action=action, actor_id=None)


def left(attempt: Attempt) -> timedelta:
    before = attempt.deadline
    attempt.refresh_from_db()
    return attempt.deadline - before


def test_a_group_gets_the_minutes_in_one_action(quiz: tuple[Person, Exam]) -> None:
    one, other = started(quiz[1], quiz[0]), another(quiz[1], "李某")
    assert given(one, other) == Credited(2, 0)
    assert [left(one), left(other)] == [timedelta(minutes=10)] * 2
    assert set(TimeCredit.every.values_list("minutes", "reason")) == {(10, WHY)}
    events = AuditEvent.objects.filter(kind="attempt.credited")
    assert events.count() == 2
    assert set(AuditBody.objects.filter(event__in=events).values_list("reason", flat=True)) == {WHY}


def test_pressed_twice_it_is_one_action(quiz: tuple[Person, Exam]) -> None:
    one = started(quiz[1], quiz[0])
    assert [given(one), given(one)] == [Credited(1, 0)] * 2
    assert left(one) == timedelta(minutes=10)
    assert given(one, action="a2") == Credited(1, 0)
    assert left(one) == timedelta(minutes=10)
    assert AuditEvent.objects.filter(kind="attempt.credited").count() == 2


def test_what_broke_off_half_way_is_finished_by_pressing_again(
    quiz: tuple[Person, Exam],
) -> None:
    one, other = started(quiz[1], quiz[0]), another(quiz[1], "李某")
    given(one)
    assert given(one, other) == Credited(2, 0)
    assert [left(one), left(other)] == [timedelta(minutes=10)] * 2


def test_a_paper_that_has_ended_gets_nothing_and_is_counted(quiz: tuple[Person, Exam]) -> None:
    one, other = started(quiz[1], quiz[0]), another(quiz[1], "李某")
    attempts.submit(one.pk, actor_id=None, received_at=rows.MOMENT)
    assert given(one, other) == Credited(1, 1)
    assert left(one) == timedelta(0)
    assert TimeCredit.every.get().attempt == other


def test_answers_count_until_the_new_deadline(quiz: tuple[Person, Exam]) -> None:
    one = started(quiz[1], quiz[0])
    old = one.deadline
    given(one, minutes=5)
    for minutes, stored in ((4, "saved"), (5, "saved"), (6, "late")):
        moment = old + timedelta(minutes=minutes)
        saved = attempts.save(one.pk, question=1, sequence=minutes, value=["A"], received_at=moment)
        assert saved.stored == stored
    with clock.at(old + timedelta(minutes=1)):
        assert attempts.close_expired() == 0
    with clock.at(old + timedelta(minutes=6)):
        assert attempts.close_expired() == 1
    one.refresh_from_db()
    assert (one.state, one.submitted_at) == (AttemptState.CLOSED, old + timedelta(minutes=5))


@pytest.mark.parametrize("minutes", [0, -5, 181])
def test_minutes_beyond_all_bounds_are_refused(quiz: tuple[Person, Exam], minutes: int) -> None:
    one = started(quiz[1], quiz[0])
    with pytest.raises(BadMinutes):
        given(one, minutes=minutes)
    assert left(one) == timedelta(0)


def test_what_was_credited_is_never_changed(quiz: tuple[Person, Exam]) -> None:
    given(started(quiz[1], quiz[0]))
    with pytest.raises(DatabaseError), transaction.atomic():
        TimeCredit.every.update(minutes=20)
    with pytest.raises(DatabaseError), transaction.atomic():
        TimeCredit.every.all().delete()
