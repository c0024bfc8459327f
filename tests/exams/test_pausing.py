"""The clock of a paper stands: nothing is lost, nothing is closed, and all the time is given
back."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.db.models import F

from exams import answering, attempts, checks, crediting, ending, pausing
from exams.choices import AttemptState
from exams.models import Answer, Attempt, Exam, Pause
from exams.pausing import RETURN, Stopped
from portal import clock
from portal.audit.models import AuditBody, AuditEvent
from portal.jobs import registry
from portal.people.models import Person
from tests.exams import rows

pytestmark = pytest.mark.django_db
WHY = "火警演练"
DAYS = timedelta(days=2)


@pytest.fixture(scope="module")
def quiz(lasting: None) -> tuple[Person, Exam]:
    return rows.ready_quiz()


@pytest.fixture
def running(quiz: tuple[Person, Exam]) -> Attempt:
    with clock.at(rows.MOMENT):
        return attempts.start(quiz[0].pk, quiz[1], actor_id=None)


def after(minutes: float) -> object:
    return clock.at(rows.MOMENT + timedelta(minutes=minutes))


def stop(*ones: Attempt, action: str = "p1", at: float = 5) -> Stopped:
    with after(at):  # type: ignore[attr-defined]
        return pausing.pause([one.pk for one in ones], reason=WHY, action=action, actor_id=None)


def go_on(*ones: Attempt, at: float) -> int:
    with after(at):  # type: ignore[attr-defined]
        return pausing.resume([one.pk for one in ones], actor_id=None)


def save(one: Attempt, minutes: float) -> str:
    return answering.save(
        one.pk,
        question=1,
        sequence=int(minutes * 10) + 1,
        value=["A"],
        received_at=rows.MOMENT + timedelta(minutes=minutes),
    ).stored


def test_all_the_time_of_a_pause_is_given_back_and_some_for_the_page_to_hear_of_it(
    running: Attempt,
) -> None:
    before = running.deadline
    assert stop(running, at=5) == Stopped(1, 0)
    assert go_on(running, at=12.5) == 1
    running.refresh_from_db()
    assert running.deadline == before + timedelta(minutes=7.5, seconds=RETURN)
    assert running.paused_at is None
    kept = Pause.every.get()
    assert (kept.reason, kept.given_seconds) == (WHY, 450 + RETURN)
    assert kept.ended_at == kept.began_at + timedelta(minutes=7.5)


def test_a_part_of_a_second_is_given_as_a_whole_one(running: Attempt) -> None:
    before = running.deadline
    stop(running, at=5)
    with clock.at(rows.MOMENT + timedelta(minutes=5, milliseconds=1200)):
        pausing.resume([running.pk], actor_id=None)
    running.refresh_from_db()
    assert running.deadline - before == timedelta(seconds=2 + RETURN)


def test_while_it_stands_answers_count_and_nothing_closes_it_whatever_the_hour(
    running: Attempt,
) -> None:
    stop(running)
    assert save(running, 19) == "saved"
    with clock.at(rows.MOMENT + DAYS):
        assert attempts.close_expired() == 0
        assert save(running, DAYS.total_seconds() / 60) == "saved"
        again = attempts.start(running.person_id, running.exam, actor_id=None)
        assert again.pk == running.pk
        assert checks.nobody_is_left_hanging().ok
    assert Answer.every.get().value == ["A"]


def test_when_it_goes_on_it_is_closed_when_the_time_left_is_over(running: Attempt) -> None:
    stop(running, at=19)
    go_on(running, at=100)
    assert save(running, 101) == "saved"
    with after(101.4):  # type: ignore[attr-defined]
        assert attempts.close_expired() == 0
    with after(102):  # type: ignore[attr-defined]
        assert attempts.close_expired() == 1


def test_a_forgotten_pause_goes_on_by_itself_and_all_its_time_is_given_back(
    running: Attempt,
) -> None:
    before, most = running.deadline, 240
    stop(running, at=5)
    with after(5 + most - 0.1):  # type: ignore[attr-defined]
        assert pausing.end_forgotten() == 0
    with after(5 + most):  # type: ignore[attr-defined]
        assert [pausing.end_forgotten(), pausing.end_forgotten()] == [1, 0]
    running.refresh_from_db()
    assert running.deadline == before + timedelta(minutes=most, seconds=RETURN)
    event = AuditEvent.objects.get(kind="attempt.resumed")
    assert event.actor_id is None
    assert "240" in AuditBody.objects.get(event=event).reason
    with clock.at(running.deadline + timedelta(minutes=1)):
        assert attempts.close_expired() == 1


def test_forgotten_pauses_are_looked_for_at_every_tick() -> None:
    assert pausing.end_forgotten in registry.tick_functions()


def test_doctor_warns_of_a_pause_that_is_older_than_an_hour(running: Attempt) -> None:
    stop(running, at=5)
    with after(64):  # type: ignore[attr-defined]
        assert checks.no_pause_is_forgotten().ok
    with after(66):  # type: ignore[attr-defined]
        found = checks.no_pause_is_forgotten()
    assert (found.warned, found.example) == (True, str(running.pk))


def test_pressed_twice_it_is_one_pause_and_one_return(running: Attempt) -> None:
    assert [stop(running), stop(running)] == [Stopped(1, 0)] * 2
    assert stop(running, action="p2") == Stopped(0, 1)
    assert [go_on(running, at=6), go_on(running, at=9)] == [1, 0]
    assert stop(running, at=10) == Stopped(1, 0)  # an old form: that pause is over
    running.refresh_from_db()
    assert running.paused_at is None
    assert AuditEvent.objects.filter(kind="attempt.paused").count() == 1
    assert AuditEvent.objects.filter(kind="attempt.resumed").count() == 1
    assert AuditBody.objects.filter(reason=WHY).count() == 1


def test_it_can_be_paused_once_more(running: Attempt) -> None:
    before = running.deadline
    for n, at in enumerate((2, 8)):
        assert stop(running, action=f"p{n}", at=at).stopped == 1
        assert go_on(running, at=at + 1) == 1
    running.refresh_from_db()
    assert running.deadline - before == 2 * timedelta(minutes=1, seconds=RETURN)


def test_what_has_ended_or_has_no_time_left_is_not_paused(running: Attempt) -> None:
    assert stop(running, at=20) == Stopped(0, 1)
    attempts.submit(running.pk, actor_id=None, received_at=rows.MOMENT)
    assert stop(running, action="p2", at=1) == Stopped(0, 1)
    assert Pause.every.count() == 0


def test_who_hands_in_during_the_pause_is_handed_in_and_does_not_go_on(running: Attempt) -> None:
    stop(running)
    save(running, 40)
    done = attempts.submit(
        running.pk, actor_id=None, received_at=rows.MOMENT + timedelta(minutes=39)
    )
    assert done.state == AttemptState.SUBMITTED
    assert done.submitted_at == rows.MOMENT + timedelta(minutes=40)  # not before its answer
    kept = Pause.every.get()
    assert (kept.ended_at is None, kept.given_seconds) == (False, None)
    assert go_on(running, at=60) == 0
    running.refresh_from_db()
    assert running.submitted_at == rows.MOMENT + timedelta(minutes=40)


def test_minutes_can_be_given_while_it_stands(running: Attempt) -> None:
    before = running.deadline
    stop(running)
    crediting.credit([running.pk], minutes=10, reason=WHY, action="c1", actor_id=None)
    go_on(running, at=6)
    running.refresh_from_db()
    assert running.deadline - before == timedelta(minutes=11, seconds=RETURN)


def test_each_gets_back_the_time_it_stood(quiz: tuple[Person, Exam], running: Attempt) -> None:
    other = rows.person("李某")
    rows.learn(other, quiz[1].module)  # type: ignore[arg-type]
    with clock.at(rows.MOMENT):
        second = attempts.start(other.pk, quiz[1], actor_id=None)
    stop(running, action="p1", at=5)
    assert stop(running, second, action="p2", at=8) == Stopped(1, 1)
    assert go_on(running, second, at=10) == 2
    assert dict(Pause.every.values_list("attempt", "given_seconds")) == {
        running.pk: 300 + RETURN,
        second.pk: 120 + RETURN,
    }


def test_why_it_stands_is_told_while_it_does(running: Attempt) -> None:
    assert pausing.reason_of(running) == ""
    stop(running)
    running.refresh_from_db()
    assert pausing.reason_of(running) == WHY


def test_a_close_that_read_the_paper_before_minutes_came_closes_nothing(
    running: Attempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale = ending._with_exam(running.pk)
    crediting.credit([running.pk], minutes=60, reason=WHY, action="c1", actor_id=None)
    monkeypatch.setattr(ending, "_with_exam", lambda _pk: stale)
    late = rows.MOMENT + timedelta(minutes=30)
    assert attempts.submit(running.pk, actor_id=None, received_at=late).state == "open"


@pytest.mark.parametrize(
    "change",
    [
        {"paused_at": None},
        {"paused_at": rows.MOMENT},
        {"paused_at": None, "deadline": F("deadline") - timedelta(minutes=1)},
    ],
)
def test_the_database_ends_no_pause_without_giving_the_time_back(
    running: Attempt, change: dict[str, object]
) -> None:
    stop(running)
    with pytest.raises(DatabaseError), transaction.atomic():
        Attempt.every.filter(pk=running.pk).update(**change)


def test_a_pause_is_evidence(running: Attempt) -> None:
    stop(running)
    go_on(running, at=6)
    mine = Pause.every.filter(attempt=running)
    changes = ({"ended_at": None}, {"given_seconds": 1}, {"reason": "x"}, {"began_at": rows.MOMENT})
    for change in changes:
        with pytest.raises(DatabaseError), transaction.atomic():
            mine.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        mine.delete()
