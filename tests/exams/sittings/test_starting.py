"""Beginning an exam by a seat."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from courses.models import ModulePage
from exams import attempts
from exams.admission import NotAdmitted
from exams.choices import AttemptState, ItemPool
from exams.models import (
    Attempt,
    AttemptDraw,
    BankEdition,
    Exam,
    Item,
    PaperQuestion,
    PreparedPaper,
    Seat,
    Sitting,
)
from exams.papers.proving import redraw_attempt
from exams.readying import Ready
from exams.sittings import admitting, arranging, doors, enrolling, preparing
from portal import clock
from portal.people.models import Person
from tests.exams import rows
from tests.exams.sittings import rows as held

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ready_world")]
OPENS = rows.MOMENT + held.AHEAD


@pytest.fixture(autouse=True)
def _afternoon() -> Iterator[None]:
    with clock.at(rows.MOMENT):
        yield


def start(who: Person, exam: Exam, minutes: float = 1, code: str = "") -> Attempt:
    with clock.at(OPENS + timedelta(minutes=minutes)):
        return attempts.start(who.pk, exam, actor_id=who.user_id, code=code)


def test_without_a_seat_the_door_says_who_enrols() -> None:
    who, exam = rows.ready_exam()
    held.by_sitting(exam)
    with pytest.raises(NotAdmitted, match="场次"):
        attempts.start(who.pk, exam, actor_id=None)
    assert not Attempt.every.filter(exam=exam).exists()


@pytest.mark.parametrize("minutes", [-1, 30, 31])
def test_before_the_opening_and_from_the_last_start_on_the_door_is_closed(minutes: int) -> None:
    who, exam, _seat = held.ready_seat()
    with pytest.raises(NotAdmitted):
        start(who, exam, minutes)


def test_the_clock_is_that_of_the_sitting_and_starts_with_the_delivery() -> None:
    who, exam, seat = held.ready_seat(minutes=45)
    attempt = start(who, exam, 29)
    assert attempt.started_at == OPENS + timedelta(minutes=29)
    assert attempt.deadline == attempt.started_at + timedelta(minutes=45)
    seat.refresh_from_db()
    assert seat.attempt == attempt


def test_the_last_start_ends_what_runs_only_when_the_sitting_says_so() -> None:
    who, exam, seat = held.ready_seat(cuts=True, minutes=30)
    enrolling.give_time(seat, 7, reason="视力", action="a", actor_id=None)
    attempt = start(who, exam, 20)
    assert attempt.deadline == OPENS + timedelta(minutes=30 + 7)


def test_extra_time_of_a_person_comes_on_top_before_and_while_it_runs() -> None:
    who, exam, seat = held.ready_seat()
    enrolling.give_time(seat, 15, reason="书写困难", action="a", actor_id=None)
    attempt = start(who, exam, 0)
    assert attempt.deadline == OPENS + timedelta(minutes=75)
    with clock.at(OPENS + timedelta(minutes=5)):
        enrolling.give_time(seat, 5, reason="停电", action="b", actor_id=None)
    attempt.refresh_from_db()
    assert attempt.deadline == OPENS + timedelta(minutes=80)


@pytest.mark.parametrize("change", ["minutes", "seat"])
def test_what_changes_while_somebody_begins_counts(
    change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    who, exam, seat = held.ready_seat()
    real = preparing.ready

    def meanwhile(mine: Seat, number: int) -> Ready | None:
        if change == "seat" and not Seat.every.get(pk=seat.pk).extra_minutes:
            enrolling.give_time(seat, 15, reason="视力", action="a", actor_id=None)
        if change == "minutes":
            Sitting.every.filter(pk=seat.sitting_id).update(minutes=75)
        return real(mine, number)

    monkeypatch.setattr(preparing, "ready", meanwhile)
    attempt = start(who, exam)
    assert attempt.deadline - attempt.started_at == timedelta(minutes=75)
    assert Attempt.every.filter(exam=exam).count() == 1


def test_a_prepared_paper_is_delivered_as_it_lies_there() -> None:
    who, exam, seat = held.ready_seat()
    with clock.at(OPENS - timedelta(minutes=30)):
        preparing.prepare(seat)
    paper = PreparedPaper.objects.get()
    attempt = start(who, exam)
    asked = PaperQuestion.every.filter(attempt=attempt).order_by("position")
    assert [[q.version_id, q.option_order, float(q.points)] for q in asked] == paper.questions
    assert [q.position for q in asked] == list(range(1, len(paper.questions) + 1))
    assert attempt.seed == paper.seed
    drawn = redraw_attempt(AttemptDraw.every.get(attempt=attempt))
    assert [one.version_id for one in drawn] == [q.version_id for q in asked]


def test_a_question_that_left_the_bank_since_is_not_on_the_paper() -> None:
    who, exam, seat = held.ready_seat()
    preparing.prepare(seat)
    (gone, *_others) = PreparedPaper.objects.get().questions[0]
    Item.objects.filter(versions=gone).update(pool=ItemPool.PRACTICE)
    BankEdition.objects.update_or_create(pk=1, defaults={"number": 99})
    attempt = start(who, exam)
    assert not PaperQuestion.every.filter(attempt=attempt, version=gone).exists()


def test_a_bank_that_changed_elsewhere_leaves_the_prepared_paper_as_it_is() -> None:
    who, exam, seat = held.ready_seat()
    preparing.prepare(seat)
    BankEdition.objects.update_or_create(pk=1, defaults={"number": 99})
    assert start(who, exam).seed == PreparedPaper.objects.get().seed


def test_a_second_start_returns_the_same_paper_and_after_the_end_there_is_none() -> None:
    who, exam, _seat = held.ready_seat()
    attempt = start(who, exam)
    assert start(who, exam, 2) == attempt
    with clock.at(OPENS + timedelta(minutes=3)):
        attempts.submit(attempt.pk, actor_id=None)
    with pytest.raises(NotAdmitted):
        start(who, exam, 4)


def test_the_code_of_the_seat_is_asked_after_identity_was_seen() -> None:
    who, exam, seat = held.ready_seat(rooms=[held.room()], needs_code=True)
    with pytest.raises(NotAdmitted, match="身份证"):
        start(who, exam)
    code = admitting.check_identity(seat, actor_id=None)
    assert admitting.check_identity(seat, actor_id=None) == code
    wrong = "000000" if code != "000000" else "000001"
    with pytest.raises(admitting.WrongCode):
        start(who, exam, code=wrong)
    assert start(who, exam, code=f"{code[:3]} {code[3:]}").state == AttemptState.OPEN


def test_after_ten_wrong_codes_only_a_new_one_helps() -> None:
    who, exam, seat = held.ready_seat(rooms=[held.room()], needs_code=True)
    code = admitting.check_identity(seat, actor_id=None)
    for _n in range(admitting.MOST_TRIES):
        with pytest.raises(admitting.WrongCode):
            start(who, exam, code="x")
    with pytest.raises(admitting.WrongCode):
        start(who, exam, code=code)
    assert start(who, exam, code=admitting.new_code(seat, actor_id=None))


def test_starts_are_spread_over_the_first_minutes() -> None:
    who, exam = rows.ready_exam()
    others = [rows.person(name) for name in ("甲一", "乙二")]
    quiz = Exam.objects.get(module__isnull=False)
    for other in others:
        rows.learn(other, ModulePage.objects.get())
        rows.sit(other, quiz)
    seats = held.seated(held.by_sitting(exam), [who, *others], spread_seconds=300)
    assert sorted(seat.starts_after for seat in seats) == [0, 100, 200]
    late = max(seats, key=lambda seat: seat.starts_after)
    with pytest.raises(NotAdmitted):
        start(late.person, exam, 3)
    assert start(late.person, exam, 3.5)


def test_a_withdrawn_seat_opens_nothing() -> None:
    who, exam, seat = held.ready_seat()
    assert enrolling.withdraw(seat, reason="生病", actor_id=None)
    with pytest.raises(NotAdmitted):
        start(who, exam)


def test_papers_are_prepared_by_a_job_within_the_hour_before() -> None:
    _who, _exam, seat = held.ready_seat()
    assert preparing.look_after() == 0
    with clock.at(OPENS - timedelta(minutes=59)):
        assert preparing.look_after() == 1
        assert preparing.look_after() == 0  # the same minute
        assert preparing.prepare_some(seat.sitting_id, 0) is None
    assert PreparedPaper.objects.filter(seat=seat).exists()
    assert not preparing.lacking(seat.sitting_id).exists()


def test_papers_that_were_begun_are_put_away() -> None:
    who, exam, seat = held.ready_seat()
    preparing.prepare(seat)
    assert preparing.put_away() == 0
    start(who, exam)
    assert preparing.put_away() == 1
    assert Seat.every.get().attempt is not None


def test_a_cancelled_sitting_opens_nothing_and_only_before_it_opens() -> None:
    who, exam, seat = held.ready_seat()
    assert arranging.cancel(seat.sitting, reason="停电", actor_id=None)
    with pytest.raises(NotAdmitted):
        start(who, exam)


def test_who_asks_for_the_seat_after_another_start_took_it_gets_that_paper(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    who, exam, _seat = held.ready_seat()
    own_seat, began = doors.own_seat, list[Attempt]()

    def late(person_id: int, exam_id: int) -> Seat | None:
        monkeypatch.setattr(doors, "own_seat", own_seat)
        began.append(attempts.start(who.pk, exam, actor_id=None))
        return own_seat(person_id, exam_id)

    monkeypatch.setattr(doors, "own_seat", late)
    assert start(who, exam) == began[0]


def test_a_paper_that_cannot_be_prepared_holds_up_no_other_and_is_told_at_the_start() -> None:
    who, exam, seat = held.ready_seat()
    with clock.at(OPENS - timedelta(minutes=30)):
        Person.every.filter(pk=who.pk).update(merged_into=rows.person("甲一"))
        with pytest.raises(NotAdmitted):
            preparing.prepare(seat)
        assert preparing.prepare_some(seat.sitting_id, 0) is None
    assert not PreparedPaper.objects.exists()
    with pytest.raises(NotAdmitted):
        start(who, exam)
    preparing.forget(None)
