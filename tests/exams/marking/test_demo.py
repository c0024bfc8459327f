"""The demo city's written exam: some answers are marked, others wait; one result is objected to."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest

from courses.choices import Subject
from exams import correcting
from exams import demo as exams_demo
from exams.choices import Fix
from exams.marking import deciding, demo
from exams.marking.choices import ScriptState
from exams.marking.models import Marking, Objection, Script
from exams.models import KeyCorrection, PaperQuestion, Result
from exams.regrading import Wanted
from portal import clock
from portal.accounts import demo as logins
from portal.accounts.models import User
from portal.people import demo as people_demo
from tests.exams import rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_city")]
CAME = {"p06": 2, "p07": 1}


@pytest.fixture(scope="module")
def _city(lasting: None) -> Iterator[None]:
    """As much of the demo city as the written exam needs."""
    people_demo.seed()
    logins.seed()
    modules = [rows.module(subject) for subject in Subject.values]
    refs = (*CAME, *demo.OBJECTS)
    for ref in refs:
        with clock.at(exams_demo.WRITTEN + timedelta(days=100)):
            rows.learn(people_demo.person(ref), *modules)
    told = {ref: exams_demo.STORIES[ref] for ref in refs}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(exams_demo, "STORIES", told)
        patch.setattr(demo, "PEOPLE", CAME)
        exams_demo.seed()
        demo.seed()
        yield


def login(username: str) -> int:
    return User.objects.get(username=username).pk


def objection() -> Objection:
    rows = Objection.every.select_related("result__attempt__exam", "result__attempt__person")
    return rows.get(ended_at__isnull=True)


def test_it_is_being_marked_and_seeding_again_changes_nothing() -> None:
    results = Result.every.filter(attempt__exam__title=demo.TITLE).exclude(objections__gt=0)
    states = [one.state for one in results]  # by lot all answers of one may be among the marked
    assert (len(states), set(states) - {"marking", "graded"}) == (len(CAME), set())
    assert "marking" in states
    assert ScriptState.APART in Script.every.values_list("state", flat=True)
    assert ScriptState.SETTLED in Script.every.values_list("state", flat=True)
    now = Marking.every.filter(script__attempt__in=results.values("attempt"))
    given = now.count()
    assert given == 2 * demo.MARKED
    demo.seed()
    assert now.count() == given


def test_an_examiner_who_marked_nothing_of_it_lets_the_result_count() -> None:
    one = objection()
    assert (one.result.state, one.result.held_at is None) == ("released", False)
    assert one.result.attempt.person.user_id == login("trainee9")
    for username in ("judge1", "judge2"):
        assert deciding.may_decide(one, login(username))
    deciding.reject(one, "复核无误", actor_id=login("expert2"))
    assert Result.every.get(pk=one.result_id).state == "effective"


def test_two_officers_give_other_points_and_the_result_counts() -> None:
    one = objection()
    assert one.question is not None
    most = Decimal(one.question.points)
    deciding.propose(one, [(one.question.position, most)], "要点写到了", actor_id=login("officer1"))
    before, one = one.result.score, objection()
    deciding.approve(one, deciding.digest_of(one), actor_id=login("officer2"))
    after = Result.every.get(pk=one.result_id)
    assert (after.state, after.score > before) == ("effective", True)


def test_two_officers_of_the_demo_correct_a_key_together() -> None:
    asked = PaperQuestion.every.filter(version__item__kind="single").select_related("version")[0]
    made = correcting.propose(
        asked.version, Wanted(Fix.FREE), "题目有歧义", actor_id=login("officer1")
    )
    correcting.approve(made, actor_id=login("officer2"))
    assert KeyCorrection.objects.get().second_id == login("officer2")
