"""Nothing is issued while a result may still be objected to, and what was withdrawn never was a
certificate."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from certificates.models import Certificate, NumberCounter
from exams import objection_days, releasing
from exams.marking import deciding, objecting
from exams.models import Result
from portal import clock
from portal.jobs.models import Job
from portal.jobs.working import work_all
from tests.certificates import falling_rows as rows
from tests.exams import rows as exam_rows
from tests.exams.marking.rows import logins
from tests.portal.policy import rows as rules

pytestmark = pytest.mark.django_db
ISSUE = "certificate.issue"


@pytest.fixture(autouse=True)
def _published_for_seven_days() -> Iterator[None]:
    with clock.at(exam_rows.MOMENT):
        rules.in_force("exam.objection_days", 7)
        yield


def passed() -> Result:
    """Just passed, released, and open to objections."""
    _who, attempt = rows.sat(wrong=1)
    return fresh(attempt.pk)


def fresh(attempt_id: int) -> Result:
    every = Result.every.select_related("attempt__exam", "attempt__person__organisation")
    return every.get(pk=attempt_id)


def everything_on(result: Result, *, days_later: int) -> int:
    """Let time pass to so many days after the last one of objecting; how many certificates."""
    released = clock.day_of(exam_rows.MOMENT)
    passing = objection_days.last_day(released, by_act=False) - released
    assert passing >= 7 * objection_days.DAY
    with clock.at(exam_rows.MOMENT + passing + days_later * objection_days.DAY):
        releasing.make_due_effective(clock.today())
        work_all(ISSUE)
    return Certificate.objects.unscoped("test").filter(person=result.attempt.person).count()


def test_on_the_last_day_of_objecting_there_is_neither_a_certificate_nor_a_number() -> None:
    result = passed()
    assert everything_on(result, days_later=0) == 0
    assert not Job.objects.filter(kind=ISSUE).exists()
    assert not NumberCounter.objects.exists()
    assert everything_on(result, days_later=1) == 1


def test_while_an_objection_is_open_nothing_is_issued_however_late() -> None:
    result = passed()
    made = objecting.object_to(
        result, "第二题应得分", position=2, actor_id=result.attempt.person.user_id
    )
    assert everything_on(result, days_later=30) == 0
    (judge,) = logins("甲")
    deciding.reject(made, "维持", actor_id=judge.pk)
    assert everything_on(result, days_later=30) == 1


def test_a_mark_that_was_withdrawn_never_was_a_certificate() -> None:
    result = passed()
    made = objecting.object_to(
        result, "请复核第一题", position=1, actor_id=result.attempt.person.user_id
    )
    first, second = logins("甲", "乙")
    deciding.propose(made, [(1, Decimal(0))], "第一题判分有误", actor_id=first.pk)
    made.refresh_from_db()
    deciding.approve(made, deciding.digest_of(made), actor_id=second.pk)
    assert not fresh(result.pk).passed
    assert everything_on(result, days_later=30) == 0
    assert not NumberCounter.objects.exists()
    assert not Job.objects.filter(kind=ISSUE).exists()
