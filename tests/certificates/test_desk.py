"""The desk with everything the apps hang into it: how often it asks the database."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.people.models import Person
from tests.exams import rows

pytestmark = pytest.mark.django_db

SUBJECTS = ("mediation", "property", "contract")


def queries(who: Person) -> int:
    """How many queries the desk of a trainee takes once the caches of the process are warm."""
    client = Client()
    client.force_login(who.user)  # type: ignore[arg-type]
    client.get("/desk/")
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/desk/").status_code == 200
    return len(captured)


def enrolled(modules: int, *, learnt: bool) -> Person:
    """A person in a city with so many modules and quizzes, and the qualifying exam."""
    pages = [rows.module(subject) for subject in SUBJECTS[:modules]]
    for subject in SUBJECTS:
        rows.fill(subject)
    for page in pages:
        rows.quiz(page)
    rows.qualifying()
    who = rows.person()
    if learnt:
        rows.learn(who, *pages)
    return who


@pytest.mark.parametrize("modules", [1, 3])
@pytest.mark.parametrize(("learnt", "most"), [(False, 31), (True, 30)])
def test_a_trainees_desk_takes_as_many_queries_for_one_module_as_for_three(
    modules: int, learnt: bool, most: int
) -> None:
    assert queries(enrolled(modules, learnt=learnt)) == most


def test_a_desk_with_an_exam_to_take_takes_thirty_three_queries() -> None:
    who, _exam = rows.ready_exam()
    assert queries(who) == 33
