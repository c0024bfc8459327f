"""A wrong key: who flips is listed, a second person approves, all are graded anew, once."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest

from courses.models import ModulePage
from exams import checks, correcting, releasing, revising
from exams.choices import Cause, CorrectionState, Fix
from exams.correcting import CorrectionRefused
from exams.models import (
    Attempt,
    CorrectionLine,
    ItemVersion,
    KeyCorrection,
    Mark,
    MarkRevision,
    PaperQuestion,
    Result,
    Revision,
)
from exams.regrading import Wanted
from exams.revising import Decided, NewMark
from portal import clock
from portal.accounts.models import User
from portal.jobs.working import work_all
from tests.exams import rows
from tests.exams.marking.rows import logins
from tests.portal.policy import rows as policy

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ready_world")]
MOMENT = rows.MOMENT


@pytest.fixture(autouse=True)
def _afternoon() -> Iterator[None]:
    with clock.at(MOMENT):
        yield


@pytest.fixture
def two() -> tuple[User, User]:
    first, second = logins("核对甲", "核对乙")
    return first, second


def sat(*, right: bool = True) -> tuple[Attempt, ItemVersion]:
    """A paper that was handed in, and the version of its first question, a single choice."""
    who, exam = rows.ready_exam()
    attempt = rows.sit(who, exam, right=right)
    first = PaperQuestion.every.select_related("version__item").get(attempt=attempt, position=1)
    assert first.version.item.kind == "single"
    return attempt, first.version


def other_key(version: ItemVersion) -> Wanted:
    key = version.answer_key.key
    return Wanted(Fix.KEY, next(letter for letter in "ABCD" if letter != key))


def applied(correction: KeyCorrection) -> None:
    with clock.at(MOMENT + timedelta(minutes=1)):
        work_all(correcting.APPLY)
    correction.refresh_from_db()


def test_the_dry_run_lists_who_flips_and_changes_nothing(two: tuple[User, User]) -> None:
    attempt, version = sat()
    made = correcting.propose(version, other_key(version), "答案有误", actor_id=two[0].pk)
    (line,) = CorrectionLine.every.filter(correction=made)
    assert (line.score_before, line.score) == (Decimal(100), Decimal(80))
    assert (line.passed_before, line.passed, line.flips) == (True, True, False)
    assert made.papers == 1
    assert Result.every.get(attempt=attempt).score == Decimal(100)
    assert not Revision.every.exists()


def test_only_a_second_person_approves(two: tuple[User, User]) -> None:
    _attempt, version = sat()
    made = correcting.propose(version, other_key(version), "答案有误", actor_id=two[0].pk)
    with pytest.raises(CorrectionRefused, match="第二人"):
        correcting.approve(made, actor_id=two[0].pk)
    applied(made)
    assert made.state == CorrectionState.PROPOSED
    assert not Revision.every.exists()


def test_approved_all_are_graded_anew_and_old_marks_stay(two: tuple[User, User]) -> None:
    attempt, version = sat()
    made = correcting.propose(version, other_key(version), "答案有误", actor_id=two[0].pk)
    correcting.approve(made, actor_id=two[1].pk)
    applied(made)
    assert made.state == CorrectionState.APPLIED
    result = Result.every.get(attempt=attempt)
    assert (result.score, result.passed, result.revision) == (Decimal(80), True, 1)
    kept = MarkRevision.every.get()
    assert (kept.points_before, kept.full_before, kept.points) == (Decimal(20), True, Decimal(0))
    revision = Revision.every.get()
    assert (revision.by, revision.second, revision.reason) == (two[0], two[1], "答案有误")


def test_who_hands_in_afterwards_is_graded_by_the_corrected_key(two: tuple[User, User]) -> None:
    sat()
    singles = ItemVersion.objects.filter(item__kind="single", item__pool="exam")
    for version in singles.select_related("item", "answer_key"):
        made = correcting.propose(version, other_key(version), "答案有误", actor_id=two[0].pk)
        correcting.approve(made, actor_id=two[1].pk)
    with clock.at(MOMENT + timedelta(days=1)):
        attempt = somebody_else()
    marks = Mark.every.filter(question__attempt=attempt, question__version__item__kind="single")
    assert [mark.points for mark in marks] == [Decimal(0)] * 3


def somebody_else() -> Attempt:
    """Another candidate answers everything right by the keys as they were written."""
    who = rows.person("李四")
    quiz = Attempt.every.filter(exam__kind="quiz").earliest("pk").exam
    rows.learn(who, ModulePage.objects.get())
    rows.sit(who, quiz)
    return rows.sit(who, Attempt.every.filter(exam__kind="qualifying").earliest("pk").exam)


def test_points_for_everybody_who_had_it(two: tuple[User, User]) -> None:
    attempt, version = sat(right=False)
    made = correcting.propose(version, Wanted(Fix.FREE), "题目有歧义", actor_id=two[0].pk)
    correcting.approve(made, actor_id=two[1].pk)
    applied(made)
    assert Result.every.get(attempt=attempt).score == Decimal(20)


@pytest.mark.parametrize("wanted", [Wanted(Fix.KEY, "Z"), Wanted(Fix.KEY, "AB"), Wanted(Fix.KEY)])
def test_a_key_that_cannot_be_is_refused(two: tuple[User, User], wanted: Wanted) -> None:
    _attempt, version = sat()
    with pytest.raises(CorrectionRefused) as refused:
        correcting.propose(version, wanted, "答案有误", actor_id=two[0].pk)
    assert refused.value.field == "key"


def test_one_correction_of_a_question_waits_at_a_time(two: tuple[User, User]) -> None:
    _attempt, version = sat()
    first = correcting.propose(version, other_key(version), "答案有误", actor_id=two[0].pk)
    with pytest.raises(CorrectionRefused):
        correcting.propose(version, Wanted(Fix.FREE), "送分", actor_id=two[1].pk)
    correcting.withdraw(first, "看错了", actor_id=two[0].pk)
    assert correcting.propose(version, Wanted(Fix.FREE), "送分", actor_id=two[1].pk)
    with pytest.raises(CorrectionRefused):
        correcting.approve(first, actor_id=two[1].pk)


def test_what_changed_since_the_list_was_made_is_listed_anew_before_it_is_approved(
    two: tuple[User, User],
) -> None:
    policy.in_force("exam.pass_mark", 90)
    attempt, version = sat()
    made = correcting.propose(version, other_key(version), "答案有误", actor_id=two[0].pk)
    assert CorrectionLine.every.get(correction=made).flips
    mark = Mark.every.filter(question__attempt=attempt).exclude(question__version=version)[0]
    decided = Decided(Cause.OBJECTION, "多给了分", two[0].pk, two[1].pk)
    revising.revise(attempt.pk, [NewMark(mark.pk, Decimal(0), full=False)], decided)
    with pytest.raises(CorrectionRefused, match="名单已重新生成"):
        correcting.approve(made, actor_id=two[1].pk)
    made.refresh_from_db()
    assert made.state == CorrectionState.PROPOSED
    line = CorrectionLine.every.get(correction=made)
    assert (line.flips, line.score_before, line.score) == (False, Decimal(80), Decimal(60))
    correcting.approve(made, actor_id=two[1].pk)


def test_one_correction_is_applied_before_the_next_is_proposed(two: tuple[User, User]) -> None:
    _attempt, version = sat()
    made = correcting.propose(version, other_key(version), "答案有误", actor_id=two[0].pk)
    correcting.approve(made, actor_id=two[1].pk)
    with pytest.raises(CorrectionRefused, match="正在执行"):
        correcting.propose(version, Wanted(Fix.FREE), "送分", actor_id=two[0].pk)
    applied(made)
    later = correcting.propose(version, Wanted(Fix.FREE), "送分", actor_id=two[0].pk)
    correcting.approve(later, actor_id=two[1].pk)
    assert correcting.apply(made) == 0  # a job that comes late
    applied(later)
    assert {mark.points for mark in Mark.every.filter(question__version=version)} == {Decimal(20)}


def test_points_that_people_decided_on_for_one_person_stay(two: tuple[User, User]) -> None:
    attempt, version = sat(right=False)
    mark = Mark.every.get(question__attempt=attempt, question__version=version)
    decided = Decided(Cause.OBJECTION, "异议成立", two[0].pk, two[1].pk)
    revising.revise(attempt.pk, [NewMark(mark.pk, Decimal(10), full=False)], decided)
    made = correcting.propose(version, Wanted(Fix.FREE), "送分", actor_id=two[0].pk)
    assert not CorrectionLine.every.filter(correction=made).exists()
    correcting.approve(made, actor_id=two[1].pk)
    applied(made)
    assert Mark.every.get(pk=mark.pk).points == Decimal(10)


@pytest.mark.usefixtures("released_after_days")
def test_a_result_that_a_wrong_key_would_flip_does_not_count_while_that_is_open(
    two: tuple[User, User],
) -> None:
    policy.in_force("exam.pass_mark", 90)
    _attempt, version = sat()
    made = correcting.propose(version, other_key(version), "答案有误", actor_id=two[0].pk)
    later = clock.today() + timedelta(days=60)
    assert releasing.make_due_effective(later) == 0
    with clock.at(MOMENT + timedelta(days=60)):
        assert checks.results_become_effective().ok
    correcting.withdraw(made, "没有错", actor_id=two[0].pk)
    with clock.at(MOMENT + timedelta(days=60)):
        assert not checks.results_become_effective().ok
    assert releasing.make_due_effective(later) == 1


@pytest.fixture
def released_after_days() -> None:
    policy.in_force("exam.objection_days", 7)
