"""The demo city's written exam: some answers are marked, others wait."""

from datetime import timedelta

import pytest

from courses.choices import Subject
from exams import demo as exams_demo
from exams.marking import demo
from exams.marking.choices import ScriptState
from exams.marking.models import Marking, Script
from exams.models import Result
from portal import clock
from portal.accounts import demo as logins
from portal.people import demo as people_demo
from tests.exams import rows

pytestmark = pytest.mark.django_db
CAME = {"p06": 2, "p09": 1}


def test_it_is_being_marked_and_seeding_again_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people_demo.seed()
    logins.seed()
    modules = [rows.module(subject) for subject in Subject.values]
    for ref in CAME:
        with clock.at(exams_demo.WRITTEN + timedelta(days=100)):
            rows.learn(people_demo.person(ref), *modules)
    told = {ref: exams_demo.STORIES[ref] for ref in CAME}
    monkeypatch.setattr(exams_demo, "STORIES", told)
    monkeypatch.setattr(demo, "PEOPLE", CAME)
    exams_demo.seed()
    demo.seed()
    results = Result.every.filter(attempt__exam__title=demo.TITLE)
    states = [one.state for one in results]  # by lot all answers of one may be among the marked
    assert (len(states), set(states) - {"marking", "graded"}) == (len(CAME), set())
    assert "marking" in states
    assert ScriptState.SETTLED in Script.every.values_list("state", flat=True)
    given = Marking.every.count()
    assert given == 2 * demo.MARKED
    demo.seed()
    assert Marking.every.count() == given
