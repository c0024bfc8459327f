"""Objections: until when, what they hold up, and who answers them."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from exams import releasing, results
from exams.choices import ExamKind, ResultState
from exams.marking import deciding, objecting
from exams.marking.choices import ObjectionState
from exams.marking.deciding import DecisionRefused
from exams.marking.models import Objection
from exams.marking.objecting import ObjectionRefused
from exams.models import Attempt, Mark, MarkRevision, Result, Revision
from portal import clock
from portal.accounts.models import User
from portal.audit.models import AuditBody
from portal.notices.models import Notice
from tests.exams import rows as exam_rows
from tests.exams.marking import rows
from tests.exams.written_rows import CASE_PLACE, OPEN_PLACE, candidate, exam
from tests.portal.policy import rows as rules

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("afternoon", "marked")]
MOMENT = exam_rows.MOMENT
# Of five days of publication, on a Monday, five working days are the longer: until the next one.
COUNTS = timedelta(days=8)


def released(days: int = 5) -> Result:
    """A result with written answers, marked by two, released with days for objections."""
    rules.in_force("exam.objection_days_by_act", days)
    result = marked()
    assert releasing.release(result, actor_id=None, reason="公布")
    return fresh(result.pk)


def marked() -> Result:
    """The result of the module's fixture `marked`, or, without it, one of its own."""
    attempt = Attempt.every.filter(exam__kind=ExamKind.QUALIFYING).first()
    if attempt is None:
        of = exam()
        attempt = rows.handed_in(candidate(), of)
        for user in rows.markers(of, "甲", "乙"):
            rows.mark_all(of, user)
    return fresh(attempt.pk)


def fresh(attempt_id: int) -> Result:
    rows_of = Result.every.select_related("attempt__exam", "attempt__person__organisation")
    return rows_of.get(pk=attempt_id)


def object_to(result: Result, reason: str = "第五题应多给分") -> Objection:
    user_id = result.attempt.person.user_id
    return objecting.object_to(result, reason, position=OPEN_PLACE, actor_id=user_id)


def judges() -> tuple[User, User]:
    """Two who have marked nothing."""
    of = Result.every.get(attempt__exam__kind="qualifying").attempt.exam
    first, second = rows.markers(of, "丙", "丁", chief="丙")
    return first, second


def test_an_objection_holds_the_effect_until_it_is_answered() -> None:
    result = released()
    made = object_to(result)
    with clock.at(MOMENT + COUNTS):
        assert releasing.make_due_effective(clock.today()) == 0
        assert not releasing.make_effective(fresh(result.pk))
        assert results.qualifying_pass(result.attempt.person_id, on=clock.today()) is None
        judge, _second = judges()
        deciding.reject(made, "采分点未写到", actor_id=judge.pk)
        assert fresh(result.pk).state == ResultState.EFFECTIVE
        assert results.qualifying_pass(result.attempt.person_id, on=clock.today())
    assert Notice.objects.unscoped("test").filter(kind="objection.answered").count() == 1


def test_the_database_itself_lets_no_held_result_count() -> None:
    result = released()
    object_to(result)
    with pytest.raises(IntegrityError), transaction.atomic():
        Result.every.filter(pk=result.pk).update(state="effective", effective_at=clock.now())


def test_answered_before_the_days_are_over_it_counts_on_its_day() -> None:
    result = released()
    made = object_to(result)
    deciding.reject(made, "采分点未写到", actor_id=judges()[0].pk)
    assert fresh(result.pk).state == ResultState.RELEASED
    assert releasing.make_due_effective(clock.today() + COUNTS) == 1


def test_upheld_by_two_the_result_says_something_else_and_old_marks_stay() -> None:
    result = released()
    made = object_to(result)
    judge, second = judges()
    deciding.propose(made, [(OPEN_PLACE, Decimal("2.5"))], "多给了", actor_id=judge.pk)
    made.refresh_from_db()
    assert made.state == ObjectionState.PROPOSED
    assert fresh(result.pk).score == Decimal(36)
    with pytest.raises(DecisionRefused, match="第二人"):
        deciding.approve(made, deciding.digest_of(made), actor_id=judge.pk)
    deciding.approve(made, deciding.digest_of(made), actor_id=second.pk)
    now = fresh(result.pk)
    assert (now.score, now.revision, now.held_at) == (Decimal("32.5"), 1, None)
    revision = Revision.every.get()
    assert (revision.score_before, revision.by, revision.second) == (Decimal(36), judge, second)
    kept = MarkRevision.every.get()
    assert (kept.points_before, kept.points) == (Decimal(6), Decimal("2.5"))
    assert Mark.every.get(pk=kept.mark_id).points == Decimal("2.5")


def test_a_mark_cannot_be_changed_past_its_history() -> None:
    result = released()
    with pytest.raises(IntegrityError), transaction.atomic():
        Mark.every.filter(result=result, question__position=1).update(points=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        Result.every.filter(pk=result.pk).update(score=0)


def test_a_second_person_who_does_not_agree_sends_it_back() -> None:
    made = object_to(released())
    judge, second = judges()
    deciding.propose(made, [(OPEN_PLACE, Decimal(1))], "多给了", actor_id=judge.pk)
    made.refresh_from_db()
    deciding.send_back(made, "请再看一遍", actor_id=second.pk)
    made.refresh_from_db()
    assert (made.state, made.marks, made.decided_by) == (ObjectionState.OPEN, [], None)


def test_who_marked_it_or_wrote_it_does_not_decide() -> None:
    result = released()
    made = object_to(result)
    marker = User.objects.get(display_name="甲")
    own = result.attempt.person.user_id
    assert own is not None
    for user_id in (marker.pk, own):
        with pytest.raises(DecisionRefused):
            deciding.reject(made, "不", actor_id=user_id)
    assert deciding.may_decide(made, marker.pk) == "您评阅过这份试卷的答卷，请由他人处理。"


def test_marks_that_cannot_be_or_change_nothing_are_refused() -> None:
    made = object_to(released())
    judge, _second = judges()
    for place, points in (
        *((99, "1"), (OPEN_PLACE, "6.5"), (OPEN_PLACE, "-1")),
        *((OPEN_PLACE, "6"), (OPEN_PLACE, "0.3")),
    ):
        with pytest.raises(DecisionRefused):
            deciding.propose(made, [(place, Decimal(points))], "改", actor_id=judge.pk)
    with pytest.raises(DecisionRefused, match="0至10分"):
        deciding.propose(made, [(CASE_PLACE, Decimal(11))], "改", actor_id=judge.pk)


def test_nobody_objects_twice_at_once() -> None:
    result = released()
    object_to(result)
    assert not objecting.way(result).open
    with pytest.raises(ObjectionRefused, match="正在复核"):
        object_to(result)
    assert Objection.every.count() == 1


def test_nobody_objects_to_what_is_not_out_yet_nor_to_a_quiz() -> None:
    assert objecting.way(marked()).reason == "成绩尚未公布。"
    quiz = Result.every.get(attempt__exam__kind="quiz").pk
    assert "测验可随时再做" in objecting.way(fresh(quiz)).reason


def test_nobody_objects_to_a_question_that_is_not_on_their_paper() -> None:
    result = released()
    with pytest.raises(ObjectionRefused, match="您的试卷上没有"):
        objecting.object_to(result, "应多给分", position=99, actor_id=None)
    assert not Objection.every.exists()
    assert fresh(result.pk).held_at is None


def test_a_long_objection_is_kept_whole() -> None:
    reason = "多" * 1000
    assert object_to(released(), reason).reason == reason
    assert Objection.every.get().reason == reason
    assert AuditBody.objects.get(event__kind="objection.made").reason == "多" * 500


@pytest.mark.parametrize(
    ("days", "after", "open_"),
    [(0, 0, True), (0, 7, True), (0, 8, False), (10, 10, True), (10, 11, False)],
)
def test_five_working_days_after_the_release_or_as_long_as_it_is_published(
    days: int, after: int, *, open_: bool
) -> None:
    result = released(days)
    with clock.at(MOMENT + timedelta(days=after)):
        assert objecting.way(fresh(result.pk)).open is open_


def test_a_late_objection_to_a_result_that_counts_does_not_stop_it_counting() -> None:
    result = released(days=0)
    assert result.state == ResultState.EFFECTIVE
    made = object_to(result)
    assert not made.held
    assert fresh(result.pk).state == ResultState.EFFECTIVE
    judge, second = judges()
    deciding.propose(made, [(OPEN_PLACE, Decimal(0))], "多给了", actor_id=judge.pk)
    made.refresh_from_db()
    deciding.approve(made, deciding.digest_of(made), actor_id=second.pk)
    assert fresh(result.pk).score == Decimal(30)
