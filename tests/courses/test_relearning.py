"""When a law changes, whoever has learnt it learns it again within the months of the rules."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from courses import relearning, studying
from courses.models import LessonPage, Relearning
from courses.signals import law_changed
from courses.statutes.models import StatuteVersion
from portal import clock
from portal.audit.models import AuditEvent
from portal.counting import months_later
from portal.jobs.working import work_all
from portal.notices.models import Notice
from portal.people.models import Organisation, Person
from portal.scope import Scope
from tests.courses import rows
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
