"""The result notice: what stands on it at each state, and that a changed result has another."""

import subprocess
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from pytest_django import Settings

from exams import copies, releasing, revising
from exams.choices import Cause, ExamKind
from exams.marking import notifying
from exams.models import Exam, Mark, Result
from exams.revising import Decided, NewMark
from portal import clock
from portal.audit.models import AuditEvent
from portal.jobs.working import work_all
from portal.people.models import Organisation
from tests.exams import rows as exam_rows
from tests.exams.marking import rows
from tests.exams.marking.test_objecting import MOMENT, fresh, judges, marked, object_to, released
from tests.exams.views.test_entries import as_user
from tests.exams.views.test_mine import signed_in
from tests.exams.written_rows import OPEN_PLACE, candidate
from tests.portal.policy import rows as rules

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("marked")]


@pytest.fixture(autouse=True)
def _afternoon(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.FILES_ROOT = tmp_path
    with clock.at(MOMENT):
        yield


def text(content: bytes) -> str:
    told = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True
    )
    return "".join(told.stdout.decode().split())


def test_before_release_a_notice_tells_how_it_stands_and_no_points() -> None:
    attempt = rows.handed_in(candidate("等着的人"), Exam.objects.get(kind=ExamKind.QUALIFYING))
    told = notifying.notice_of(fresh(attempt.pk))
    assert (told.state, told.score, told.passed, told.parts) == ("marking", None, None, ())
    assert not told.shown


def test_a_released_notice_tells_points_by_part_and_until_when_to_object() -> None:
    told = notifying.notice_of(released())
    assert [(part.questions, part.points, part.out_of) for part in told.parts] == [
        (4, Decimal(20), Decimal(20)),
        (1, Decimal(6), Decimal(6)),
        (1, Decimal(10), Decimal(10)),
    ]
    assert (told.score, told.out_of, told.passed) == (Decimal(36), Decimal(36), True)
    assert told.until is not None
    assert told.counts_from is not None
    assert told.counts_from > told.until > clock.today()
    assert told.pass_mark.source == "百分制，六十分以上为合格，含六十分"
    assert told.before == ()


def test_an_objection_is_told_as_holding_the_result() -> None:
    result = released()
    assert not notifying.notice_of(result).objected
    object_to(result)
    assert notifying.notice_of(fresh(result.pk)).objected


def change(result: Result, cause: Cause, reason: str) -> None:
    by, second = judges()
    rows_of = Mark.every.filter(result=result, question__position=OPEN_PLACE)
    mark = NewMark(rows_of.get().pk, Decimal(3), full=False)
    assert revising.revise(result.pk, [mark], Decided(cause, reason, by.pk, second.pk))


def test_a_notice_of_a_changed_result_says_what_it_replaces_and_why() -> None:
    result = released()
    first = notifying.notice_of(result)
    change(result, Cause.OBJECTION, "第五题的第二个采分点没有写到")
    told = notifying.notice_of(fresh(result.pk))
    assert [(one.score, one.reason) for one in told.before] == [
        (Decimal(36), "第五题的第二个采分点没有写到")
    ]
    assert told.score == Decimal(33)
    assert (first.number[-2:], told.number[-2:]) == ("-1", "-2")
    assert first.digest != told.digest


def test_what_was_typed_about_a_key_does_not_stand_on_the_notice() -> None:
    result = released()
    change(result, Cause.KEY, "第五题答案应为乙")
    (before,) = notifying.notice_of(fresh(result.pk)).before
    assert (before.cause, before.reason) == ("答案有误", "")


def test_a_candidate_has_the_notice_made_and_takes_it_and_that_is_recorded() -> None:
    result = released()
    client = signed_in(result.attempt.person)
    page = client.get(f"/exams/attempts/{result.pk}/result/").content.decode()
    assert f"/exams/objections/{result.pk}/notice/" in page
    address = f"/exams/objections/{result.pk}/notice/"
    assert client.post(address).status_code == 302
    work_all(copies.PRINT)
    answer = client.post(address, {"take": "1"})
    assert answer.headers["Content-Type"] == "application/pdf"
    printed = text(answer.content)
    for words in ("成绩通知单", "周桂芳", "36／36", "合格", "示例市司法局考务部门", "盖章处"):
        assert words in printed
    assert "不得外传" not in printed
    event = AuditEvent.objects.get(kind="result.notice_taken")
    assert event.body.data["facts"] == notifying.notice_of(fresh(result.pk)).digest
    assert event.actor_id == result.attempt.person.user_id


def test_what_was_made_before_a_change_is_not_handed_out_afterwards() -> None:
    result = released()
    client, address = signed_in(result.attempt.person), f"/exams/objections/{result.pk}/notice/"
    client.post(address)
    work_all(copies.PRINT)
    change(result, Cause.OBJECTION, "少写了一点")
    assert client.post(address, {"take": "1"}).status_code == 302
    assert not AuditEvent.objects.filter(kind="result.notice_taken").exists()


def test_nobody_else_and_nothing_before_release_is_reached() -> None:
    result = marked()
    client, address = signed_in(result.attempt.person), f"/exams/objections/{result.pk}/notice/"
    assert client.get(address).status_code == 404
    assert releasing.release(result, actor_id=None, reason="公布")
    assert client.get(address).status_code == 200
    assert signed_in(candidate("别人")).get(address).status_code == 404


def test_the_office_takes_the_notice_of_its_own_people_only() -> None:
    result = released()
    top = Organisation.objects.order_by("path")[0]
    address = f"/desk/papers/results/{result.pk}/notice/"
    assert as_user(exam_rows.staff("officer", top)).get(address).status_code == 200
    assert as_user(exam_rows.staff("hr", top)).get(address).status_code == 404
    quiz = Result.every.filter(attempt__exam__kind=ExamKind.QUIZ).values_list("pk", flat=True)[0]
    office = as_user(exam_rows.staff("officer", top))
    assert office.get(f"/desk/papers/results/{quiz}/notice/").status_code == 404


def test_the_notice_names_the_office_that_the_city_says() -> None:
    rules.in_force("exam.office", {"zh": "某区考务中心", "en": "Exam centre"})
    assert notifying.notice_of(released()).office == "某区考务中心"
