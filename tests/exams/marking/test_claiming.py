"""One marker has a script at a time, nobody marks twice, nobody marks themselves."""

from datetime import timedelta

import pytest

from exams.marking import appointing, claiming
from exams.marking.models import Marking, Script
from exams.models import Exam
from portal import clock
from portal.people.models import Person
from tests.exams import rows as exam_rows
from tests.exams.marking import rows
from tests.exams.written_rows import candidate

pytestmark = pytest.mark.django_db


def test_asked_again_a_marker_has_the_same_script(of: Exam) -> None:
    (user,) = rows.markers(of, "甲")
    first = claiming.take_next(of.pk, user.pk)
    assert first is not None
    assert claiming.take_next(of.pk, user.pk) == first
    assert Marking.every.count() == 1


def test_two_have_a_script_and_a_third_gets_another(of: Exam) -> None:
    found = [claiming.take_next(of.pk, user.pk) for user in rows.markers(of, "甲", "乙", "丙")]
    scripts = [one.script_id for one in found if one]
    assert scripts[0] == scripts[1] != scripts[2]
    assert [one.turn for one in found if one] == [1, 2, 1]


def test_one_that_is_kept_too_long_goes_to_another_and_comes_back_to_nobody_twice(
    of: Exam,
) -> None:
    first, second, third = rows.markers(of, "甲", "乙", "丙")
    with clock.at(exam_rows.MOMENT):
        kept = claiming.take_next(of.pk, first.pk)
        assert claiming.take_next(of.pk, second.pk)
    with clock.at(exam_rows.MOMENT + timedelta(minutes=61)):
        other = claiming.take_next(of.pk, third.pk)
        assert kept is not None
        assert other is not None
        assert (other.script_id, other.turn, other.pk) == (kept.script_id, 1, kept.pk)
        again = claiming.take_next(of.pk, first.pk)
        assert again is not None
        assert again.script_id == kept.script_id  # the turn of the second, who let it lie too
        assert again.turn == 2
    assert Marking.every.filter(script=kept.script_id).count() == 2


def test_one_that_is_put_back_is_there_for_another_at_once(of: Exam) -> None:
    first, second, third = rows.markers(of, "甲", "乙", "丙")
    mine = claiming.take_next(of.pk, first.pk)
    claiming.take_next(of.pk, second.pk)
    assert mine is not None
    assert claiming.put_back(mine)
    taken = claiming.take_next(of.pk, third.pk)
    assert taken is not None
    assert taken.pk == mine.pk


def test_nobody_marks_what_they_wrote_themselves(of: Exam) -> None:
    who = Person.objects.unscoped("test").get()
    assert who.user_id is not None
    appointing.appoint(of, who.user_id, chief=True, actor_id=None)
    assert claiming.take_next(of.pk, who.user_id) is None
    with pytest.raises(claiming.Taken):
        claiming.take_apart(Script.every.all()[0], who.user_id)


def test_a_marker_marks_one_question_before_the_next(of: Exam) -> None:
    for name in ("赵一", "钱二"):
        rows.handed_in(candidate(name), of)
    (user,) = rows.markers(of, "甲")
    order = []
    while marking := claiming.take_next(of.pk, user.pk):
        order.append(marking.script.version_id)
        rows.give(marking, rows.full(marking.script))
    assert order == sorted(order)
    assert len(order) == 6


def test_the_order_says_nothing_of_whose_they_are(of: Exam) -> None:
    rows.handed_in(candidate("赵一"), of)
    shuffles = list(Script.every.values_list("shuffle", flat=True))
    assert len(set(shuffles)) == 4
    assert min(shuffles) >= 0
