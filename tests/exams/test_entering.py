"""Taking in what was written on paper: twice by two people, differences by a third."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from exams import answering, attempts, bank, entering
from exams.answering import Kept
from exams.bank import Label
from exams.choices import EntryState, ItemPool, ItemState
from exams.documenting import Sight, document
from exams.entering import EntryRefused
from exams.models import Answer, AnswerEvent, Attempt, PaperEntry, PaperForm, Seat, Sitting
from exams.papers import sealing
from exams.papers.proving import proves_attempt
from exams.sittings import arranging, enrolling, expecting, standing
from exams.sittings.arranging import SittingRefused
from exams.wording import Wording
from portal import clock
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.policy.setting import set_rule
from tests.exams import entry_rows, rows
from tests.exams.entry_rows import right, wrong
from tests.exams.sittings import rows as held

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _afternoon() -> Iterator[None]:
    with clock.at(rows.MOMENT):
        yield


@pytest.fixture(scope="module")
def places(lasting: None) -> list[int]:
    with clock.at(rows.MOMENT):
        return [seat.pk for seat in entry_rows.seats(entry_rows.ready_people("赵一", "钱二"))]


@pytest.fixture
def seat(places: list[int]) -> Iterator[Seat]:
    found = entry_rows.as_it_is(places)[0]
    with entry_rows.after_opening(found):
        yield found


@pytest.fixture
def staff() -> list[User]:
    return [rows.staff("officer", rows.organisation()) for _n in range(4)]


def kinds(prefix: str) -> list[str]:
    found = AuditEvent.objects.filter(kind__startswith=prefix).order_by("pk")
    return list(found.values_list("kind", flat=True))


def test_two_entries_that_agree_hand_the_paper_in(seat: Seat, staff: list[User]) -> None:
    once = entering.enter(seat, right(seat), actor_id=staff[0].pk)
    assert (once.state, Attempt.every.filter(seat=seat).exists()) == (EntryState.ONCE, False)
    twice = entering.enter(seat, right(seat), actor_id=staff[1].pk)
    attempt = Attempt.every.get(seat=seat)
    assert (twice.state, attempt.state) == (EntryState.HANDED_IN, "submitted")
    assert (attempt.result.score, attempt.result.passed) == (attempt.result.out_of, True)
    assert attempt.receipt
    assert kinds("sheet.") == ["sheet.entered", "sheet.entered_again"]


def test_the_hours_are_those_of_the_entry_and_nothing_is_dated_back(
    seat: Seat, staff: list[User]
) -> None:
    with clock.at(seat.sitting.opens_at + timedelta(days=3)):
        entry_rows.handed_in(seat, staff[0], staff[1])
        attempt = Attempt.every.get(seat=seat)
        assert attempt.started_at == attempt.submitted_at == clock.now()
        assert attempt.deadline - attempt.started_at == timedelta(minutes=60)


def test_the_pass_mark_is_that_of_the_day_of_the_exam_whenever_it_is_typed(
    seat: Seat, staff: list[User]
) -> None:
    later = clock.day_of(seat.sitting.opens_at) + timedelta(days=3)
    set_rule("exam.pass_mark", 95, since=later, basis="市里", reason="调整", actor_id=staff[0].pk)
    with clock.at(seat.sitting.opens_at + timedelta(days=4)):
        entry_rows.handed_in(seat, staff[0], staff[1])
    assert Attempt.every.get(seat=seat).pass_mark == 60


def test_a_sitting_that_cuts_does_not_end_a_paper_before_it_is_entered(
    seat: Seat, staff: list[User]
) -> None:
    Sitting.every.filter(pk=seat.sitting_id).update(cuts=True)
    seat = Seat.every.get(pk=seat.pk)
    with clock.at(seat.sitting.closes_at + timedelta(days=1)):
        entry_rows.handed_in(seat, staff[0], staff[1])
    assert Attempt.every.get(seat=seat).state == "submitted"


def test_the_paper_stands_as_on_the_printed_form_and_can_be_drawn_again(
    places: list[int], staff: list[User]
) -> None:
    for seat in entry_rows.as_it_is(places):
        with entry_rows.after_opening(seat):
            entry_rows.handed_in(seat, staff[0], staff[1])
        attempt = Attempt.every.get(seat=seat)
        form = PaperForm.objects.get(letter=seat.letter)
        names = ("position", "version_id", "option_order", "points")
        printed = form.questions.order_by("position").values_list(*names)
        assert list(attempt.questions.order_by("position").values_list(*names)) == list(printed)
        assert (attempt.seed, attempt.draw.source) == (form.seed, form.source)
        assert proves_attempt(attempt.draw)


def test_every_answer_on_record_says_which_entry_and_whose(seat: Seat, staff: list[User]) -> None:
    entry_rows.handed_in(seat, staff[0], staff[1])
    events = AnswerEvent.every.filter(attempt__seat=seat).order_by("sequence", "question__position")
    names = [f"entry1:{staff[0].pk}"] * 5 + [f"entry2:{staff[1].pk}"] * 5
    assert list(events.values_list("window", flat=True)) == names
    assert not events.filter(stale=True).union(events.filter(elsewhere=True)).exists()
    attempt = Attempt.every.select_related("exam", "person__organisation").get(seat=seat)
    told = document(attempt, Sight(texts=True, keys=True))
    assert told.agrees
    assert told.drawn_again
    assert [window.entry for window in told.windows] == ["1", "2"]
    steps = {step.what: step.who for step in told.steps}
    assert (steps["taken_in"], "started" in steps, "submitted" in steps) == (
        f"officer ({staff[1].username})",
        False,
        False,
    )
    assert steps["entered"] == steps["taken_in"]


def test_nobody_enters_a_sheet_twice(seat: Seat, staff: list[User]) -> None:
    entering.enter(seat, right(seat), actor_id=staff[0].pk)
    with pytest.raises(EntryRefused):
        entering.enter(seat, right(seat), actor_id=staff[0].pk)
    assert PaperEntry.every.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperEntry.every.create(seat=seat, turn=2, by=staff[0], at=clock.now())


def test_nobody_enters_their_own_sheet(seat: Seat, staff: list[User]) -> None:
    own = seat.person.user_id
    assert own
    with pytest.raises(EntryRefused):
        entering.enter(seat, right(seat), actor_id=own)
    entering.enter(seat, right(seat), actor_id=staff[0].pk)
    with pytest.raises(EntryRefused):
        entering.enter(seat, right(seat), actor_id=own)


def test_entries_that_differ_wait_for_a_third_person(seat: Seat, staff: list[User]) -> None:
    entering.enter(seat, right(seat), actor_id=staff[0].pk)
    other = [*right(seat)[:4], wrong(seat)[4]]
    sheet = entering.enter(seat, other, actor_id=staff[1].pk)
    assert sheet.state == EntryState.DIFFERS
    assert [one.position for one, _first, _second in sheet.differences()] == [5]
    for same in staff[:2]:
        with pytest.raises(EntryRefused):
            entering.enter(seat, other, actor_id=same.pk)
    assert entering.enter(seat, other, actor_id=staff[2].pk).state == EntryState.HANDED_IN
    standing_ones = Answer.every.filter(attempt__seat=seat).order_by("question__position")
    assert [one.value for one in standing_ones] == other
    assert set(standing_ones.values_list("sequence", flat=True)) == {3}
    assert kinds("sheet.")[-1] == "sheet.settled"


def test_who_did_not_come_is_absent_when_two_say_so(seat: Seat, staff: list[User]) -> None:
    sitting = Sitting.every.get(pk=seat.sitting_id)
    with clock.at(sitting.ends_at + timedelta(hours=1)):
        assert (standing.standing(sitting).absent, expecting.missed(sitting)) == (0, [])
        for one in staff[:2]:
            sheet = entering.enter(seat, [], absent=True, actor_id=one.pk)
        assert sheet.state == EntryState.ABSENT
        assert not Attempt.every.filter(seat=seat).exists()
        assert standing.standing(sitting).absent == 1
        assert expecting.missed(sitting) == [seat.person_id]
        with pytest.raises(EntryRefused):
            entering.enter(seat, right(seat), actor_id=staff[2].pk)


def test_one_who_is_absent_for_one_and_present_for_another_is_looked_at_by_a_third(
    seat: Seat, staff: list[User]
) -> None:
    entering.enter(seat, [], absent=True, actor_id=staff[0].pk)
    sheet = entering.enter(seat, right(seat), actor_id=staff[1].pk)
    assert (sheet.state, sheet.absence_differs) == (EntryState.DIFFERS, True)
    assert entering.enter(seat, right(seat), actor_id=staff[2].pk).state == EntryState.HANDED_IN
    assert AnswerEvent.every.filter(attempt__seat=seat).count() == 10


def test_what_is_handed_in_is_not_corrected_here(seat: Seat, staff: list[User]) -> None:
    entry_rows.handed_in(seat, staff[0], staff[1])
    with pytest.raises(EntryRefused):
        entering.enter(seat, wrong(seat), actor_id=staff[2].pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        PaperEntry.every.update(absent=True)
    with pytest.raises(DatabaseError), transaction.atomic():
        PaperEntry.every.all().delete()


def test_nothing_is_entered_before_the_opening_or_of_another_mode(
    seat: Seat, staff: list[User]
) -> None:
    with clock.at(rows.MOMENT), pytest.raises(EntryRefused):
        entering.enter(seat, right(seat), actor_id=staff[0].pk)
    Sitting.every.filter(pk=seat.sitting_id).update(mode="online")
    seat = Seat.every.get(pk=seat.pk)
    with entry_rows.after_opening(seat), pytest.raises(EntryRefused):
        entering.enter(seat, right(seat), actor_id=staff[0].pk)


def test_answers_that_do_not_fit_the_form_are_refused(seat: Seat, staff: list[User]) -> None:
    with pytest.raises(EntryRefused):
        entering.enter(seat, right(seat)[:4], actor_id=staff[0].pk)
    enrolling.withdraw(seat, reason="病假", actor_id=None)
    seat.refresh_from_db()
    with pytest.raises(EntryRefused):
        entering.enter(seat, right(seat), actor_id=staff[0].pk)
    assert not PaperEntry.every.exists()


def test_nothing_is_handed_in_when_an_answer_does_not_count(
    seat: Seat, staff: list[User], monkeypatch: pytest.MonkeyPatch
) -> None:
    entering.enter(seat, right(seat), actor_id=staff[0].pk)
    kept = answering.save_all

    def one_stale(*told: object, **named: object) -> Kept:
        found = kept(*told, **named)  # type: ignore[arg-type]
        return replace(found, answers=[replace(found.answers[0], stored="newer")])  # type: ignore[type-var]

    monkeypatch.setattr(entering, "save_all", one_stale)
    with pytest.raises(EntryRefused):
        entering.enter(seat, right(seat), actor_id=staff[1].pk)
    assert (PaperEntry.every.count(), Attempt.every.filter(seat=seat).exists()) == (1, False)


def test_an_open_paper_of_the_same_exam_stands_in_the_way_and_nothing_is_half_done(
    seat: Seat, staff: list[User]
) -> None:
    entering.enter(seat, right(seat), actor_id=staff[0].pk)
    exam = seat.sitting.exam
    exam.by_sitting = False
    exam.save()
    running = attempts.start(seat.person_id, exam, actor_id=None)
    with pytest.raises(EntryRefused):
        entering.enter(seat, right(seat), actor_id=staff[1].pk)
    assert (
        PaperEntry.every.count(),
        AuditEvent.objects.filter(kind="sheet.entered_again").count(),
    ) == (1, 0)
    attempts.submit(running.pk, actor_id=None)
    assert entering.enter(seat, right(seat), actor_id=staff[1].pk).over


def test_forms_are_chosen_among_those_of_the_exam_until_the_sitting_is_published(
    places: list[int],
) -> None:
    sitting = Sitting.every.get(seats=places[0])
    sealing.seal_forms(sitting.exam, overlap=100, actor_id=None)
    for number in (2, 9):
        with pytest.raises(SittingRefused):
            arranging.choose_forms(sitting, number, actor_id=None)
    assert Sitting.every.get(pk=sitting.pk).forms_number == 1
    assert kinds("sitting.forms") == ["sitting.forms_chosen"]


def test_a_sitting_on_paper_says_that_forms_are_missing_and_takes_them_after_it_is_published(
    places: list[int], staff: list[User]
) -> None:
    one, exam = Seat.every.get(pk=places[0]), held.by_sitting(rows.qualifying())
    (seat,) = held.seated(exam, [one.person], mode="paper", rooms=[held.room(name="2")])
    sitting = Sitting.every.get(pk=seat.sitting_id)
    assert "sitting_forms" in {lack.where for lack in standing.missing(standing.standing(sitting))}
    with entry_rows.after_opening(seat), pytest.raises(EntryRefused):
        entering.enter(seat, [[]] * 5, actor_id=staff[0].pk)
    sealing.seal_forms(exam, overlap=100, actor_id=None)
    arranging.choose_forms(sitting, 1, actor_id=None)
    assert not [one for one in standing.missing(standing.standing(sitting)) if "forms" in one.where]


def test_forms_that_people_mark_are_refused_for_now() -> None:
    rows.fill(for_exams=20)
    for n in range(5):
        wording = Wording("open", f"简答{n}？", (), "", "略")
        label = Label("property", pool=ItemPool.EXAM)
        bank.add_item(f"open-{n}", wording, label=label, state=ItemState.LIVE, actor_id=None)
    exam = entry_rows.with_blanks()
    sealing.seal_forms(exam, overlap=100, actor_id=None)
    sitting = held.sitting(exam, mode="paper")
    with pytest.raises(SittingRefused):
        arranging.choose_forms(sitting, 1, actor_id=None)
    with pytest.raises(EntryRefused):
        entering.questions(PaperForm.objects.filter(exam=exam)[0])
