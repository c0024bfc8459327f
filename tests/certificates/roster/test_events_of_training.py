"""Training and exams on the timeline: modules with their hours and quiz, exams passed or not."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from certificates.roster.events import Event
from certificates.roster.events_of_training import NOTHING, learnt_by, told_of
from courses.training import crediting
from courses.training.choices import Form
from courses.training.models import HoursEntry
from portal import clock
from portal.people.models import Person
from tests.courses import rows as course_rows
from tests.exams import rows

pytestmark = pytest.mark.django_db


def told(person: Person, **reads: bool) -> list[Event]:
    asked = {"reads_hours": True, "reads_results": True} | reads
    with translation.override("en"):
        return list(told_of(learnt_by(person.pk, **asked)))


def credit(person: Person, form: Form, source: str, hours: str) -> None:
    today = clock.today()
    crediting.credit(person.pk, form, source, Decimal(hours), earned_on=today, actor_id=None)


def test_modules_and_exams_are_told_without_points() -> None:
    with clock.at(rows.MOMENT):
        who, exam = rows.ready_exam()
        rows.sit(who, exam, right=False)
        day = clock.today()
    with clock.at(rows.MOMENT + timedelta(days=40)):
        rows.sit(who, exam)
    assert [(event.title, event.text, event.weight) for event in told(who)] == [
        (
            "Module completed: property",
            "24 credit hours · online lessons · quiz passed",
            "fact",
        ),
        ("Exam not passed: 上岗考试", "", "fact"),
        ("Exam passed: 上岗考试", "", "fact"),
    ]
    assert [event.day for event in told(who)] == [day, day, day + timedelta(days=40)]


def test_what_was_learnt_elsewhere_is_called_by_its_form_and_half_hours_stay() -> None:
    who = rows.person()
    credit(who, Form.OBSERVATION, "hearing:1", "3.5")
    assert [(event.title, event.text) for event in told(who)] == [
        ("Court observation", "3.5 credit hours")
    ]


def test_hours_that_were_taken_back_are_not_told() -> None:
    who = rows.person()
    credit(who, Form.CLASS, "class:1", "2")
    crediting.take_back(HoursEntry.every.get().pk, "记错了人", actor_id=None)
    assert not told(who)


def test_who_reads_neither_hours_nor_results_is_told_nothing_of_them() -> None:
    with clock.at(rows.MOMENT):
        who, exam = rows.ready_exam()
        rows.sit(who, exam)
    (module,) = told(who, reads_results=False)
    assert module.text == "24 credit hours · online lessons"
    (passed,) = told(who, reads_hours=False)
    assert passed.title == "Exam passed: 上岗考试"
    assert learnt_by(who.pk, reads_hours=False, reads_results=False) == NOTHING


@pytest.mark.parametrize("modules", [1, 3])
def test_it_takes_four_queries_for_any_number_of_modules(
    modules: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    who = rows.person()
    for name in "abc"[:modules]:
        page = course_rows.module(name)
        credit(who, Form.ONLINE, f"module:{page.pk}", "2")
    with django_assert_num_queries(4):
        found = told(who)
    assert len(found) == modules
