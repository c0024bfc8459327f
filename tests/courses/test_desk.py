"""What courses hangs into the desk and the home page."""

from decimal import Decimal

import pytest
from django.test import Client

from courses import desk, studying
from courses.models import LessonPage
from portal import hooks
from portal.people.models import Person
from portal.scope import Scope
from tests.courses import rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    return rows.learner(rows.committee())


@pytest.fixture
def lessons() -> list[LessonPage]:
    rows.library()
    held = []
    for slug in ("a", "b"):
        module = rows.module(slug, credit_hours="12")
        held += [rows.lesson(module, name, checks=0) for name in (f"{slug}1", f"{slug}2")]
    return held


def finish(person: Person, *lessons: LessonPage) -> None:
    for lesson in lessons:
        studying.complete_lesson(person.pk, lesson.pk, actor_id=None)


def step(person: Person) -> hooks.NextStep | None:
    return desk.next_lesson(hooks.Visit(Scope(person_id=person.pk)))


def test_the_first_lesson_is_the_first_step(person: Person, lessons: list[LessonPage]) -> None:
    found = step(person)
    assert found is not None
    assert (found.url, found.done, found.total) == (lessons[0].url, 0, 2)


def test_learning_goes_on_in_the_module_read_last(
    person: Person, lessons: list[LessonPage]
) -> None:
    finish(person, lessons[2])
    found = step(person)
    assert found is not None
    assert (found.url, found.done) == (lessons[3].url, 1)
    finish(person, lessons[3])
    found = step(person)
    assert found is not None
    assert found.url == lessons[0].url


def test_after_the_last_lesson_there_is_no_step(person: Person, lessons: list[LessonPage]) -> None:
    finish(person, *lessons)
    assert step(person) is None
    stage = desk.study_stage(hooks.Visit(Scope(person_id=person.pk)))
    assert stage is not None
    assert (stage[0], stage[2]) == (20, "done")


def test_hours_are_those_of_finished_modules_against_the_rule(
    person: Person, lessons: list[LessonPage]
) -> None:
    finish(person, *lessons[:2])
    study = desk.own_study(hooks.Visit(Scope(person_id=person.pk)))
    assert (study.hours, study.needed, study.missing) == (Decimal(12), Decimal(24), Decimal(12))


def test_a_login_without_person_gets_nothing() -> None:
    visit = hooks.Visit(Scope(user_id=1))
    assert [desk.next_lesson(visit), desk.study_stage(visit), desk.hours_card(visit)] == [None] * 3


def test_the_desk_shows_step_and_hours(
    client: Client, person: Person, lessons: list[LessonPage]
) -> None:
    client.force_login(rows.login_of(person))
    client.cookies["django_language"] = "en"
    text = client.get("/desk/").content.decode()
    assert f'href="{lessons[0].url}"' in text
    assert "24 credit hours to go" in text


def test_the_home_page_shows_commentaries_and_modules(
    client: Client, lessons: list[LessonPage]
) -> None:
    for number in range(4):
        rows.commentary(f"case{number}")
    text = client.get("/").content.decode()
    assert text.count("commentary-list__kind") == 3
    assert text.count("module-grid__title") == 2


def test_an_empty_city_has_no_panels(client: Client) -> None:
    text = client.get("/").content.decode()
    assert "commentary-list" not in text
    assert "module-grid" not in text


@pytest.mark.parametrize(("role", "seen"), [("instructor", True), ("hr", False)])
def test_content_is_in_the_menu_of_instructors(role: str, seen: bool) -> None:
    scope = Scope(places={role: ("0001",)})
    names = [entry.url_name for entry in hooks.menu_entries(scope)]
    assert ("wagtailadmin_home" in names) is seen
