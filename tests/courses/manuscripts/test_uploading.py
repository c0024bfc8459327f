"""Pictures and documents given to the CMS directly: whole and what their names say, or refused."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from courses import demo_pages
from tests.courses.films import FILM
from tests.courses.manuscripts.papers import docx, p, png, run

pytestmark = pytest.mark.django_db
Images, Documents = get_image_model(), get_document_model()
AGAIN = "The picture cannot be read. Please export it again and insert it."
OTHER = "The content of the file does not match its ending."
CONVERT = "Please convert it: a film to MP4"
JPEG = png(900, 600, "JPEG")
PNG = png(900, 600)


@pytest.fixture
def reader(judge: Client) -> Client:
    judge.cookies["django_language"] = "en"
    return judge


def give(judge: Client, what: str, name: str, content: bytes) -> tuple[bool, str]:
    """The page for many files at once, as a judge uses it; taken, and what is said."""
    file = SimpleUploadedFile(name, content)
    answer = judge.post(
        f"/cms/{what}/multiple/add/",
        {"title": name, "files[]": file},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()
    return told["success"], str(told.get("error_message", ""))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("begun.jpg", JPEG[:300]),
        ("half.jpg", JPEG[: len(JPEG) // 2]),
        ("half.png", PNG[: len(PNG) // 2]),
    ],
)
def test_a_picture_that_was_cut_off_is_refused_with_the_remedy(
    reader: Client, name: str, content: bytes
) -> None:
    taken, said = give(reader, "images", name, content)
    assert (taken, Images.objects.count()) == (False, 0)
    assert AGAIN in said


@pytest.mark.parametrize(("name", "content"), [("whole.jpg", JPEG), ("whole.png", PNG)])
def test_a_whole_picture_is_taken_byte_for_byte(reader: Client, name: str, content: bytes) -> None:
    assert give(reader, "images", name, content) == (True, "")
    with Images.objects.get().file.open() as kept:
        assert kept.read() == content


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("program.pdf", b"MZ" + b"\0" * 200, OTHER),
        ("zeros.mp4", b"\0" * 100, CONVERT),
        ("list.mp3", "张伟 110101".encode(), OTHER),
        ("other.docx", b"PK\x03\x04 and nothing", OTHER),
        ("table.xlsx", docx(p(run("字"))), OTHER),
        ("picture.txt", PNG, OTHER),
    ],
)
def test_a_document_that_is_not_what_its_name_says_is_refused(
    reader: Client, name: str, content: bytes, words: str
) -> None:
    taken, said = give(reader, "documents", name, content)
    assert (taken, Documents.objects.count()) == (False, 0)
    assert words in said
    assert "not allowed" not in said


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("paper.pdf", b"%PDF-1.7 and so on"),
        ("paper.docx", docx(p(run("字")))),
        ("film.mp4", FILM),
        ("words.txt", "先看水".encode("gb18030")),
        ("talk.mp3", b"ID3\x04" + b"\0" * 50),
    ],
)
def test_a_document_is_taken_that_is_what_its_name_says(
    reader: Client, name: str, content: bytes
) -> None:
    assert give(reader, "documents", name, content) == (True, "")
    with Documents.objects.get().file.open() as kept:
        assert kept.read() == content


def test_the_demos_recording_goes_through_the_form(reader: Client) -> None:
    media = Path(demo_pages.__file__).parent / "demo_content" / "media"
    content = (media / "six-steps.mp4").read_bytes()
    assert give(reader, "documents", "six-steps.mp4", content) == (True, "")


def test_a_new_title_needs_no_new_file(reader: Client) -> None:
    give(reader, "images", "whole.png", PNG)
    image = Images.objects.get()
    url = f"/cms/images/{image.pk}/"
    form = {"title": "水沟", "description": "", "tags": "", "collection": image.collection_id}
    assert reader.post(url, form).status_code == 302
    image.refresh_from_db()
    assert image.title == "水沟"
