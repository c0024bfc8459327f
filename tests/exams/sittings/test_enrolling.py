"""Enrolling many at once, while others enrol, and at a sitting that is no more."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exams.models import Seat, Sitting
from exams.sittings import arranging, enrolling
from portal import clock
from portal.people.models import Person
from tests.exams import rows
from tests.exams.sittings import rows as held
from tests.exams.sittings.test_arranging import ready_people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _afternoon() -> Iterator[None]:
    with clock.at(rows.MOMENT):
        yield


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Sitting], None]:
    """Have a person enrolled at that sitting while the next enrolment thinks about them."""
    real, done = enrolling._barred, list[Person]()

    def at(other: Sitting) -> None:
        def asked(sitting: Sitting, people: Sequence[Person], **how: Any) -> dict[int, str]:
            if not done:
                done.extend(people)
                enrolling.enrol(other, people, actor_id=None, by_name=True)
            return real(sitting, people, **how)

        monkeypatch.setattr(enrolling, "_barred", asked)

    return at


def test_who_is_enrolled_twice_at_once_has_one_seat(
    meanwhile: Callable[[Sitting], None],
) -> None:
    who, exam = rows.ready_exam()
    sitting = held.sitting(exam)
    meanwhile(sitting)
    came = enrolling.enrol(sitting, [who], actor_id=None, by_name=True)
    assert (came.seats, came.had, came.refused) == (0, 1, ())
    assert Seat.every.count() == 1


def test_who_is_enrolled_at_two_sittings_at_once_has_a_seat_at_one(
    meanwhile: Callable[[Sitting], None],
) -> None:
    who, exam = rows.ready_exam()
    sitting, other = held.sitting(exam), held.sitting(exam, title="第二场")
    meanwhile(other)
    came = enrolling.enrol(sitting, [who], actor_id=None, by_name=True)
    assert (came.seats, len(came.refused)) == (0, 1)
    assert Seat.every.get().sitting_id == other.pk


def test_nobody_is_enrolled_at_a_sitting_that_was_cancelled_or_is_over() -> None:
    (who,) = ready_people("赵一")
    exam = held.by_sitting(rows.qualifying())
    gone, over = held.sitting(exam), held.sitting(exam, title="第二场")
    stale = Sitting.every.get(pk=gone.pk)
    arranging.cancel(gone, reason="停电", actor_id=None)
    (refused,) = enrolling.enrol(stale, [who], actor_id=None).refused
    assert "取消" in refused.reason
    with clock.at(over.closes_at + timedelta(minutes=1)):
        (refused,) = enrolling.enrol(over, [who], actor_id=None).refused
    assert refused.reason
    assert not Seat.every.exists()


def test_what_people_have_learnt_is_asked_once_for_all_of_them() -> None:
    people = ready_people(*(f"{sign}{n}" for sign in "赵钱孙" for n in "一二三四"))
    exam = rows.qualifying()
    told = []
    for n, some in enumerate((people[:1], people[1:])):
        sitting = held.sitting(exam, title=f"第{n}场")
        with CaptureQueriesContext(connection) as asked:
            came = enrolling.enrol(sitting, some, actor_id=None)
        assert (came.seats, came.refused) == (len(some), ())
        told.append(len(asked))
    assert told[0] == told[1]
    assert told[1] < 40


def test_of_many_each_is_told_the_own_reason() -> None:
    passed, may, young = ready_people("赵一", "赵二", "赵三")
    exam = rows.qualifying()
    rows.sit(passed, exam)
    merged, learner, old = rows.person("钱一"), rows.person("孙一"), rows.person("李一")
    Person.every.filter(pk=merged.pk).update(merged_into=may)
    Person.every.filter(pk=old.pk).update(birth_date="1950-01-01")
    Person.every.filter(pk=young.pk).update(user=None)
    asked = list(Person.every.select_related("organisation").order_by("pk"))
    came = enrolling.enrol(held.sitting(exam), asked, actor_id=None)
    reasons = {one.person.pk: one.reason for one in came.refused}
    assert came.seats == 1
    assert set(reasons) == {one.pk for one in (passed, young, merged, learner, old)}
    assert "已经通过" in reasons[passed.pk]
    assert "账号" in reasons[young.pk]
    assert "并入" in reasons[merged.pk]
    assert "学时" in reasons[learner.pk]
    assert "60" in reasons[old.pk]
