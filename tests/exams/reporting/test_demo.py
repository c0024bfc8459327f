"""The demo city's exam with statistics."""

from datetime import timedelta

import pytest

from courses.choices import Subject
from exams import demo as exams_demo
from exams.choices import AttemptState
from exams.models import Attempt, Exam, Result
from exams.reporting import demo
from exams.reporting.models import ExamReport
from portal import clock
from portal.accounts import demo as logins
from portal.people import demo as people_demo
from tests.exams import rows

pytestmark = pytest.mark.django_db
CAME = ("p10", "p15", "p26")


def test_it_was_sat_nobody_passed_it_and_seeding_again_changes_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people_demo.seed()
    logins.seed()
    modules = [rows.module(subject) for subject in Subject.values]
    for ref in CAME:
        with clock.at(exams_demo.WRITTEN + timedelta(days=100)):
            rows.learn(people_demo.person(ref), *modules)
    monkeypatch.setattr(
        exams_demo, "STORIES", {ref: exams_demo.STORIES[ref] for ref in (*CAME, "p06")}
    )
    monkeypatch.setattr(demo, "PEOPLE", (*CAME, "p06"))
    exams_demo.seed()
    demo.seed()
    exam = Exam.objects.get(title=demo.TITLE)
    results = Result.every.filter(attempt__exam=exam)
    assert (results.count(), results.filter(passed=True).count()) == (len(CAME), 0)
    assert exam.by_sitting
    assert not Attempt.every.filter(state=AttemptState.OPEN).exists()
    report = ExamReport.objects.get(exam=exam)
    assert report.items.count() == len(demo.POINTS)
    assert all(item.timed == len(CAME) for item in report.items.all())
    assert ExamReport.objects.count() == 9
    demo.seed()
    assert results.count() == len(CAME)


def test_no_walk_of_the_browser_tests_has_sat_it() -> None:
    assert not {"p01", "p02", "p03", "p04", "p08"} & set(demo.PEOPLE)
    assert len(demo.PEOPLE) >= 30
