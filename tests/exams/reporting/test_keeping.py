"""What is computed is kept, is known to be out of date, and is computed again."""

import pytest

from exams import publishing, revising
from exams.choices import Cause, Fix
from exams.models import CorrectedKey, Exam, ItemKey, KeyCorrection, Mark, Result
from exams.reporting import asking, keeping
from exams.reporting.keeping import Of
from exams.reporting.measuring import measure
from exams.reporting.models import ExamReport, ItemReport
from exams.revising import Decided, NewMark
from portal import clock
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.jobs.models import Job
from portal.jobs.working import work_all
from tests.exams.reporting.generating import exam, sat

pytestmark = pytest.mark.django_db
ITEMS, PEOPLE = 5, 80


@pytest.fixture
def of() -> Exam:
    made = exam(ITEMS)
    sat(made, PEOPLE)
    return made


def revise(result: Result, points: int) -> None:
    """Give the first question of a paper other points, as an upheld objection does."""
    user = User.objects.create_user(f"u{User.objects.count()}")
    mark = Mark.every.filter(result=result).earliest("question__position")
    decided = Decided(Cause.OBJECTION, "理由成立", user.pk)
    wanted = NewMark(mark.pk, mark.points.__class__(points), bool(points))
    assert revising.revise(result.pk, [wanted], decided)


def correct(version: int, fix: Fix, key: str) -> None:
    """A correction of a key that is applied."""
    made = KeyCorrection.objects.create(
        version_id=version,
        fix=fix,
        key=key,
        reason="错",
        proposed_by=User.objects.create_user(f"u{User.objects.count()}"),
        proposed_at=clock.now(),
    )
    CorrectedKey.objects.create(version_id=version, correction=made, fix=fix, key=key)


def test_everything_is_kept_as_it_was_measured(of: Exam) -> None:
    found = measure(of.pk)
    report = keeping.renew(Of(of.pk))
    assert report is not None
    whole = (report.mean, report.deviation, report.median, report.alpha, report.sem)
    wanted = found.whole
    assert whole == (wanted.mean, wanted.deviation, wanted.median, wanted.alpha, wanted.sem)
    assert (report.results, report.passed, sum(report.bars)) == (PEOPLE, found.passed, PEOPLE)
    for item in report.items.all():
        one, times = found.items[item.version_id], found.times[item.version_id]
        assert (item.n, item.facility, item.biserial) == (one.n, one.facility, one.biserial)
        assert (item.timed, item.median) == (times.n, times.middle)
        assert sum(each[1] + each[2] + each[3] for each in item.options) == PEOPLE
        assert [each[0] for each in item.options] == ["A", "B", "C", "D", ""]


def test_computed_again_it_takes_the_place_of_what_was(of: Exam) -> None:
    first = keeping.renew(Of(of.pk))
    second = keeping.renew(Of(of.pk))
    assert first == second
    assert (ExamReport.objects.count(), ItemReport.objects.count()) == (1, ITEMS)


def test_of_nobody_nothing_is_kept() -> None:
    assert keeping.renew(Of(exam(1).pk)) is None
    assert not ExamReport.objects.exists()


def test_it_is_out_of_date_until_computed_and_when_a_result_says_something_else(of: Exam) -> None:
    assert keeping.outdated() == [Of(of.pk)]
    keeping.renew(Of(of.pk))
    assert keeping.outdated() == []
    result = Result.every.filter(score__gt=0).earliest("pk")
    mark = Mark.every.filter(result=result).earliest("question__position")
    revise(result, 0 if mark.points else 1)
    assert keeping.outdated() == [Of(of.pk)]


def test_a_wrong_key_makes_a_question_dubious(of: Exam) -> None:
    key = ItemKey.objects.order_by("pk")[2]
    correct(key.pk, Fix.KEY, "B")
    report = keeping.renew(Of(of.pk))
    assert report is not None
    assert report.items.get(version=key.pk).doubts == ["tempted"]
    assert ItemReport.objects.filter(dubious=True).count() == 1
    assert vars(keeping.reports()[Of(of.pk)])["dubious"] == 1


def test_a_corrected_key_is_the_one_that_counts(of: Exam) -> None:
    first, second = ItemKey.objects.order_by("pk")[:2]
    correct(first.pk, Fix.KEY, "C")
    correct(second.pk, Fix.FREE, "")
    found = keeping.keys_of([first.pk, second.pk])
    assert found == {first.pk: "C", second.pk: ""}
    third = ItemKey.objects.order_by("pk")[2]
    assert keeping.keys_of([third.pk]) == {third.pk: "A"}


def test_a_changed_result_has_it_computed_once_in_a_minute(of: Exam) -> None:
    some = list(Result.every.order_by("pk")[:2])
    for result in some:
        mark = Mark.every.filter(result=result).earliest("question__position")
        revise(result, 0 if mark.points else 1)
    job = Job.objects.get(kind=asking.COMPUTE)
    assert job.payload == {"exam": of.pk}
    Job.objects.filter(pk=job.pk).update(due_at=clock.now())
    work_all(asking.COMPUTE)
    assert ExamReport.objects.get().revisions == 2
    assert keeping.outdated() == []


def test_a_release_has_it_computed(of: Exam) -> None:
    place = Result.every.earliest("pk").attempt.person.organisation.path
    upto = Result.every.latest("pk").pk
    user = User.objects.create_user("u")
    batch = publishing.Batch(of.pk, None, [place], upto, user.pk, "公布")
    assert publishing.ask(batch) == PEOPLE
    work_all(publishing.RELEASE)
    assert Job.objects.filter(kind=asking.COMPUTE).count() == 1


def test_the_night_asks_for_what_is_out_of_date(of: Exam) -> None:
    assert asking.ask_outdated() == 1
    Job.objects.filter(kind=asking.COMPUTE).update(due_at=clock.now())
    work_all(asking.COMPUTE)
    assert ExamReport.objects.get().results == PEOPLE
    assert asking.ask_outdated() == 0


def test_who_asks_anew_is_recorded_and_heard_once(of: Exam) -> None:
    keeping.renew(Of(of.pk))
    ExamReport.objects.update(mean=0)
    user = User.objects.create_user("u")
    assert asking.ask(Of(of.pk), place="", actor_id=user.pk)
    assert not asking.ask(Of(of.pk), place="", actor_id=user.pk)
    event = AuditEvent.objects.get(kind="exam.statistics_asked")
    assert (event.actor_id, event.subject) == (user.pk, f"exams.exam:{of.pk}")
    work_all(asking.COMPUTE)
    assert ExamReport.objects.get().mean != 0
