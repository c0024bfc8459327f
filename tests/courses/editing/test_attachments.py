"""Files that hang on a draft are looked through like its text: a number in one stops it, with its
place."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.documents import get_document_model
from wagtail.documents.forms import get_document_form
from wagtail.models import Collection

from courses.editing.checking import NotClear, findings
from courses.models import LessonPage
from portal.accounts.models import User
from tests.courses import rows
from tests.courses.editing import desks
from tests.courses.films import FILM, SOUND
from tests.courses.manuscripts.drafts import pdf
from tests.courses.manuscripts.papers import NAMES, docx, p

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("library")]
COMMENTS = f"<w:comments {NAMES}><w:comment>{p(desks.ID)}</w:comment></w:comments>"
PLANTED = {
    "a.docx": (docx(p("名单"), p("丙"), p(f"身份证{desks.ID}")), "讲义", 3),
    "comment.docx": (docx(p("名单"), more={"word/comments.xml": COMMENTS}), "稿", 2),
    "a.pdf": (pdf(f"ID {desks.ID}"), "裁定书", 1),
}


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def author() -> User:
    return desks.login("author")


def draft(author: User, content: bytes, name: str, title: str = "讲义") -> LessonPage:
    file = ContentFile(content, name=name)
    held = get_document_model().objects.create(title=title, file=file)
    page = desks.draft(author)
    fresh = page.get_latest_revision_as_object()
    fresh.body = [*list(fresh.body.raw_data), rows.block("attachment", held.pk)]
    fresh.save_revision(user=author)
    found: LessonPage = LessonPage.objects.get(pk=page.pk)
    return found


@pytest.mark.parametrize("name", PLANTED)
def test_an_id_number_in_an_attachment_stops_publishing_and_its_line_is_told(
    author: User, name: str
) -> None:
    content, title, line = PLANTED[name]
    page = draft(author, content, name, title)
    with pytest.raises(NotClear) as refused:
        page.get_latest_revision().publish()
    told = f"附件“{title}”中疑似含有 1 个身份证号（第 {line} 行），请脱敏后再发布"
    assert told in str(refused.value)
    assert not LessonPage.objects.get(pk=page.pk).live


@pytest.mark.parametrize("name", ["a.docx", "a.pdf"])
def test_a_clean_attachment_needs_no_word_of_a_reviewer(author: User, name: str) -> None:
    content = {"a.docx": docx(p("水照老路走。")), "a.pdf": pdf("Water")}[name]
    page = draft(author, content, name)
    assert findings(page.get_latest_revision_as_object()) == []
    page.get_latest_revision().publish()
    assert LessonPage.objects.get(pk=page.pk).live


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("13800138000.txt", ["phone"]),
        ("d0613800138000aabbccddeeff001122.txt", []),
        ("d0613800138000aabbccddeeff001122_Ab3dE6g.txt", []),
        (f"{'a' * 32}_申请人张伟13800138000.txt", ["name", "phone"]),
        (f"{'a' * 32}_13800138000.txt", ["phone"]),
    ],
)
def test_a_name_that_somebody_gave_is_read_a_random_one_is_not(
    author: User, name: str, kinds: list[str]
) -> None:
    page = draft(author, "水".encode(), name)
    found = findings(page.get_latest_revision_as_object())
    assert [one.hit.kind for one in found] == kinds


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", b"PK"),
        ("scan.pdf", pdf("")),
        ("a.doc", b"\xd0\xcf\x11\xe0"),
        ("a.zip", b"PK"),
        ("list.mp3", f"当事人张伟 {desks.ID}".encode()),
        ("said.m4a", SOUND),
        ("shown.mp4", FILM),
    ],
)
def test_what_no_machine_can_read_is_for_a_person_to_look_through(
    author: User, name: str, content: bytes
) -> None:
    page = draft(author, content, name)
    [found] = findings(page.get_latest_revision_as_object())
    assert found.hit.kind == "unread"


@pytest.mark.parametrize(
    ("name", "content", "kinds"),
    [
        ("film.mp4", FILM, []),
        ("13800138000.mp4", FILM, ["phone"]),
        ("list.mp4", f"当事人张伟 {desks.ID}".encode(), ["unread"]),
        ("list.txt", f"身份证 {desks.ID}".encode(), ["id_number"]),
    ],
)
def test_only_what_plays_goes_unread_in_the_block_of_a_film(
    author: User, name: str, content: bytes, kinds: list[str]
) -> None:
    file = ContentFile(content, name=name)
    held = get_document_model().objects.create(title="看水", file=file)
    film = {"file": held.pk, "title": "看水", "words": "先看水", "seconds": 90}
    page = desks.draft(author).get_latest_revision_as_object()
    page.body = [*list(page.body.raw_data), rows.block("video", film)]
    assert [one.hit.kind for one in findings(page)] == kinds


def test_the_form_for_documents_takes_a_recording(author: User) -> None:
    typed = {"title": "听", "collection": Collection.get_first_root_node().pk, "tags": ""}
    model = get_document_model()
    for name, errors in (("said.m4a", []), ("said.exe", ["file"])):
        files = {"file": SimpleUploadedFile(name, SOUND)}
        form = get_document_form(model)(typed, files, instance=model(), user=author)
        assert list(form.errors) == errors
