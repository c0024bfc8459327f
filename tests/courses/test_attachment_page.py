"""A look into an attachment of a lesson."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.models import ReferenceIndex

from courses.manuscripts.models import FileText
from courses.manuscripts.opening import first_lines
from courses.manuscripts.remembering import words_of
from courses.models import LessonPage
from tests.courses import rows
from tests.courses.manuscripts.drafts import pdf
from tests.courses.manuscripts.papers import NAMES, docx, p

pytestmark = pytest.mark.django_db
HIDDEN = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>暗语</w:t></w:r></w:p>"
COMMENTS = f"<w:comments {NAMES}><w:comment>{p('批语')}</w:comment></w:comments>"
WORD = docx(p("调解协议书"), HIDDEN, p("甲方<乙方>"), more={"word/comments.xml": COMMENTS})


@pytest.fixture(autouse=True)
def media(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


def held(content: bytes, name: str, *, read: bool = True) -> Any:
    file = ContentFile(content, name=name)
    document = get_document_model().objects.create(title="样本", file=file)
    if read:
        words_of(document, content)
    return document


def lesson(*documents: Any) -> LessonPage:
    body = [rows.block("attachment", each.pk, str(each.pk)) for each in documents]
    return rows.lesson(rows.module(), "files", checks=0, body=body)


def look(page: LessonPage, document_id: int, status: int = 200) -> str:
    response = Client().get(f"/learn/progress/{page.pk}/attachments/{document_id}/")
    assert response.status_code == status
    return response.content.decode()


def test_the_lesson_leads_to_how_its_word_file_begins() -> None:
    document = held(WORD, "a.docx")
    page = lesson(document)
    address = f'href="/learn/progress/{page.pk}/attachments/{document.pk}/"'
    assert address in Client().get(page.url).content.decode()
    shown = look(page, document.pk)
    assert "<p>调解协议书</p><p>甲方&lt;乙方&gt;</p></div>" in shown
    assert [words in shown for words in ("暗语", "批语")] == [False, False]


def test_a_pdf_opens_in_the_browser_as_what_it_is_and_runs_nothing() -> None:
    document = held(pdf("Mediation"), "a.pdf")
    page = lesson(document)
    shown = look(page, document.pk)
    assert f'<a class="button button--filled" href="{document.url}">' in shown
    assert "<p>Mediation</p>" in shown
    ReferenceIndex.create_or_update_for_object(page)
    served = Client().get(document.url)
    assert served.getvalue().startswith(b"%PDF")  # read, so that it is closed
    served.close()
    assert served.headers["Content-Type"] == "application/pdf"
    assert served.headers["Content-Disposition"].startswith("inline")
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    assert served.headers["Content-Security-Policy"] == "default-src 'none'"


def test_what_was_never_read_shows_nothing_and_is_still_offered() -> None:
    document = held(WORD, "a.docx")
    page = lesson(document)
    FileText.objects.all().delete()
    shown = look(page, document.pk)
    assert "调解协议书" not in shown
    assert f'href="{document.url}" download' in shown


@pytest.mark.parametrize(("content", "name"), [(b"PK", "a.pptx"), (b"\xff\x00\xff", "a.txt")])
def test_what_cannot_be_read_has_no_first_lines(content: bytes, name: str) -> None:
    assert first_lines(held(content, name, read=False)) == ()


def test_a_long_list_is_cut_and_a_file_that_is_gone_is_told() -> None:
    document = held("\n".join(f"第{n}行{'长' * 500}" for n in range(60)).encode(), "a.txt")
    page = lesson(document)
    shown = look(page, document.pk)
    assert ("第39行" in shown, "第40行" in shown, "长" * 401 in shown) == (True, False, False)
    document.file.storage.delete(document.file.name)
    assert "第1行" not in look(page, document.pk)


def test_no_file_of_another_page_or_of_a_draft_is_shown() -> None:
    mine, other = held("一".encode(), "a.txt"), held("二".encode(), "b.txt")
    page = lesson(mine)
    look(page, other.pk, 404)
    page.unpublish()
    look(page, mine.pk, 404)
