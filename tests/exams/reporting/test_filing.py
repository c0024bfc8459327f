"""The statistics of an exam as files to take away."""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from exams import copies
from exams.choices import Fix
from exams.models import Exam, ItemKey
from exams.reporting import filing, keeping
from exams.reporting.keeping import Of
from portal.audit.models import AuditBody, AuditEvent
from portal.jobs.working import work_all
from portal.people import organising
from portal.people.models import Organisation
from tests.exams.reporting.generating import exam, sat
from tests.exams.reporting.test_keeping import correct
from tests.exams.reporting.test_pages import DESK, ITEMS, PEOPLE, client, seated

pytestmark = pytest.mark.django_db


@pytest.fixture
def of() -> Exam:
    made = exam(ITEMS)
    sat(made, PEOPLE)
    return made


def test_the_workbook_holds_the_figures_and_who_takes_it_is_recorded(of: Exam) -> None:
    report = keeping.renew(Of(of.pk))
    assert report is not None
    answer = client().post(f"{DESK}{of.pk}/xlsx/")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    whole, questions, options = book.worksheets
    told = dict(whole.iter_rows(values_only=True))
    assert told["信度（α 系数）"] == f"{report.alpha:.2f}"
    assert questions.max_row == ITEMS + 1
    assert options.max_row == ITEMS * 5 + 1
    event = AuditEvent.objects.get(kind="exam.statistics_taken")
    data = AuditBody.objects.get(event=event).data
    assert (data["form"], data["results"], data["keys"]) == ("xlsx", PEOPLE, True)


def test_the_workbook_of_a_township_has_no_options(of: Exam) -> None:
    top = Organisation.objects.order_by("path")[0]
    town = organising.found_organisation("青山镇", "青山", "township", below=top, actor_id=None)
    sitting = seated(of, town)
    keeping.renew(Of(of.pk, sitting.pk))
    answer = client(at=town).post(f"{DESK}sittings/{sitting.pk}/xlsx/")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert len(book.worksheets) == 2
    told = dict(book.worksheets[0].iter_rows(values_only=True))
    assert told["场次"] == sitting.title
    event = AuditEvent.objects.get(kind="exam.statistics_taken")
    assert event.place == town.path


def test_the_pdf_is_made_by_a_job_and_taken_once_it_lies_ready(
    of: Exam, tmp_path: Path, settings: Any
) -> None:
    settings.FILES_ROOT = tmp_path
    correct(ItemKey.objects.order_by("pk")[2].pk, Fix.KEY, "B")
    keeping.renew(Of(of.pk))
    office, address = client(), f"{DESK}{of.pk}/pdf/"
    assert "Have the PDF made" in office.get(address).content.decode()
    office.post(address)
    assert not AuditEvent.objects.filter(kind="exam.statistics_taken").exists()
    work_all(copies.PRINT)
    assert "Take the PDF" in office.get(address).content.decode()
    taken = office.post(address, {"take": "1"})
    assert taken.content.startswith(b"%PDF")
    assert AuditEvent.objects.filter(kind="exam.statistics_taken").count() == 1


def test_a_pdf_that_cannot_be_made_says_why(
    of: Exam, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: Any, **_kwargs: Any) -> bytes:
        raise filing.Unprintable("没有这个字的字形")

    settings.FILES_ROOT = tmp_path
    monkeypatch.setattr(filing, "press_all", refuse)
    keeping.renew(Of(of.pk))
    office, address = client(), f"{DESK}{of.pk}/pdf/"
    office.post(address)
    work_all(copies.PRINT)
    assert "没有这个字的字形" in office.get(address).content.decode()
    assert office.post(address, {"take": "1"}).status_code == 302


def test_without_statistics_there_is_no_file_but_the_way_to_them(of: Exam) -> None:
    office = client()
    for answer in (office.get(f"{DESK}{of.pk}/pdf/"), office.post(f"{DESK}{of.pk}/xlsx/")):
        assert (answer.status_code, answer.headers["Location"]) == (302, f"{DESK}{of.pk}/")
