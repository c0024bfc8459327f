"""When a law changes, whoever has learnt it learns it again within the months of the rules."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from courses import relearning, studying
from courses.models import LessonPage, Relearning
from courses.signals import law_changed
from courses.statutes import reviewing
from courses.statutes.models import CitationReview, StatuteVersion
from courses.statutes.repealing import repeal
from portal import clock
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.counting import months_later
from portal.jobs.working import work_all
from portal.notices.models import Notice
from portal.people.models import Organisation, Person
from portal.scope import Scope
from tests.courses import rows
from tests.courses.statutes.test_marking import bring
from tests.courses.statutes.texts import ORCHARD, ORCHARD_AMENDED
from tests.portal.policy import rows as rules

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def three_months() -> None:
    rules.in_force("train.new_law_months", 3)


@pytest.fixture
def place() -> Organisation:
    return rows.committee()


@pytest.fixture
def lesson() -> LessonPage:
    rows.library()
    return rows.lesson(rows.module(), "water", checks=2)


@pytest.fixture
def person(place: Organisation, lesson: LessonPage) -> Person:
    """Somebody who has learnt the lesson."""
    learner = rows.learner(place)
    answer_all(learner, lesson)
    studying.complete_lesson(learner.pk, lesson.pk, actor_id=None)
    return learner


def answer_all(person: Person, lesson: LessonPage) -> None:
    for check in lesson.checks:
        studying.answer_check(person.pk, lesson.pk, check.id, "B", actor_id=None)


def change_the_law(*lessons: LessonPage) -> int:
    """As the library tells it; how many jobs were done."""
    pks = [lesson.pk for lesson in lessons]
    told: dict[str, Any] = {"statute": "civil-code", "in_force_on": None, "lessons": pks}
    law_changed.send(StatuteVersion, version_id=StatuteVersion.objects.get().pk, **told)
    return work_all("courses.ask_again")


def test_who_has_learnt_it_is_asked_once_with_a_day_and_told(
    person: Person, place: Organisation, lesson: LessonPage
) -> None:
    rows.learner(place, "没学过的人")
    assert change_the_law(lesson) == 1
    assert change_the_law(lesson) == 0
    row = Relearning.every.get()
    assert (row.person, row.lesson.pk) == (person, lesson.pk)
    assert row.due_on == months_later(clock.today(), 3)
    notice = Notice.objects.unscoped("test").get()
    assert (notice.person_id, notice.link) == (person.pk, lesson.url)
    assert AuditEvent.objects.filter(kind="lesson.asked_again").count() == 1


def test_it_is_learnt_again_when_every_question_is_answered_anew(
    person: Person, lesson: LessonPage
) -> None:
    change_the_law(lesson)
    first, second = lesson.checks
    assert [row.lesson.pk for row in relearning.to_learn(person.pk)] == [lesson.pk]
    studying.answer_check(person.pk, lesson.pk, first.id, "A", actor_id=None)
    assert Relearning.every.get().done_at is None
    studying.answer_check(person.pk, lesson.pk, second.id, "B", actor_id=None)
    assert Relearning.every.get().done_at is not None
    assert relearning.to_learn(person.pk) == []


def test_a_lesson_without_questions_is_learnt_again_by_its_button(
    client: Client, place: Organisation
) -> None:
    rows.library()
    plain = rows.lesson(rows.module(), "plain", checks=0)
    learner = rows.learner(place)
    client.force_login(rows.login_of(learner))
    studying.complete_lesson(learner.pk, plain.pk, actor_id=None)
    button = f"/learn/progress/{plain.pk}/complete/"
    assert button not in client.get(plain.url).content.decode()
    change_the_law(plain)
    page = client.get(plain.url).content.decode()
    assert "本课引用的法律有修改" in page
    assert button in page
    client.post(button)
    assert Relearning.every.get().done_at is not None
    assert "本课引用的法律有修改" not in client.get(plain.url).content.decode()


@pytest.fixture
def orchard_lesson(tmp_path: Path) -> LessonPage:
    """A lesson under a law that the tests amend."""
    bring(tmp_path, ORCHARD)
    rows.library()
    body = [rows.block("text", "<p>《果园管理条例》第三条</p>"), rows.check_block("q")]
    lesson = rows.lesson(rows.module("orchard"), "orchard", body=body)
    lesson.save_revision().publish()
    found: LessonPage = LessonPage.objects.get(pk=lesson.pk)
    return found


def learn(person: Person, lesson: LessonPage) -> None:
    answer_all(person, lesson)
    studying.complete_lesson(person.pk, lesson.pk, actor_id=None)


def decide(state: str) -> None:
    """A judge publishes the lesson anew and closes its review."""
    review = CitationReview.objects.get(state="open")
    review.page.specific.save_revision().publish()
    judge, _created = User.objects.get_or_create(username="judge")
    assert reviewing.decide(review.pk, state, "看过了", actor_id=judge.pk)
    work_all("courses.ask_again")


def open_tasks() -> set[int]:
    return set(Relearning.every.filter(done_at=None).values_list("person_id", flat=True))


def test_who_learnt_it_before_it_was_revised_learns_it_again(
    place: Organisation, orchard_lesson: LessonPage, tmp_path: Path
) -> None:
    early, late = rows.learner(place), rows.learner(place, "晚学的人")
    learn(early, orchard_lesson)
    bring(tmp_path, ORCHARD_AMENDED)
    work_all("courses.ask_again")
    learn(late, orchard_lesson)
    assert open_tasks() == {early.pk}
    answer_all(early, orchard_lesson)
    assert open_tasks() == set()
    decide("revised")
    assert open_tasks() == {early.pk, late.pk}
    answer_all(late, orchard_lesson)
    assert open_tasks() == {early.pk}


def test_answers_before_the_revision_do_not_count(
    place: Organisation, orchard_lesson: LessonPage, tmp_path: Path
) -> None:
    learner = rows.learner(place)
    learn(learner, orchard_lesson)
    bring(tmp_path, ORCHARD_AMENDED)
    work_all("courses.ask_again")
    due_on = Relearning.every.get().due_on
    with clock.at(clock.now() + timedelta(days=40)):
        decide("revised")
        assert Relearning.every.get().due_on > due_on
        assert relearning.to_learn(learner.pk)[0].overdue is False


def test_a_lesson_that_is_still_right_is_asked_once(
    place: Organisation, orchard_lesson: LessonPage, tmp_path: Path
) -> None:
    learner = rows.learner(place)
    learn(learner, orchard_lesson)
    bring(tmp_path, ORCHARD_AMENDED)
    work_all("courses.ask_again")
    answer_all(learner, orchard_lesson)
    decide("confirmed")
    assert open_tasks() == set()


def test_a_repeal_is_asked_after_the_amendment_was_learnt(
    place: Organisation, orchard_lesson: LessonPage, tmp_path: Path
) -> None:
    learner = rows.learner(place)
    learn(learner, orchard_lesson)
    bring(tmp_path, ORCHARD_AMENDED)
    work_all("courses.ask_again")
    answer_all(learner, orchard_lesson)
    repeal("orchards", date(2027, 1, 1), basis="x", actor_id=None)
    work_all("courses.ask_again")
    assert open_tasks() == {learner.pk}


def test_without_a_term_nobody_is_asked(person: Person, lesson: LessonPage) -> None:
    with clock.at(clock.now() + timedelta(days=1)):
        rules.in_force("train.new_law_months", 0)
        change_the_law(lesson)
    assert Relearning.every.count() == 0


def test_a_law_that_comes_into_force_later_gives_its_months_from_its_adoption(
    person: Person, lesson: LessonPage
) -> None:
    version = StatuteVersion.objects.get()
    version.adopted_on = clock.today() + timedelta(days=40)
    relearning.ask_to_learn_again(version, lesson)
    assert Relearning.every.get().due_on == months_later(version.adopted_on, 3)


def test_the_desk_shows_what_is_due_and_what_is_overdue(
    client: Client, person: Person, lesson: LessonPage
) -> None:
    assert relearning.to_learn(person.pk) == []
    change_the_law(lesson)
    client.force_login(rows.login_of(person))
    client.cookies["django_language"] = "en"
    page = client.get("/desk/").content.decode()
    assert "Laws that have changed" in page
    assert lesson.title in page
    with clock.at(clock.now() + timedelta(days=100)):
        assert [row.overdue for row in relearning.to_learn(person.pk)] == [True]


def test_a_withdrawn_lesson_is_asked_of_nobody(person: Person, lesson: LessonPage) -> None:
    lesson.unpublish()
    change_the_law(lesson)
    assert Relearning.every.count() == 0


def test_it_is_seen_by_oneself_and_by_those_who_read_the_organisation(
    person: Person, lesson: LessonPage
) -> None:
    change_the_law(lesson)
    own, far = Scope(person_id=person.pk), Scope(places={"clerk": ("9999",)})
    clerk = Scope(places={"clerk": (person.organisation.path,)})
    seen = [Relearning.objects.scoped(scope).count() for scope in (own, clerk, far, Scope())]
    assert seen == [1, 1, 0, 0]
