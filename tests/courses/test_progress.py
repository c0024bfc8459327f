from decimal import Decimal

import pytest
from wagtail.models import Page, PageViewRestriction

from courses import progress, studying
from courses.models import LessonPage
from portal.jobs.working import work_all
from portal.people.models import Person
from tests.courses import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    return rows.learner(rows.committee())


def finish(person: Person, *lessons: LessonPage) -> None:
    for lesson in lessons:
        studying.complete_lesson(person.pk, lesson.pk, actor_id=None)


def test_hours_count_when_every_lesson_of_a_module_is_done(person: Person) -> None:
    module = rows.module(credit_hours="3.5")
    first, second = (rows.lesson(module, slug, checks=0) for slug in ("a", "b"))
    rows.module("contract")
    finish(person, first)
    assert progress.lessons_done(person.pk) == {first.pk}
    assert progress.hours_done(person.pk) == 0
    finish(person, second)
    assert progress.modules_done(person.pk) == {module.pk}
    assert progress.hours_done(person.pk) == Decimal("3.5")


def test_unpublished_lessons_and_modules_count_for_nothing(person: Person) -> None:
    module, other = rows.module(), rows.module("contract")
    first, draft = (rows.lesson(module, slug, checks=0) for slug in ("a", "b"))
    finish(person, first, rows.lesson(other, "c", checks=0))
    assert progress.modules_done(person.pk) == {other.pk}
    draft.unpublish()
    assert work_all("courses.credit_finished") == 1
    other.unpublish()
    assert [page.pk for page in progress.live_modules()] == [module.pk]
    assert progress.modules_done(person.pk) == {module.pk}


def private(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def test_a_private_lesson_is_asked_of_nobody(person: Person) -> None:
    module = rows.module()
    first, second = (rows.lesson(module, slug, checks=0) for slug in ("a", "b"))
    private(first)
    assert progress.closed_by(second, person.pk) is None
    finish(person, second)
    assert progress.modules_done(person.pk) == {module.pk}
    assert [lesson.pk for lesson in progress.lessons_of(module)] == [second.pk]


def test_who_lacked_only_a_lesson_that_became_private_has_finished_the_module(
    person: Person,
) -> None:
    module = rows.module()
    first, second = (rows.lesson(module, slug, checks=0) for slug in ("a", "b"))
    finish(person, first)
    private(second)
    assert work_all("courses.credit_finished") == 1
    assert progress.modules_done(person.pk) == {module.pk}


def test_a_private_module_is_learnt_before_nothing(person: Person) -> None:
    before, after = rows.module("contract"), rows.module("family")
    rows.lesson(before, "a", checks=0)
    lesson = rows.lesson(after, "b", checks=0)
    after.prerequisites = [before]
    after.save()
    assert progress.closed_by(lesson, person.pk) is not None
    private(before)
    assert progress.closed_by(lesson, person.pk) is None


def test_a_module_without_lessons_is_never_done(person: Person) -> None:
    rows.module()
    assert progress.modules_done(person.pk) == frozenset()


def test_lessons_come_in_the_order_of_the_tree() -> None:
    module = rows.module()
    held = [rows.lesson(module, slug, checks=0).pk for slug in ("b", "a")]
    assert [lesson.pk for lesson in progress.lessons_of(module)] == held
