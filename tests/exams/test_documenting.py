"""Everything on record of one attempt: what happened in order, and who may see how much of it."""

from datetime import timedelta

import pytest
from django.db import connection

from exams import answering, attempts, crediting, ending
from exams.answering import Window
from exams.choices import ResultState
from exams.documenting import Document, Sight, document, sight_of
from exams.models import Attempt, AttemptDraw, PageLeaving, Pause, RescueFile, Result
from portal import clock
from portal.accounts.models import User
from portal.audit import sealing
from tests.exams import every_kind, rows

pytestmark = pytest.mark.django_db
ALL, NOTHING = Sight(texts=True, keys=True), Sight(texts=False, keys=False)
FIRST, SECOND = Window("aaaaaaaaaa11"), Window("bbbbbbbbbb22")


@pytest.fixture(scope="module")
def begun(lasting: None) -> int:
    page, who = rows.module(hours="24.0"), rows.person()
    rows.fill(for_exams=rows.ENOUGH)
    rows.learn(who, page)
    return attempts.start(who.pk, rows.quiz(page), actor_id=who.user_id).pk


def read(attempt: Attempt) -> Attempt:
    return Attempt.every.select_related("exam", "person__organisation").get(pk=attempt.pk)


def whole(attempt: Attempt, sight: Sight = ALL) -> Document:
    return document(read(attempt), sight)


def officer(attempt: Attempt) -> User:
    return rows.staff("officer", attempt.person.organisation)


def test_what_happened_stands_in_the_order_of_the_servers_time(attempt: Attempt) -> None:
    answering.save(attempt.pk, question=1, sequence=1, value=["A"], window=FIRST)
    giver = officer(attempt)
    crediting.credit([attempt.pk], minutes=9, reason="停电", action="x", actor_id=giver.pk)
    answering.take_over(attempt.pk, SECOND.name, actor_id=attempt.person.user_id)
    answering.save(attempt.pk, question=1, sequence=1002, value=["B"], window=SECOND)
    attempts.submit(attempt.pk, actor_id=attempt.person.user_id)
    found = whole(attempt)
    assert [step.what for step in found.steps] == [
        *("started", "answer", "credited", "taken_over", "answer", "submitted", "graded"),
        *("released", "effective"),
    ]
    started, first, credited, taken, second, submitted, *_ = found.steps
    own = f"{attempt.person.name} ({attempt.person.user.username})"  # type: ignore[union-attr]
    assert (started.who, taken.who, submitted.who) == (own, own, own)
    assert giver.get_username() in credited.who
    assert credited.credit
    assert (credited.credit.minutes, credited.credit.reason) == (9, "停电")
    assert first.window
    assert second.window
    assert (first.window.device, first.window.number) == (1, 1)
    assert (second.window.device, second.window.number) == (2, 1)


def test_the_rules_of_the_day_are_told_apart_from_minutes_given(attempt: Attempt) -> None:
    before = attempt.deadline
    crediting.credit([attempt.pk], minutes=9, reason="停电", action="x", actor_id=None)
    crediting.credit([attempt.pk], minutes=1, reason="停电", action="y", actor_id=None)
    found = whole(attempt)
    assert (found.minutes, found.credited, found.first_deadline) == (20, 10, before)


def test_what_was_marked_is_compared_with_what_arrived(attempt: Attempt) -> None:
    attempts.save(attempt.pk, question=1, sequence=1, value=["A"])
    assert whole(attempt).agrees
    with connection.cursor() as cursor:
        cursor.execute("UPDATE exams_answer SET value = '[\"C\"]'")
    found = whole(attempt)
    assert not found.agrees
    assert [one.place for one in found.asked if not one.agrees] == [1]


def test_the_paper_is_drawn_again_from_its_seed(attempt: Attempt) -> None:
    assert whole(attempt).drawn_again is True


def test_a_paper_that_nothing_is_kept_of_is_told_as_such() -> None:
    who, quiz = rows.ready_quiz()
    attempt = Attempt.every.create(
        person=who,
        exam=quiz,
        number=1,
        seed="0" * 32,
        started_at=clock.now(),
        deadline=clock.now() + timedelta(minutes=5),
        grace_seconds=5,
        pass_mark=60,
    )
    found = whole(attempt)
    assert (found.drawn_again, found.draw, found.asked) == (None, None, ())


def test_another_seed_gives_another_paper(attempt: Attempt) -> None:
    draw = AttemptDraw.every.get()
    other = rows.person("李某")
    second = Attempt.every.create(
        person=other,
        exam=attempt.exam,
        number=1,
        seed="0" * 32,
        started_at=clock.now(),
        deadline=clock.now() + timedelta(minutes=5),
        grace_seconds=5,
        pass_mark=60,
    )
    AttemptDraw.every.create(attempt=second, source=draw.source, seen=[], most_new=None)
    assert whole(second).drawn_again is False


def test_the_acts_come_with_their_seals(attempt: Attempt) -> None:
    attempts.submit(attempt.pk, actor_id=None)
    sealing.seal()
    acts = whole(attempt).acts
    assert [act.kind for act in acts] == [
        *("attempt.started", "attempt.submitted"),
        *("result.graded", "result.released", "result.made_effective"),
    ]
    assert all(act.sealed for act in acts)


def test_a_rescue_file_that_was_taken_in_stands_among_what_happened(attempt: Attempt) -> None:
    held = {"question": 1, "sequence": 1, "value": ["A"], "became": "counted"}
    clerk = officer(attempt)
    RescueFile.every.create(
        attempt=attempt,
        digest="0" * 64,
        answers=[held],
        taken_at=clock.now(),
        taken_by=clerk,
        reason="机房断网",
    )
    found = whole(attempt)
    (step,) = [step for step in found.steps if step.what == "rescued"]
    assert step.rescue
    assert (step.rescue.reason, clerk.get_username() in step.who) == ("机房断网", True)


def test_pauses_are_told_and_taken_off_the_deadline_of_the_start(attempt: Attempt) -> None:
    before, moment = attempt.deadline, clock.now()
    Pause.every.create(
        attempt=attempt,
        action="x",
        reason="火警",
        began_at=moment,
        ended_at=moment + timedelta(seconds=90),
        given_seconds=120,
    )
    Attempt.every.filter(pk=attempt.pk).update(deadline=before + timedelta(seconds=120))
    found = whole(attempt)
    assert (found.minutes, found.stood, found.first_deadline) == (20, 120, before)
    told = [(step.what, step.pause.reason) for step in found.steps if step.pause]
    assert told == [("paused", "火警"), ("resumed", "火警")]


def test_leaving_the_page_stands_among_what_happened(attempt: Attempt) -> None:
    moment = clock.now()
    for back, seconds in ((False, None), (True, 7)):
        PageLeaving.every.create(
            attempt=attempt,
            mark="a" * 8,
            back=back,
            at=moment + timedelta(seconds=seconds or 0),
            left_at=moment,
            seconds=seconds,
        )
    assert [step.what for step in whole(attempt).steps] == ["started", "left", "back"]


# Who may see what


def test_while_a_paper_is_written_its_questions_are_left_out(attempt: Attempt) -> None:
    assert sight_of(attempt, keeper=True) == NOTHING


def test_questions_of_a_quiz_and_their_keys_are_seen_after_its_end(attempt: Attempt) -> None:
    done = read(attempts.submit(attempt.pk, actor_id=None))
    assert sight_of(done, keeper=False) == ALL


def examined(after: Attempt) -> Attempt:
    """The qualifying exam, taken after this quiz was passed."""
    rows.answer(after, rows.right_letters(after))
    attempts.submit(after.pk, actor_id=None)
    return read(rows.sit(after.person, rows.qualifying()))


def test_questions_kept_for_exams_are_seen_by_keepers_only(attempt: Attempt) -> None:
    done = examined(attempt)
    assert sight_of(done, keeper=False) == NOTHING
    assert sight_of(done, keeper=True) == ALL


def test_keys_are_left_out_until_the_result_is_released(attempt: Attempt) -> None:
    done = examined(attempt)
    done.result.state = ResultState.GRADED
    assert sight_of(done, keeper=True) == Sight(texts=True, keys=False)


def test_without_keys_no_key_and_no_mark_is_read(attempt: Attempt) -> None:
    rows.answer(attempt, rows.right_letters(attempt))
    attempts.submit(attempt.pk, actor_id=None)
    for sight in (NOTHING, Sight(texts=True, keys=False)):
        found = whole(attempt, sight)
        assert {(one.right, one.full, one.points_given, one.accepted) for one in found.asked} == {
            (None, None, None, ())
        }
        assert rows.CANARY not in repr(found)
    assert all(one.question is None for one in whole(attempt, NOTHING).asked)


def test_with_keys_each_kind_tells_what_is_right_as_it_was_shown() -> None:
    attempt = every_kind.start()
    right = every_kind.right(attempt)
    for kind, place in every_kind.places(attempt).items():
        attempts.save(attempt.pk, question=place, sequence=1, value=right[kind])
    attempts.submit(attempt.pk, actor_id=None)
    for one in whole(attempt).asked:
        assert one.value == tuple(right[one.kind])
        assert (one.full, one.points_given) == (True, one.points)
        assert one.right == one.value
        if one.kind != "fill_blank":
            assert one.right_words == one.words
    assert Result.every.get().passed


def test_of_a_blank_every_accepted_answer_is_told() -> None:
    attempt = every_kind.start()
    attempts.submit(attempt.pk, actor_id=None)
    blank = next(one for one in whole(attempt).asked if one.kind == "fill_blank")
    assert all(form in blank.right_words for forms in blank.accepted for form in forms)


@pytest.mark.parametrize(("seconds", "in_grace"), [(-1, False), (0, False), (3, True)])
def test_who_handed_in_after_the_deadline_within_the_grace_is_told_so(
    attempt: Attempt, seconds: int, in_grace: bool
) -> None:
    with clock.at(attempt.deadline + timedelta(seconds=seconds)):
        attempts.submit(attempt.pk, actor_id=attempt.person.user_id)
    assert whole(attempt).in_grace is in_grace


def test_a_paper_that_was_closed_was_not_handed_in_within_the_grace(attempt: Attempt) -> None:
    with clock.at(attempt.deadline + timedelta(minutes=1)):
        assert ending.close_expired() == 1
    assert not whole(attempt).in_grace
