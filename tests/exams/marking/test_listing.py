"""Lists of results: who stands on them, what they never tell, and that each is an act."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pytest_django import Settings

from exams import copies, releasing
from exams.choices import Cause
from exams.marking import listing
from exams.marking.choices import Which
from exams.marking.listing import Asked
from exams.models import Attempt, Exam, Mark, Result
from exams.revising import Decided, NewMark, revise
from portal import clock
from portal.audit.models import AuditEvent
from portal.jobs.working import work_all
from portal.people.models import Organisation
from tests.exams import rows as exam_rows
from tests.exams.marking import rows
from tests.exams.marking.test_notifying import text
from tests.exams.marking.test_objecting import MOMENT, fresh
from tests.exams.sittings import rows as held
from tests.exams.views.test_entries import as_user
from tests.exams.written_rows import candidate, exam

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _afternoon(settings: Settings, tmp_path: Path) -> Iterator[None]:
    settings.FILES_ROOT = tmp_path
    with clock.at(MOMENT):
        yield


@pytest.fixture(scope="module")
def listed(lasting: None) -> int:
    """Three wrote everything and were given everything; two are released."""
    with clock.at(MOMENT):
        made = exam()
        first = [rows.handed_in(candidate(name), made) for name in ("周桂芳", "马占林", "李淑珍")]
        for user in rows.markers(made, "甲", "乙"):
            rows.mark_all(made, user)
        for attempt in first[:2]:
            releasing.release(fresh(attempt.pk), actor_id=None, reason="公布")
    return made.pk


@pytest.fixture
def of(listed: int) -> Exam:
    return Exam.objects.get(pk=listed)


def asked(of: Exam, which: Which, *places: str) -> Asked:
    return Asked(which, of.pk, None, places or (top().path,))


def top() -> Organisation:
    found: Organisation = Organisation.objects.order_by("path")[0]
    return found


def receipts(*names: str) -> list[str]:
    found = Attempt.every.filter(person__name__in=names, exam__kind="qualifying")
    return sorted(str(receipt) for receipt in found.values_list("receipt", flat=True))


def test_the_office_reads_scores_of_released_results_only_in_the_order_of_numbers(
    of: Exam,
) -> None:
    told = listing.pass_list(asked(of, Which.OFFICE))
    assert [line[0] for line in told.lines] == receipts("周桂芳", "马占林", "李淑珍")
    by_name = {line[1]: line[3:] for line in told.lines}
    assert by_name["李淑珍"] == ("—", "—", "已评分")
    assert by_name["周桂芳"][:2] == ("36／36", "合格")


def test_the_public_list_has_numbers_of_who_passed_and_nothing_else(of: Exam) -> None:
    told = listing.pass_list(asked(of, Which.PUBLIC))
    assert [line[0] for line in told.lines] == receipts("周桂芳", "马占林")
    beside = [*told.titles, *(cell for line in told.lines for cell in line[1:])]
    for hidden in ("周桂芳", "36", "村"):
        assert hidden not in " ".join(beside)


def test_who_has_failed_stands_on_the_public_list_of_nobody(of: Exam) -> None:
    failed = Result.every.get(attempt__person__name="马占林", attempt__exam=of)
    _fail(failed)
    told = listing.pass_list(asked(of, Which.PUBLIC))
    assert [line[0] for line in told.lines] == receipts("周桂芳")


def _fail(result: Result) -> None:
    by, second = exam_rows.staff("officer", top()), exam_rows.staff("reviewer", top())
    marks = [NewMark(mark.pk, Decimal(0), full=False) for mark in Mark.every.filter(result=result)]
    assert revise(result.pk, marks, Decided(Cause.OBJECTION, "重评", by.pk, second.pk))


def test_the_list_has_the_people_of_ones_places_only(of: Exam) -> None:
    elsewhere = exam_rows.organisation("柳林村人民调解委员会")
    who = Attempt.every.get(person__name="周桂芳", exam=of).person
    type(who).every.filter(pk=who.pk).update(organisation=elsewhere)
    told = listing.pass_list(asked(of, Which.OFFICE, elsewhere.path))
    assert [line[1] for line in told.lines] == ["周桂芳"]
    assert listing.pass_list(Asked(Which.OFFICE, of.pk, None, ())).lines == ()


def test_more_people_need_no_more_queries(of: Exam) -> None:
    for which in Which:
        few = _queries(of, which)
        for n in range(3):
            _released(rows.handed_in(candidate("新人" + "甲乙丙"[n]), of))
        assert _queries(of, which) == few <= 11


def _released(attempt: Attempt) -> None:
    for user in rows.markers(attempt.exam, "丙", "丁"):
        rows.mark_all(attempt.exam, user)
    assert releasing.release(fresh(attempt.pk), actor_id=None, reason="公布")


def _queries(of: Exam, which: Which) -> int:
    with CaptureQueriesContext(connection) as seen:
        listing.pass_list(asked(of, which))
    return len(seen)


def officer() -> Client:
    return as_user(exam_rows.staff("officer", top()))


def test_taking_the_excel_file_asks_for_a_reason_and_is_an_act(of: Exam) -> None:
    client, address = officer(), f"/desk/papers/results/lists/{of.pk}/"
    typed = {"which": "office", "take": "xlsx"}
    assert client.post(address, typed).status_code == 422
    assert not AuditEvent.objects.filter(kind="exam.list_taken").exists()
    answer = client.post(address, {**typed, "reason": "核对成绩"})
    book = load_workbook(io.BytesIO(answer.content))
    lines = [[cell.value for cell in line] for line in book.worksheets[0].iter_rows(min_row=2)]
    assert sorted(line[1] for line in lines) == sorted(["周桂芳", "马占林", "李淑珍"])
    event = AuditEvent.objects.get(kind="exam.list_taken")
    assert (event.body.reason, event.body.data["rows"]) == ("核对成绩", 3)


def test_the_published_pdf_says_how_to_object_and_no_name(of: Exam) -> None:
    client, address = officer(), f"/desk/papers/results/lists/{of.pk}/"
    assert client.post(address, {"which": "public", "make": "pdf"}).status_code == 302
    work_all(copies.PRINT)
    typed = {"which": "public", "take": "pdf", "reason": "张榜公示"}
    answer = client.post(address, typed)
    assert answer.headers["Content-Type"] == "application/pdf"
    printed = text(answer.content)
    for words in ("合格名单", *receipts("周桂芳", "马占林"), "示例市司法局考务部门"):
        assert words in printed
    for hidden in ("周桂芳", "马占林", *receipts("李淑珍")):
        assert hidden not in printed
    assert AuditEvent.objects.get(kind="exam.list_taken").body.data["form"] == "pdf"


def test_a_pdf_that_is_not_made_yet_is_offered_to_be_made(of: Exam) -> None:
    client, address = officer(), f"/desk/papers/results/lists/{of.pk}/"
    answer = client.post(address, {"which": "public", "take": "pdf", "reason": "公示"})
    assert answer.headers["Content-Type"].startswith("text/html")
    assert not AuditEvent.objects.filter(kind="exam.list_taken").exists()


def test_a_reason_that_was_typed_before_the_pdf_was_made_is_there_when_it_is(of: Exam) -> None:
    client, address = officer(), f"/desk/papers/results/lists/{of.pk}/"
    typed = {"which": "public", "make": "pdf", "reason": "张榜公示"}
    assert client.post(address, typed).status_code == 302
    work_all(copies.PRINT)
    assert "张榜公示" in client.get(f"{address}?which=public").content.decode()
    typed = {"which": "public", "take": "pdf", "reason": "张榜公示"}
    assert client.post(address, typed).headers["Content-Type"] == "application/pdf"
    assert "张榜公示" not in client.get(f"{address}?which=public").content.decode()


def test_no_id_number_is_kept_of_what_was_typed_before_the_pdf_is_made(of: Exam) -> None:
    client, address = officer(), f"/desk/papers/results/lists/{of.pk}/"
    typed = {"which": "public", "make": "pdf", "reason": "核对11010519491231002X"}
    assert client.post(address, typed).status_code == 422
    assert "002X" not in client.get(f"{address}?which=public").content.decode()


def test_a_list_in_a_form_that_there_is_not_is_not_found(of: Exam) -> None:
    typed = {"which": "office", "take": "zzz", "reason": "核对"}
    assert officer().post(f"/desk/papers/results/lists/{of.pk}/", typed).status_code == 404
    assert not AuditEvent.objects.filter(kind="exam.list_taken").exists()


@pytest.mark.parametrize("query", ["?which=ranked", "?sitting=x"])
def test_a_list_that_there_is_not_is_not_found(of: Exam, query: str) -> None:
    assert officer().get(f"/desk/papers/results/lists/{of.pk}/{query}").status_code == 404


def test_only_exam_officers_reach_lists_and_there_is_none_of_a_quiz(of: Exam) -> None:
    address = f"/desk/papers/results/lists/{of.pk}/"
    assert as_user(exam_rows.staff("hr", top())).get(address).status_code == 404
    quiz = Exam.objects.exclude(pk=of.pk)[0]
    assert officer().get(f"/desk/papers/results/lists/{quiz.pk}/").status_code == 404
    assert officer().get(address).status_code == 200


def test_a_list_of_one_sitting_names_it_and_its_admission_numbers(
    of: Exam,
) -> None:
    held.by_sitting(of)
    who = candidate("赵一")
    (seat,) = held.seated(of, [who])
    with clock.at(seat.sitting.opens_at + timedelta(minutes=5)):
        rows.handed_in(who, of)
        for user in rows.markers(of, "甲", "乙"):
            rows.mark_all(of, user)
        of_sitting = Asked(Which.OFFICE, of.pk, seat.sitting_id, (top().path,))
        told = listing.pass_list(of_sitting)
        assert (told.sitting, told.last_day, told.open) == ("第一场", None, False)
        assert [line[0] for line in told.lines] == [seat.ticket]
        book = load_workbook(io.BytesIO(listing.workbook(told)))
        about = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows()]
        assert ["第一场"] in [row[1:] for row in about]
        assert listing.pass_list(replace(of_sitting, sitting=seat.sitting_id + 1)).lines == ()
