"""Two markers who do not know of each other, a third where they differ, then the result."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from exams import releasing
from exams.choices import ResultState
from exams.marking import claiming, giving, scheming
from exams.marking.choices import How, ScriptState
from exams.marking.giving import MarkRefused, NotYours
from exams.marking.models import Marking, Script
from exams.models import Exam, Mark, Result
from portal import clock
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.policy.rules import rule
from tests.exams.marking import rows

pytestmark = pytest.mark.django_db


def taken(of: Exam, user: User) -> Marking:
    found = claiming.take_next(of.pk, user.pk)
    assert found
    return found


def test_both_agreeing_settle_it_and_the_last_script_grades_the_result(of: Exam) -> None:
    first, second = rows.markers(of, "甲", "乙")
    assert (rows.mark_all(of, first), rows.mark_all(of, second)) == (2, 2)
    assert {(one.state, one.how) for one in Script.every.all()} == {
        (ScriptState.SETTLED, How.AGREED)
    }
    result = Result.every.get(attempt__exam=of)
    assert (result.state, result.score, result.out_of) == ("graded", Decimal(36), Decimal(36))
    assert (result.passed, result.waiting) == (True, 0)
    assert Mark.every.filter(result=result, full=True).count() == 6
    assert AuditEvent.objects.filter(kind="script.marked").count() == 4


def test_what_people_marked_is_released_by_an_act_only(of: Exam) -> None:
    for user in rows.markers(of, "甲", "乙"):
        rows.mark_all(of, user)
    result = Result.every.select_related("attempt__exam", "attempt__person__organisation").get(
        attempt__exam=of
    )
    assert result.state == ResultState.GRADED
    assert releasing.release(result)
    result.refresh_from_db()
    assert result.state == ResultState.RELEASED


def test_within_the_range_the_mean_counts(of: Exam) -> None:
    first, second = rows.markers(of, "甲", "乙")
    one, other = taken(of, first), taken(of, second)
    assert one.script == other.script
    assert [one.turn, other.turn] == [1, 2]
    most = one.script.most  # 6 or 4: a fifth is 1.2 or 0.8
    less = [list(task) for task in rows.full(one.script)]
    less[0][0] -= Decimal("0.5")
    rows.give(one, rows.full(one.script))
    script = rows.give(other, less)
    assert (script.state, script.points) == (ScriptState.SETTLED, most - Decimal("0.25"))


def test_beyond_the_range_a_third_decides_and_neither_of_the_two(of: Exam) -> None:
    first, second, third = rows.markers(of, "甲", "乙", "丙", chief="丙")
    one, other = taken(of, first), taken(of, second)
    rows.give(one, rows.full(one.script))
    script = rows.give(other, rows.none(other.script))
    assert script.state == ScriptState.APART
    following = claiming.take_next(of.pk, third.pk)
    assert following is None or following.script != script
    for user in (first, second):
        with pytest.raises(claiming.Taken):
            claiming.take_apart(script, user.pk)
    deciding = claiming.take_apart(script, third.pk)
    assert claiming.take_apart(script, third.pk) == deciding
    half = [[each / 2 for each in task] for task in rows.full(script)]
    decided = rows.give(deciding, half)
    assert (decided.state, decided.how) == (ScriptState.SETTLED, How.DECIDED)
    assert decided.points == sum((sum(task) for task in half), Decimal(0))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda marks: marks[:-1], "重新载入"),
        (lambda marks: [marks[0][:-1], *marks[1:]], "重新载入"),
        (lambda marks: [[marks[0][0] + 1, *marks[0][1:]], *marks[1:]], "0至"),
        (lambda marks: [[Decimal("-0.5"), *marks[0][1:]], *marks[1:]], "0至"),
        (lambda marks: [[Decimal("0.3"), *marks[0][1:]], *marks[1:]], "0.5分"),
        (lambda marks: [[Decimal("NaN"), *marks[0][1:]], *marks[1:]], "0至"),
    ],
)
def test_points_that_cannot_be_given_are_refused(of: Exam, change, words: str) -> None:  # type: ignore[no-untyped-def]
    (user,) = rows.markers(of, "甲")
    marking = taken(of, user)
    with pytest.raises(MarkRefused, match=words):
        rows.give(marking, change(rows.full(marking.script)))
    marking.refresh_from_db()
    assert marking.marked_at is None


def test_what_was_given_is_given_once_and_never_changed(of: Exam) -> None:
    (user,) = rows.markers(of, "甲")
    marking = taken(of, user)
    rows.give(marking, rows.full(marking.script))
    with pytest.raises(NotYours):
        rows.give(marking, rows.none(marking.script))
    with pytest.raises(IntegrityError), transaction.atomic():
        Marking.every.filter(pk=marking.pk).update(points=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        Marking.every.filter(pk=marking.pk).delete()


def test_a_settled_script_stands(of: Exam) -> None:
    for user in rows.markers(of, "甲", "乙"):
        rows.mark_all(of, user)
    with pytest.raises(IntegrityError), transaction.atomic():
        Script.every.update(points=0)


def test_the_range_is_the_rules() -> None:
    assert rule("exam.mark_gap_percent", on=clock.today()).number == 20


def test_marks_are_capped_at_what_the_question_brings(of: Exam) -> None:
    (user,) = rows.markers(of, "甲")
    marking = taken(of, user)
    sheet = scheming.sheet_of(marking.script)
    whole = [list(task.fields) for task in sheet.tasks]
    assert giving.points_of(sheet, whole) == marking.script.most
