"""Marking some answers once more: by lot, unknown to who does it, decided by the chief examiner."""

from collections import Counter
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from exams import releasing, revising
from exams.choices import Cause
from exams.marking import appointing, claiming, overseeing, sampling, telling
from exams.marking.choices import AGAIN, SampleState
from exams.marking.models import Marking, Sample, Script
from exams.marking.sampling import SampleRefused, Standing
from exams.models import Exam, Mark, Result, Revision
from exams.revising import Decided, NewMark
from portal import clock
from portal.accounts.models import User
from portal.audit.models import AuditEvent
from tests.exams import rows as exam_rows
from tests.exams.marking import rows
from tests.exams.views.test_entries import as_user
from tests.exams.written_rows import candidate, exam

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("afternoon")]
NAMES = ("赵一", "钱二", "孙三")


@pytest.fixture(scope="module")
def waiting(lasting: None) -> int:
    with clock.at(exam_rows.MOMENT):
        made = exam()
        for name in NAMES:
            rows.handed_in(candidate(name), made)
    return made.pk


@pytest.fixture
def of(waiting: int, marked: None) -> Exam:
    return Exam.objects.get(pk=waiting)


def other(of: Exam) -> User:
    return rows.markers(of, "丙")[0]


def drawn(of: Exam, user: User) -> Marking:
    """The first of the samples, before somebody who has marked nothing."""
    assert sampling.draw(of, 100, actor_id=None) == 6
    marking = claiming.take_next(of.pk, user.pk)
    assert marking is not None
    return marking


def differing(of: Exam) -> Sample:
    marking = drawn(of, other(of))
    rows.give(marking, rows.none(marking.script))
    return Sample.every.select_related("script__attempt__person__organisation").get(
        state=SampleState.DIFFERS
    )


def test_of_each_question_so_many_are_drawn_and_those_drawn_before_count(of: Exam) -> None:
    assert sampling.draw(of, 34, actor_id=None) == 4  # of three answers a third and a bit: two
    by_question = Counter(Sample.every.values_list("script__version_id", flat=True))
    assert list(by_question.values()) == [2, 2]
    assert sampling.draw(of, 34, actor_id=None) == 0
    assert sampling.draw(of, 100, actor_id=None) == 2
    assert AuditEvent.objects.filter(kind="exam.sample_drawn").count() == 2


def test_what_is_not_marked_yet_is_not_drawn(of: Exam) -> None:
    assert sampling.draw(of, 100, actor_id=None) == 6
    rows.handed_in(candidate("李四"), of)
    assert sampling.draw(of, 100, actor_id=None) == 0
    assert AuditEvent.objects.filter(kind="exam.sample_drawn").count() == 1


def test_neither_of_its_two_markers_gets_a_sample(of: Exam) -> None:
    third = other(of)
    assert drawn(of, third).turn == AGAIN
    for name in ("甲", "乙"):
        user = User.objects.get(display_name=name)
        assert claiming.take_next(of.pk, user.pk) is None
        assert overseeing.left_for(_duty(of, user))[1] == 0
    assert overseeing.left_for(_duty(of, third))[1] == 6


def _duty(of: Exam, user: User):  # type: ignore[no-untyped-def]
    found = claiming.duty(of.pk, user.pk)
    assert found
    return found


def test_two_who_ask_at_once_get_two_samples(of: Exam) -> None:
    first, second = rows.markers(of, "丙", "丁")
    mine, yours = drawn(of, first), claiming.take_next(of.pk, second.pk)
    assert yours is not None
    assert mine.script_id != yours.script_id


def test_who_marks_again_reads_nothing_that_tells_it_from_another_answer(of: Exam) -> None:
    user = other(of)
    marking = drawn(of, user)
    page = as_user(user).get(f"/desk/marking/answers/{marking.pk}/").content.decode()
    assert "Mark an answer" in page
    assert [word for word in ("ample", "gain", "Marker 1", *NAMES) if word in page] == []


def test_within_the_range_it_fits_and_changes_nothing(of: Exam) -> None:
    marking = drawn(of, other(of))
    rows.give(marking, rows.full(marking.script))
    assert sampling.standing(of.pk) == Standing(6, 5, 1, 0, 0, 0)
    assert Script.every.get(pk=marking.script_id).points == marking.script.most
    with pytest.raises(claiming.Taken):
        claiming.take_apart(marking.script, other(of).pk)


def test_beyond_it_the_chief_examiner_may_let_the_points_stand(of: Exam) -> None:
    sample, (chief,) = differing(of), rows.markers(of, "丁", chief="丁")
    sampling.decide(sample, change=False, reason="复评偏严", actor_id=chief.pk)
    assert sampling.standing(of.pk) == Standing(6, 5, 0, 0, 1, 0)
    assert not Revision.every.exists()
    with pytest.raises(SampleRefused, match="已由他人"):
        sampling.decide(sample, change=True, reason="再议", actor_id=chief.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sample.every.filter(pk=sample.pk).update(state=SampleState.CHANGED)


def test_or_let_the_second_look_count_and_the_old_mark_stays_readable(of: Exam) -> None:
    sample, (chief,) = differing(of), rows.markers(of, "丁", chief="丁")
    before = Result.every.get(pk=sample.script.attempt_id).score
    sampling.decide(sample, change=True, reason="原评分偏宽", actor_id=chief.pk)
    result = Result.every.get(pk=sample.script.attempt_id)
    assert result.score == before - sample.script.most
    assert Mark.every.get(pk=sample.pk).points == sample.script.given
    revision = Revision.every.get(result=result)
    assert (revision.cause, revision.by_id, revision.second_id) == (Cause.SAMPLE, chief.pk, None)
    assert revision.score_before == before
    changed = [line for line in telling.lines(result) if line.before is not None]
    assert [line.before for line in changed] == [sample.script.most + sample.script.given]


def test_nobody_decides_on_what_they_marked_or_wrote(of: Exam) -> None:
    sample = differing(of)
    person = sample.script.attempt.person
    assert person.user_id is not None
    for user_id in (User.objects.get(display_name="丙").pk, person.user_id):
        with pytest.raises(SampleRefused):
            sampling.decide(sample, change=True, reason="改", actor_id=user_id)
    assert Sample.every.get(pk=sample.pk).state == SampleState.DIFFERS


def test_once_a_result_is_released_samples_change_nothing_and_none_is_drawn(of: Exam) -> None:
    sample, (user,) = differing(of), rows.markers(of, "丁", chief="丁")
    every = Result.every.select_related("attempt__exam", "attempt__person__organisation")
    for result in every.filter(attempt__exam=of):
        assert releasing.release(result)
    sample = Sample.every.select_related("script__attempt__result").get(pk=sample.pk)
    with pytest.raises(SampleRefused, match="成绩异议"):
        sampling.decide(sample, change=True, reason="改", actor_id=user.pk)
    sampling.decide(sample, change=False, reason="已公布", actor_id=user.pk)
    more = exam_of_one_more(of)
    assert sampling.draw(of, 100, actor_id=None) == more


def exam_of_one_more(of: Exam) -> int:
    """One more paper is handed in and marked; how many answers that are not released."""
    rows.handed_in(candidate("李四"), of)
    for name in ("甲", "乙"):
        user = User.objects.get(display_name=name)
        while marking := claiming.take_next(of.pk, user.pk):
            rows.give(marking, rows.full(marking.script))
    return 2


def chief(of: Exam) -> Client:
    return as_user(rows.markers(of, "丁", chief="丁")[0])


def test_the_chief_examiner_draws_and_decides_on_the_screen(of: Exam) -> None:
    client, page = chief(of), f"/desk/marking/{of.pk}/"
    assert "marked once more by somebody" in client.get(page).content.decode()
    told = client.post(f"{page}samples/", {"percent": "0"}, follow=True).content.decode()
    assert "whole number from 1 to 100" in told
    told = client.post(f"{page}samples/", {"percent": "100"}, follow=True).content.decode()
    assert "6 answers are marked again" in told
    again = client.post(f"{page}samples/", {"percent": "100"}, follow=True).content.decode()
    assert "So many were drawn already" in again
    sample = given_otherwise(of)
    assert f"{page}samples/{sample.pk}/" in client.get(page).content.decode()
    one = f"{page}samples/{sample.pk}/"
    assert "Second look" in client.get(one).content.decode()
    wrong = client.post(one, {"act": "change", "reason": ""})
    assert (wrong.status_code, "checked" in wrong.content.decode()) == (422, True)
    assert client.post(one, {"act": "change", "reason": "偏宽"}).status_code == 302
    assert client.post(one, {"act": "keep", "reason": "偏宽"}).status_code == 409
    assert client.get(f"{one}pictures/0a/").status_code == 404
    assert "偏宽" in client.get(one).content.decode()


def given_otherwise(of: Exam) -> Sample:
    marking = claiming.take_next(of.pk, other(of).pk)
    assert marking is not None
    rows.give(marking, rows.none(marking.script))
    return Sample.every.get(state=SampleState.DIFFERS)


def test_whoever_releases_results_reads_that_samples_are_open(of: Exam) -> None:
    officer = as_user(exam_rows.staff("officer", exam_rows.organisation()))
    page, words = "/desk/papers/results/", "marked again as a sample"
    assert words not in officer.get(page).content.decode()
    sample, (user,) = differing(of), rows.markers(of, "丁", chief="丁")
    assert f"6 answers that are {words}" in officer.get(page).content.decode()
    sampling.decide(sample, change=False, reason="维持", actor_id=user.pk)
    assert f"5 answers that are {words}" in officer.get(page).content.decode()


def test_these_pages_are_the_chief_examiners(of: Exam) -> None:
    user = other(of)
    marking = drawn(of, user)
    rows.give(marking, rows.none(marking.script))
    client = as_user(user)
    one = f"/desk/marking/{of.pk}/samples/{marking.script_id}/"
    assert client.get(one).status_code == 404
    assert client.post(f"/desk/marking/{of.pk}/samples/", {"percent": "5"}).status_code == 404
    fits = Sample.every.filter(state=SampleState.WAITING)[0]
    assert chief(of).get(f"/desk/marking/{of.pk}/samples/{fits.pk}/").status_code == 404


def test_who_may_not_decide_reads_why_and_has_no_form(of: Exam) -> None:
    sample = differing(of)
    user = User.objects.get(display_name="丙")  # who marked it again
    appointing.appoint(of, user.pk, chief=True, actor_id=None)
    page = as_user(user).get(f"/desk/marking/{of.pk}/samples/{sample.pk}/").content.decode()
    assert "Another chief examiner decides." in page
    assert 'name="act"' not in page


def test_points_that_were_changed_meanwhile_stand(of: Exam) -> None:
    sample, (user,) = differing(of), rows.markers(of, "丁", chief="丁")
    mark = Mark.every.get(pk=sample.pk)
    from_objection(mark, user)
    with pytest.raises(SampleRefused):
        sampling.decide(sample, change=True, reason="改", actor_id=user.pk)
    assert Sample.every.get(pk=sample.pk).state == SampleState.DIFFERS
    sampling.decide(sample, change=False, reason="异议已改", actor_id=user.pk)


def from_objection(mark: Mark, user: User) -> None:
    new = NewMark(mark.pk, mark.points - Decimal("0.5"), full=False)
    revising.revise(mark.result_id, [new], Decided(Cause.OBJECTION, "异议成立", user.pk))
