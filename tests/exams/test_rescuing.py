"""Taking in a rescue file: what is newer counts while the paper is open, nothing is dropped, and
after the end nothing counts."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from exams import answering, attempts, rescuing
from exams.answering import Window
from exams.choices import AttemptState, Became
from exams.models import Answer, AnswerEvent, Attempt, Exam, RescueFile
from exams.rescuing import AlreadyIn
from exams.unsealing import NoRescueFile
from portal import clock
from portal.audit.models import AuditBody, AuditEvent
from portal.people.models import Person
from tests.exams import rows
from tests.exams.rescue_files import DEVICE, WINDOW, answer, inside, made, sealed, text_of

pytestmark = pytest.mark.django_db
WHY = "机房断网"
SOON = rows.MOMENT + timedelta(minutes=5)
OTHER = "device0002window"


@pytest.fixture(scope="module")
def quiz(lasting: None) -> tuple[Person, Exam]:
    return rows.ready_quiz()


@pytest.fixture
def paper(quiz: tuple[Person, Exam]) -> Attempt:
    with clock.at(rows.MOMENT):
        return attempts.start(quiz[0].pk, quiz[1], actor_id=None)


def save(
    paper: Attempt, question: int, sequence: int, letter: str, at: datetime, *, by: str = WINDOW
) -> None:
    answering.save(
        paper.pk,
        question=question,
        sequence=sequence,
        value=[letter],
        received_at=at,
        window=Window(by),
    )


def take(text: str, at: datetime = SOON) -> RescueFile:
    with clock.at(at):
        return rescuing.take_in(rescuing.opened(text), reason=WHY, actor_id=None)


def became(kept: RescueFile) -> list[str]:
    return [one["became"] for one in kept.answers]


def standing(paper: Attempt) -> dict[int, list[str]]:
    found = Answer.every.filter(attempt=paper).order_by("question__position")
    return dict(found.values_list("question__position", "value"))


def events(paper: Attempt) -> list[tuple[int, int, list[str], bool, bool, str]]:
    found = AnswerEvent.every.filter(attempt=paper).order_by("pk")
    return list(
        found.values_list("question__position", "sequence", "value", "late", "stale", "window")
    )


def minute(number: float) -> datetime:
    return rows.MOMENT + timedelta(minutes=number)


def test_answers_that_never_arrived_count_while_the_paper_is_open(paper: Attempt) -> None:
    save(paper, 1, 1, "A", minute(1))
    kept = take(made(paper.pk, answer(1, 2, "B", at=minute(2)), answer(3, 1, "C", at=minute(3))))
    assert became(kept) == ["counted", "counted"]
    assert standing(paper) == {1: ["B"], 3: ["C"]}
    assert events(paper)[1:] == [
        (1, 2, ["B"], False, False, f"{DEVICE}rescue"),
        (3, 1, ["C"], False, False, f"{DEVICE}rescue"),
    ]
    assert Answer.every.get(question__position=3).saved_at == SOON
    assert (kept.taken_at, kept.reason, kept.made_at) == (SOON, WHY, rows.MOMENT)
    assert kept.answers[1]["at"] == minute(3).isoformat()


def test_the_act_is_recorded_with_its_reason(paper: Attempt) -> None:
    kept = take(made(paper.pk, answer(1, 1, "A")))
    event = AuditEvent.objects.get(kind="attempt.rescued")
    assert event.place == paper.person.organisation.path
    body = AuditBody.objects.get(event=event)
    assert (body.reason, body.data) == (WHY, {"file": kept.digest, "answers": 1, "counted": 1})


def test_what_had_arrived_is_told_and_changes_nothing(paper: Attempt) -> None:
    save(paper, 1, 1, "A", minute(1))
    before = events(paper)
    kept = take(made(paper.pk, answer(1, 1, "A", at=minute(1), waits=False)))
    assert became(kept) == ["known"]
    assert (events(paper), standing(paper)) == (before, {1: ["A"]})


def test_a_file_of_which_nothing_counts_moves_no_hour(paper: Attempt) -> None:
    save(paper, 1, 3, "A", minute(1))
    take(made(paper.pk, answer(1, 3, "A", at=minute(1)), answer(1, 2, "B", at=minute(1))))
    paper.refresh_from_db()
    assert paper.saved_at == minute(1)
    take(made(paper.pk, answer(1, 4, "C", at=minute(2))))
    paper.refresh_from_db()
    assert paper.saved_at == SOON


def test_of_one_device_the_higher_number_counts_however_its_clock_ran(paper: Attempt) -> None:
    save(paper, 1, 3, "A", minute(2))
    save(paper, 2, 3, "A", minute(2))
    kept = take(made(paper.pk, answer(1, 4, "B", at=minute(1)), answer(2, 2, "B", at=minute(4))))
    assert became(kept) == ["counted", "older"]
    assert standing(paper) == {1: ["B"], 2: ["A"]}
    assert events(paper)[-1][:5] == (2, 2, ["B"], False, True)


def test_of_two_devices_the_later_answer_counts_whatever_its_number(paper: Attempt) -> None:
    save(paper, 1, 9, "A", minute(2), by=OTHER)
    save(paper, 2, 1, "A", minute(2), by=OTHER)
    save(paper, 3, 1, "A", minute(2), by=OTHER)
    file = (
        answer(1, 4, "B", at=minute(3)),
        answer(2, 4, "B", at=minute(1)),
        answer(3, 4, "B") | {"at": ""},
    )
    assert became(take(made(paper.pk, *file))) == ["counted", "older", "counted"]
    assert standing(paper) == {1: ["B"], 2: ["A"], 3: ["B"]}
    save(paper, 1, 11, "C", minute(6), by=OTHER)
    assert standing(paper)[1] == ["C"]


def test_a_second_file_of_the_same_device_goes_on_where_the_first_ended(paper: Attempt) -> None:
    save(paper, 1, 1, "A", minute(1))
    answering.take_over(paper.pk, OTHER, actor_id=None)
    assert became(take(made(paper.pk, answer(1, 2, "B", at=minute(2))))) == ["counted"]
    # Given before the first file was taken in.
    second = made(paper.pk, answer(1, 2, "B", at=minute(2)), answer(1, 3, "C", at=minute(3)))
    assert became(take(second, minute(6))) == ["known", "counted"]
    assert standing(paper) == {1: ["C"]}


def test_of_several_answers_to_a_question_only_the_last_counts(paper: Attempt) -> None:
    kept = take(made(paper.pk, answer(1, 2, "B"), answer(1, 1, "A", waits=False)))
    assert became(kept) == ["counted", "older"]
    assert standing(paper) == {1: ["B"]}
    assert [event[:5] for event in events(paper)] == [
        (1, 2, ["B"], False, False),
        (1, 1, ["A"], False, True),
    ]


def test_the_device_that_comes_back_sends_what_is_known(paper: Attempt) -> None:
    take(made(paper.pk, answer(1, 1, "A")))
    before = events(paper)
    save(paper, 1, 1, "A", minute(7))
    assert (events(paper), standing(paper)) == (before, {1: ["A"]})
    save(paper, 1, 2, "C", minute(8))
    assert standing(paper) == {1: ["C"]}


def test_what_the_question_cannot_have_is_kept_in_the_file(paper: Attempt) -> None:
    kept = take(made(paper.pk, answer(1, 1, "Z"), answer(99, 1, "A"), answer(2, 1, "A")))
    assert became(kept) == ["refused", "refused", "counted"]
    assert (kept.answers[0]["value"], len(events(paper))) == (["Z"], 1)


@pytest.mark.parametrize("how", ["handed in", "closed", "over", "long ago"])
def test_after_the_end_all_is_kept_and_nothing_counts(paper: Attempt, how: str) -> None:
    save(paper, 1, 1, "A", minute(1))
    end = paper.deadline + timedelta(seconds=paper.grace_seconds + 1)
    if how == "handed in":
        attempts.submit(paper.pk, actor_id=None, received_at=minute(2))
    elif how != "over":
        attempts.submit(paper.pk, actor_id=None, received_at=end + timedelta(minutes=1))
    paper.refresh_from_db()
    result = getattr(paper, "result", None)
    score = result.score if result else None
    file = made(paper.pk, answer(1, 1, "A", waits=False), answer(1, 2, "B"), answer(2, 1, "C"))
    kept = take(file, end + timedelta(days=40 if how == "long ago" else 0))
    assert became(kept) == ["known", "late", "late"]
    assert standing(paper) == {1: ["A"]}
    assert [event[:4] for event in events(paper)[1:]] == [(1, 2, ["B"], True), (2, 1, ["C"], True)]
    after = Attempt.every.get(pk=paper.pk)
    assert (after.state, after.receipt) == (paper.state, paper.receipt)
    assert score is None or after.result.score == score
    assert (after.state == AttemptState.OPEN) == (how == "over")


def test_the_same_file_twice_is_in_once(paper: Attempt) -> None:
    text = made(paper.pk, answer(1, 1, "A"))
    kept = take(text)
    with pytest.raises(AlreadyIn) as known:
        take(f"  {text}\n")
    assert known.value.kept == kept
    assert (RescueFile.every.count(), len(events(paper))) == (1, 1)


def test_brought_twice_at_once_the_second_finds_it_in(
    paper: Attempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = made(paper.pk, answer(1, 1, "A"))
    kept, real, asked = take(text), rescuing.taken, []

    def not_yet(digest: str) -> RescueFile | None:
        asked.append(digest)
        return real(digest) if len(asked) > 1 else None

    monkeypatch.setattr(rescuing, "taken", not_yet)
    with pytest.raises(AlreadyIn) as known:
        take(text)
    assert known.value.kept == kept
    assert len(events(paper)) == 1


def test_what_the_database_refuses_for_another_cause_is_said_to_be_that(paper: Attempt) -> None:
    nothing: str = None  # type: ignore[assignment]
    rescued = rescuing.opened(made(paper.pk, answer(1, 1, "A")))
    with pytest.raises(IntegrityError):
        rescuing.take_in(rescued, reason=nothing, actor_id=None)
    assert (standing(paper), events(paper)) == ({}, [])


def test_without_its_own_pass_a_file_is_no_file_of_that_paper(paper: Attempt) -> None:
    stolen = inside(paper.pk + 1, [answer(1, 1, "A")])
    with pytest.raises(NoRescueFile):
        rescuing.opened(text_of(sealed(paper.pk, stolen)))


def test_looking_changes_nothing_and_says_what_would_come(paper: Attempt) -> None:
    save(paper, 1, 1, "A", minute(1))
    before = events(paper)
    with clock.at(SOON):
        lines = rescuing.look(rescuing.opened(made(paper.pk, answer(1, 2, "B"), answer(2, 1, "C"))))
    assert [line.became for line in lines] == [Became.COUNTED, Became.COUNTED]
    assert [line.stands.value if line.stands else None for line in lines] == [["A"], None]
    assert (events(paper), standing(paper)) == (before, {1: ["A"]})
    assert RescueFile.every.count() == 0


def test_above_the_highest_number_nothing_can_stand(paper: Attempt) -> None:
    save(paper, 1, answering.HIGHEST_SEQUENCE, "A", minute(1), by=OTHER)
    assert became(take(made(paper.pk, answer(1, 2, "B", at=minute(2))))) == ["older"]
    assert standing(paper) == {1: ["A"]}


def test_a_file_taken_in_is_never_changed(paper: Attempt) -> None:
    take(made(paper.pk, answer(1, 1, "A")))
    with pytest.raises(DatabaseError), transaction.atomic():
        RescueFile.every.update(reason="anders")
    with pytest.raises(DatabaseError), transaction.atomic():
        RescueFile.every.all().delete()


ONE = st.tuples(st.integers(1, 3), st.integers(1, 4), st.sampled_from("AB"), st.integers(0, 9))


@given(saved=st.lists(ONE, max_size=5), held=st.lists(ONE, max_size=6), ended=st.booleans())
def test_every_answer_of_a_file_is_kept_and_none_counts_after_the_end(
    quiz: tuple[Person, Exam],
    saved: list[tuple[int, int, str, int]],
    held: list[tuple[int, int, str, int]],
    *,
    ended: bool,
) -> None:
    with transaction.atomic():
        with clock.at(rows.MOMENT):
            paper = attempts.start(quiz[0].pk, quiz[1], actor_id=None)
        for question, sequence, letter, at in saved:
            save(paper, question, sequence, letter, minute(at), by=OTHER)
        if ended:
            attempts.submit(paper.pk, actor_id=None, received_at=minute(10))
        before = standing(paper)
        kept = take(
            made(paper.pk, *(answer(q, n, letter, at=minute(at)) for q, n, letter, at in held)),
            minute(11),
        )
        there = {(event[0], event[1], tuple(event[2])) for event in events(paper)}
        assert {(q, n, (letter,)) for q, n, letter, _at in held} <= there
        assert len(kept.answers) == len(held)
        changed = {q for q, value in standing(paper).items() if before.get(q) != value}
        counted = {one["question"] for one in kept.answers if one["became"] == "counted"}
        assert changed <= counted
        assert not (ended and counted)
        transaction.set_rollback(True)
