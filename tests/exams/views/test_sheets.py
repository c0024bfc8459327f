"""Printed sheets: made by a job, tagged, and every opening is recorded."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from exams import composing, tasks
from exams.choices import ExamKind
from exams.models import Exam, ItemKey
from exams.papers import sealing, shelving
from portal.audit.models import AuditEvent
from portal.jobs import enqueueing
from portal.jobs.choices import JobState
from portal.jobs.models import Job
from tests.exams import rows
from tests.exams.views.test_papers import at, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path


@dataclass
class Claim:
    """A job in hand, without the row in the outbox."""

    payload: dict[str, Any]
    finished: bool = False

    @contextmanager
    def finish(self) -> Iterator[None]:
        yield
        self.finished = True


@pytest.fixture
def exam() -> Exam:
    rows.fill(each=1, for_exams=12)
    return composing.compose(
        ExamKind.QUALIFYING, "上岗考试", rows.blueprint(["property"]), actor_id=None
    )


def test_sheets_are_made_by_a_job_and_the_page_says_how_it_stands(exam: Exam) -> None:
    form = sealing.seal_forms(exam, overlap=0, letters=("A",), actor_id=None)[0]
    client = signed_in()
    assert "being prepared" in client.get(at(exam, "forms/")).content.decode()
    answer = client.get(f"/desk/papers/forms/{form.pk}/paper/", follow=True)
    assert "not made yet" in answer.content.decode()
    Job.objects.filter(kind=shelving.PRINT).update(state=JobState.FAILED)
    answer = client.get(f"/desk/papers/forms/{form.pk}/paper/", follow=True)
    assert "tried several times" in answer.content.decode()
    text = client.get(at(exam, "forms/")).content.decode()
    assert f'name="prepare" value="{form.pk}"' in text
    for _twice in range(2):
        assert client.post(at(exam, "forms/"), {"prepare": form.pk}).status_code == 302
    waiting = Job.objects.filter(kind=shelving.PRINT, state=JobState.WAITING)
    assert [job.payload for job in waiting] == [{"form": form.pk}]
    for strange in ("x", "0", "9" * 40):
        assert client.post(at(exam, "forms/"), {"prepare": strange}).status_code == 404


def test_of_two_who_have_the_sheets_of_a_form_made_one_is_heard(
    exam: Exam, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = sealing.seal_forms(exam, overlap=0, letters=("A",), actor_id=None)[0]
    Job.objects.filter(kind=shelving.PRINT).update(state=JobState.FAILED)
    before = enqueueing.newest(shelving.PRINT, str(form.pk))
    monkeypatch.setattr(enqueueing, "newest", lambda _kind, _name: before)  # both looked before
    monkeypatch.setattr(shelving, "_being_made", set)
    assert [shelving.ask(form), shelving.ask(form)] == [True, False]


def asked(tool: str, content: bytes, *options: str) -> str:
    """What one of poppler's tools says of a PDF."""
    end = ("-",) if tool == "pdftotext" else ()
    done = subprocess.run(
        [tool, *options, "-", *end], input=content, capture_output=True, check=True
    )
    return done.stdout.decode()


def test_sheets_are_tagged_pdfs_and_every_opening_is_recorded(exam: Exam) -> None:
    form = sealing.seal_forms(exam, overlap=0, letters=("A",), actor_id=None)[0]
    tasks.print_sheets(claim := Claim({"form": form.pk}))
    assert claim.finished
    client = signed_in()
    for kind in ("paper", "answers", "key"):
        answer = client.get(f"/desk/papers/forms/{form.pk}/{kind}/")
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF")
        assert 'pdfuaid:part="1"' in asked("pdfinfo", answer.content, "-meta")
        words = asked("pdftotext", answer.content)
        assert "上岗考试" in words
        assert (rows.CANARY in words) == (kind == "key")
    opened = AuditEvent.objects.filter(kind="exam.sheet_opened").select_related("body")
    assert [event.body.data["sheet"] for event in opened.order_by("pk")] == [
        "paper",
        "answers",
        "key",
    ]
    assert client.get(f"/desk/papers/forms/{form.pk}/nothing/").status_code == 404


def test_a_sign_that_no_font_has_is_said_instead_of_printed_as_a_box(exam: Exam) -> None:
    for key in ItemKey.objects.all():
        key.explanation = "\U0001f9ff"
    Exam.objects.update(title="考试\ue863")
    form = sealing.seal_forms(Exam.objects.get(), overlap=0, actor_id=None)[0]
    tasks.print_sheets(Claim({"form": form.pk}))
    answer = signed_in().get(f"/desk/papers/forms/{form.pk}/paper/", follow=True)
    assert "字体中没有" in answer.content.decode()
