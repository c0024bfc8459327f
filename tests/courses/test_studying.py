from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from courses import evidence, studying
from courses.models import CheckAnswer, LessonPage, LessonProgress
from courses.signals import progress_changed
from portal import clock
from portal.audit.models import AuditEvent
from portal.people.models import Person
from portal.scope import Scope
from tests.courses import rows
from tests.portal.policy import rows as rules

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def person() -> Person:
    return rows.learner(rows.committee())


@pytest.fixture
def lessons() -> list[LessonPage]:
    module = rows.module()
    return [rows.lesson(module, slug, checks=2) for slug in ("first", "second")]


def answer_all(person: Person, lesson: LessonPage, choice: str = "B") -> list[bool]:
    return [
        studying.answer_check(person.pk, lesson.pk, check.id, choice, actor_id=None)
        for check in lesson.checks
    ]


def see_all(person: Person, lesson: LessonPage) -> bool:
    blocks = evidence.blocks_to_see(lesson)
    return studying.see(person.pk, lesson.pk, blocks, blocks[-1], actor_id=None)


def test_opening_a_lesson_twice_keeps_one_row_and_the_first_moment(
    person: Person, lessons: list[LessonPage]
) -> None:
    with clock.at(MOMENT):
        studying.open_lesson(person.pk, lessons[0].pk)
    later = studying.open_lesson(person.pk, lessons[0].pk)
    assert (later.opened_at, later.state) == (MOMENT, "open")
    assert later.last_seen_at > MOMENT
    assert LessonProgress.every.count() == 1


def test_the_last_answer_finishes_the_lesson_right_or_wrong(
    person: Person, lessons: list[LessonPage]
) -> None:
    assert see_all(person, lessons[0]) is False
    assert answer_all(person, lessons[0], choice="A") == [False, True]
    assert LessonProgress.every.get().state == "done"


def test_the_last_block_seen_finishes_a_lesson_whose_questions_are_answered(
    person: Person, lessons: list[LessonPage]
) -> None:
    first, *rest = evidence.blocks_to_see(lessons[0])
    assert answer_all(person, lessons[0]) == [False, False]
    seen = [
        studying.see(person.pk, lessons[0].pk, blocks, "", actor_id=None)
        for blocks in ([first], [first, "no block of it"], rest, rest)
    ]
    assert seen == [False, False, True, False]


def test_where_one_stopped_is_kept_and_what_is_no_block_is_passed_over(
    person: Person, lessons: list[LessonPage]
) -> None:
    first, second, *_rest = evidence.blocks_to_see(lessons[0])
    for at in (first, second, "no block of it"):
        studying.see(person.pk, lessons[0].pk, [at], at, actor_id=None)
    row = LessonProgress.every.get()
    assert (row.seen, row.position) == ([first, second], second)


def test_two_tabs_at_once_keep_what_both_saw(person: Person, lessons: list[LessonPage]) -> None:
    first, second, *_rest = evidence.blocks_to_see(lessons[0])
    here = studying.open_lesson(person.pk, lessons[0].pk)
    there = studying.open_lesson(person.pk, lessons[0].pk)
    studying._keep_seen(here, [first])
    studying._keep_seen(there, [second])
    assert LessonProgress.every.get().seen == [first, second]


def test_nobody_learns_faster_than_people_read(person: Person, lessons: list[LessonPage]) -> None:
    with clock.at(MOMENT):
        rules.in_force("train.fastest_reading", 60)
    needed = evidence.seconds_to_read(lessons[0], 60)
    assert needed >= 30
    with clock.at(MOMENT):
        answer_all(person, lessons[0])
    with (
        clock.at(MOMENT + timedelta(seconds=needed - 12)),
        pytest.raises(studying.NotLearnt) as refused,
    ):
        studying.complete_lesson(person.pk, lessons[0].pk, actor_id=None)
    assert refused.value.missing == evidence.Missing(blocks=0, seconds=12, checks=0)
    with clock.at(MOMENT + timedelta(seconds=needed)):
        assert studying.complete_lesson(person.pk, lessons[0].pk, actor_id=None) is True


def long_lesson() -> LessonPage:
    words = rows.block("text", f"<p>{'水' * 6000}</p>")
    return rows.lesson(rows.module("long"), "long", checks=0, body=[words])


def test_time_away_from_an_open_lesson_is_no_reading(person: Person) -> None:
    lesson = long_lesson()
    with clock.at(MOMENT):
        studying.open_lesson(person.pk, lesson.pk)
    with (
        clock.at(MOMENT + timedelta(hours=8)),
        pytest.raises(studying.NotLearnt) as refused,
    ):
        studying.complete_lesson(person.pk, lesson.pk, actor_id=None)
    assert refused.value.missing == evidence.Missing(blocks=0, seconds=120, checks=0)


def test_coming_back_to_a_lesson_counts_nothing_of_the_time_away(person: Person) -> None:
    lesson = long_lesson()
    for hours in (0, 8, 16):
        with clock.at(MOMENT + timedelta(hours=hours)):
            progress = studying.open_lesson(person.pk, lesson.pk)
    assert progress.read_for == timedelta(0)


def test_reading_counts_from_report_to_report(person: Person) -> None:
    lesson = long_lesson()
    with clock.at(MOMENT):
        studying.open_lesson(person.pk, lesson.pk)
    done = []
    for seconds in (80.5, 161, 239, 240):
        with clock.at(MOMENT + timedelta(seconds=seconds)):
            blocks = evidence.blocks_to_see(lesson)
            done.append(studying.see(person.pk, lesson.pk, blocks, blocks[0], actor_id=None))
    assert done == [False, False, False, True]


def test_two_reports_at_once_count_no_second_twice(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson = long_lesson()
    with clock.at(MOMENT):
        studying.open_lesson(person.pk, lesson.pk)
    inner = type(LessonProgress.every.all()).update
    other = iter([MOMENT + timedelta(seconds=30)])

    def update(found: Any, **values: Any) -> int:
        """The other tab's report comes between reading and writing, once."""
        for moment in other:
            inner(LessonProgress.every.all(), read_for=moment - MOMENT, last_seen_at=moment)
        return inner(found, **values)

    monkeypatch.setattr(type(LessonProgress.every.all()), "update", update)
    with clock.at(MOMENT + timedelta(seconds=40)):
        studying.go_on(person.pk, lesson.pk)
    assert LessonProgress.every.get().read_for == timedelta(seconds=40)


def test_finishing_tells_the_audit_trail_and_the_apps_above_once(
    person: Person, lessons: list[LessonPage]
) -> None:
    told: list[int] = []

    def hear(person_id: int, **_signal: Any) -> None:
        told.append(person_id)

    progress_changed.connect(hear)
    see_all(person, lessons[0])
    answer_all(person, lessons[0])
    answer_all(person, lessons[0])
    progress_changed.disconnect(hear)
    assert told == [person.pk]
    event = AuditEvent.objects.get(kind="lesson.finished")
    assert event.place == person.organisation.path


def test_an_answer_can_be_given_again_and_the_latest_counts(
    person: Person, lessons: list[LessonPage]
) -> None:
    check = lessons[0].checks[0]
    for choice in ("A", "B"):
        studying.answer_check(person.pk, lessons[0].pk, check.id, choice, actor_id=None)
    assert CheckAnswer.every.get().choice == "B"


def test_a_lesson_with_open_self_checks_cannot_be_completed(
    person: Person, lessons: list[LessonPage]
) -> None:
    with pytest.raises(studying.NotLearnt) as refused:
        studying.complete_lesson(person.pk, lessons[0].pk, actor_id=None)
    assert refused.value.missing.checks == 2
    assert LessonProgress.every.get().state == "open"


def test_a_lesson_without_self_checks_is_completed_once(person: Person) -> None:
    lesson = rows.lesson(rows.module("contract"), "plain", checks=0)
    done = [studying.complete_lesson(person.pk, lesson.pk, actor_id=None) for _ in range(2)]
    assert done == [True, False]


def test_the_next_lesson_is_closed_until_the_one_before_is_done(
    person: Person, lessons: list[LessonPage]
) -> None:
    first, second = lessons
    with pytest.raises(studying.LessonClosed) as refused:
        studying.open_lesson(person.pk, second.pk)
    assert refused.value.first.pk == first.pk
    see_all(person, first)
    answer_all(person, first)
    see_all(person, second)
    assert answer_all(person, second) == [False, True]


def test_the_next_module_is_closed_until_the_one_learnt_before_it_is_finished(
    person: Person,
) -> None:
    before, after = rows.module("contract"), rows.module("family")
    after.prerequisites = [before]
    after.save()
    first, second = rows.lesson(before, "a", checks=0), rows.lesson(after, "b", checks=0)
    with pytest.raises(studying.LessonClosed) as refused:
        studying.open_lesson(person.pk, second.pk)
    assert refused.value.first.pk == first.pk
    studying.complete_lesson(person.pk, first.pk, actor_id=None)
    assert studying.open_lesson(person.pk, second.pk).state == "open"


def test_an_unpublished_lesson_closes_nothing_and_opens_for_nobody(
    person: Person, lessons: list[LessonPage]
) -> None:
    first, second = lessons
    first.unpublish()
    studying.open_lesson(person.pk, second.pk)
    with pytest.raises(LessonPage.DoesNotExist):
        studying.open_lesson(person.pk, first.pk)


@pytest.mark.parametrize(("check", "choice"), [("no-such-check", "A"), ("", "D"), ("", "")])
def test_answers_to_nothing_are_refused(
    person: Person, lessons: list[LessonPage], check: str, choice: str
) -> None:
    check_id = check or lessons[0].checks[0].id
    with pytest.raises(studying.AnswerRefused):
        studying.answer_check(person.pk, lessons[0].pk, check_id, choice, actor_id=None)


def test_progress_belongs_to_the_person_and_those_who_read_their_organisation(
    person: Person, lessons: list[LessonPage]
) -> None:
    answer_all(person, lessons[0])
    path = person.organisation.path
    own, other = Scope(person_id=person.pk), Scope(person_id=person.pk + 1)
    clerk, far = Scope(places={"clerk": (path,)}), Scope(places={"clerk": ("9999",)})
    for model, count in ((LessonProgress, 1), (CheckAnswer, 2)):
        seen = [model.objects.scoped(scope).count() for scope in (own, clerk, other, far, Scope())]
        assert seen == [count, count, 0, 0, 0]
