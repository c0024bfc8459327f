"""Markers who ask at the same moment, on real connections."""

from collections import Counter
from collections.abc import Iterator

import pytest

from exams.marking import appointing, claiming, giving, objecting
from exams.marking.choices import ScriptState
from exams.marking.models import Marker, Marking, Objection, Script
from exams.models import Exam, Mark, Result
from portal import clock
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from tests.exams import rows as exam_rows
from tests.exams.marking import rows
from tests.exams.marking.test_objecting import object_to, released
from tests.exams.test_parallel import at_once
from tests.exams.written_rows import candidate, exam

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def of() -> Iterator[Exam]:
    with clock.at(exam_rows.MOMENT):
        made = exam()
        for name in ("赵一", "钱二", "孙三"):
            rows.handed_in(candidate(name), made)
        yield made


def test_eight_markers_at_once_get_turns_of_their_own(of: Exam) -> None:
    users = rows.markers(of, *"甲乙丙丁戊己庚辛")
    found = at_once(8, lambda n: claiming.take_next(of.pk, users[n].pk))
    turns = Counter((one.script_id, one.turn) for one in found if one)
    assert set(turns.values()) == {1}
    assert len(turns) == 8
    assert Marking.every.count() == 8


def test_of_two_chief_examiners_at_once_one_has_the_answer_and_the_other_is_told(of: Exam) -> None:
    first, second, *chiefs = rows.markers(of, *"甲乙丙丁")
    one, other = (claiming.take_next(of.pk, user.pk) for user in (first, second))
    assert one is not None
    assert other is not None
    rows.give(one, rows.full(one.script))
    rows.give(other, rows.none(other.script))
    script = Script.every.get(pk=one.script_id)

    def take(n: int) -> str:
        try:
            return f"turn {claiming.take_apart(script, chiefs[n].pk).turn}"
        except claiming.Taken:
            return "taken"

    assert sorted(at_once(2, take)) == ["taken", "turn 3"]


def taken(of: Exam, user: User) -> Marking:
    found = claiming.take_next(of.pk, user.pk)
    assert found is not None
    return found


def test_two_who_give_for_one_script_at_once_settle_it_once(of: Exam) -> None:
    markings = [taken(of, user) for user in rows.markers(of, "甲", "乙")]
    assert markings[0].script_id == markings[1].script_id
    points = [rows.full(one.script) for one in markings]
    at_once(2, lambda n: rows.give(markings[n], points[n]))
    script = Script.every.get(pk=markings[0].script_id)
    assert (script.state, script.points) == (ScriptState.SETTLED, script.most)
    assert Mark.every.filter(pk=script.pk).count() == 1
    assert AuditEvent.objects.filter(kind="script.settled").count() == 1
    assert Result.every.get(pk=script.attempt_id).waiting == 1


def test_one_who_gives_twice_at_once_gives_once(of: Exam) -> None:
    (user,) = rows.markers(of, "甲")
    marking = taken(of, user)
    points = [rows.full(marking.script), rows.none(marking.script)]

    def give(n: int) -> str:
        try:
            rows.give(Marking.every.get(pk=marking.pk), points[n])
        except giving.NotYours:
            return "given before"
        return "given"

    assert sorted(at_once(2, give)) == ["given", "given before"]
    assert AuditEvent.objects.filter(kind="script.marked").count() == 1


def test_the_last_two_scripts_of_a_paper_settled_at_once_grade_it_once() -> None:
    with clock.at(exam_rows.MOMENT):
        of = exam()
        attempt = rows.handed_in(candidate(), of)
        first, *others = rows.markers(of, "甲", "乙", "丙")
        assert rows.mark_all(of, first) == 2
        markings = [taken(of, user) for user in others]
        assert len({one.script_id for one in markings}) == 2
        points = [rows.full(one.script) for one in markings]
        at_once(2, lambda n: rows.give(markings[n], points[n]))
    result = Result.every.get(pk=attempt.pk)
    assert (result.state, result.waiting, result.score) == ("graded", 0, result.out_of)
    assert AuditEvent.objects.filter(
        kind="result.graded", subject__endswith=f"{attempt.pk}"
    ).exists()
    assert Mark.every.filter(result=attempt.pk).count() == 6


def test_a_marker_named_by_two_officers_at_once_has_one_duty(of: Exam) -> None:
    (user,) = rows.logins("甲")
    named = at_once(6, lambda _n: appointing.appoint(of, user.pk, chief=False, actor_id=None))
    assert named.count(True) == 1
    assert Marker.every.filter(exam=of, user=user, ended_at__isnull=True).count() == 1
    assert AuditEvent.objects.filter(kind="exam.marker_named").count() == 1


def test_objecting_twice_at_once_is_one_objection() -> None:
    with clock.at(exam_rows.MOMENT):
        result = released()

        def act(_n: int) -> str:
            try:
                object_to(result)
            except objecting.ObjectionRefused:
                return "refused"
            return "made"

        assert at_once(6, act).count("made") == 1
    assert Objection.every.count() == 1
