"""A PDF hangs on a lesson as it is; its words are kept, its name is not."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model

from courses.manuscripts import reading
from courses.manuscripts.bringing import shown_name
from courses.manuscripts.models import FileText
from courses.manuscripts.texts import text_in, text_on
from courses.models import CommentaryIndexPage, LessonPage
from courses.searching.sources import source_of
from portal.accounts.models import User
from portal.spreadsheets.tables import FileRefused
from tests.courses.manuscripts.drafts import PAPER, bring, pdf, upload
from tests.courses.manuscripts.papers import docx, p

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def test_a_pdf_hangs_on_an_empty_lesson_and_its_words_are_kept(judge: Client) -> None:
    upload(judge, pdf("Mediation 12345"), "讲义.pdf")
    page = LessonPage.objects.get()
    document = get_document_model().objects.get()
    assert page.title == "讲义"
    assert [(block.block_type, block.value) for block in page.body] == [("attachment", document)]
    assert "讲义" not in document.file.name
    assert text_on(page) == "Mediation 12345"
    assert "Mediation 12345" in source_of(page).body
    page.body = []
    assert text_on(page) == ""


def test_a_pdf_chosen_as_an_attachment_is_found_by_what_it_says(author: User) -> None:
    row = bring("lesson", PAPER, author)
    page = LessonPage.objects.get(pk=row.page_id)
    for name, content in {"a.pdf": pdf("Ditches"), "b.docx": docx(p("暗语"))}.items():
        file = ContentFile(content, name=name)
        held = get_document_model().objects.create(title="附件", file=file)
        page.body.append(("attachment", held))
    assert text_on(page) == "Ditches"
    assert "Ditches" in source_of(page).body
    assert "暗语" not in source_of(page).body


def test_a_file_that_is_gone_says_nothing(author: User) -> None:
    file = ContentFile(pdf("x"), name="a.pdf")
    held = get_document_model().objects.create(title="附件", file=file)
    Path(held.file.path).unlink()
    assert text_in(held) == ""


def test_a_pdf_is_no_commentary(judge: Client) -> None:
    answer = upload(judge, pdf("x"), "稿.pdf", place=CommentaryIndexPage.objects.get().pk)
    assert answer.status_code == 415
    assert "docx" in answer.content.decode()


def test_a_broken_pdf_hangs_there_without_words(author: User) -> None:
    row = bring("lesson", b"%PDF-1.7\nnothing", author, "稿.pdf")
    assert text_on(LessonPage.objects.get(pk=row.page_id)) == ""
    assert FileText.objects.count() == 0


def test_a_pdf_with_a_password_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = tmp_path / "pdftotext"
    script.write_text("#!/bin/sh\necho 'Command Line Error: Incorrect password' >&2\nexit 1\n")
    script.chmod(0o755)
    monkeypatch.setitem(reading.ENVIRONMENT, "PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(FileRefused) as caught:
        reading.read(pdf("x"), "pdf")
    assert caught.value.code == "password"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a" * 300 + ".docx", "a" * 80 + ".docx"),
        ("....", "manuscript"),
        ("../../etc/稿.docx", "稿.docx"),
        ("C:\\用户\\稿.docx", "稿.docx"),
        ("a\nb\u202excod.docx", "abxcod.docx"),
        ('a"b;c.docx', "abc.docx"),
        ("😀稿.docx", "😀稿.docx"),
        ("CON.docx", "CON.docx"),
        (".docx", "docx"),
    ],
)
def test_the_name_of_a_file_is_shown_clean(name: str, shown: str) -> None:
    """Bad input 39; what is stored has a random name."""
    assert shown_name(name) in {shown, "稿件" if shown == "manuscript" else shown}


def test_files_of_manuscripts_are_reached_through_wagtail_only(judge: Client) -> None:
    upload(judge, pdf("x"), "讲义.pdf")
    name = get_document_model().objects.get().file.name
    assert Client().get(f"{settings.MEDIA_URL}{name}").status_code == 404
