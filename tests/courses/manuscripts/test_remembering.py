"""What a file says is read once, and as long as the file stays what it is."""

from typing import Any

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model

from courses.manuscripts import reading, remembering
from courses.manuscripts.models import FileText
from tests.courses.manuscripts.drafts import pdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


@pytest.fixture
def document() -> Any:
    file = ContentFile(b"x", name="a.pdf")
    return get_document_model().objects.create(title="讲义", file=file)


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What is read from now on."""
    read: list[bytes] = []
    inner = reading.read_everything

    def counted(content: bytes, ending: str) -> str:
        read.append(content)
        return inner(content, ending)

    monkeypatch.setattr(remembering, "read_everything", counted)
    return read


def test_a_file_is_read_once(document: Any, readings: list[bytes]) -> None:
    for _time in range(3):
        assert remembering.words_of(document, pdf("Words")) == "Words"
    assert len(readings) == 1


def test_a_file_in_its_place_is_read_anew(document: Any, readings: list[bytes]) -> None:
    remembering.words_of(document, pdf("Words"))
    assert remembering.words_of(document, pdf("Others")) == "Others"
    assert [row.text for row in FileText.objects.all()] == ["Others"]
    assert len(readings) == 2


def test_a_better_reading_reads_again(
    document: Any, readings: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    remembering.words_of(document, pdf("Words"))
    monkeypatch.setattr(remembering, "VERSION", remembering.VERSION + 1)
    remembering.words_of(document, pdf("Words"))
    assert len(readings) == 2


def test_its_words_go_with_the_file(document: Any) -> None:
    remembering.words_of(document, pdf("Words"))
    document.delete()
    assert FileText.objects.count() == 0


@pytest.mark.parametrize("content", [b"", b"PK", b"%PDF-1.7\nnothing"])
def test_what_says_nothing_is_not_known(document: Any, content: bytes) -> None:
    assert remembering.words_of(document, content) is None
    assert FileText.objects.count() == 0


def test_what_is_too_long_to_be_read_whole_is_not_known(
    document: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembering, "LONGEST_TEXT", len("Words"))
    assert remembering.words_of(document, pdf("Words")) is None
