"""What the files say that hang on pages: read once each, in a confined child, and remembered."""

import hashlib

from wagtail.documents.models import AbstractDocument

from courses.manuscripts.models import FileText
from courses.manuscripts.reading import LONGEST_TEXT, read_everything
from portal.spreadsheets.tables import FileRefused

VERSION = 1  # of the reading: to be raised when it finds more in a file than before


def words_of(document: AbstractDocument, content: bytes) -> str | None:
    """Every word of a .docx or .pdf, line by line, also those that a page would never show; None
    when they cannot be read, or not all of them. The first time takes up to 30 s, mostly one."""
    known = known_words(document, content)
    if known is not None:
        return known
    try:
        text = read_everything(content, document.file_extension.lower())
    except FileRefused:
        return None
    if not text or len(text) >= LONGEST_TEXT:
        return None  # a scan, or longer than what is read
    sha256 = hashlib.sha256(content).hexdigest()
    _remember(FileText(document_id=document.pk, sha256=sha256, made_by=VERSION, text=text))
    return text


def known_words(document: AbstractDocument, content: bytes) -> str | None:
    """What `words_of` has read of this content before; None when it has not. Reads no file."""
    sha256 = hashlib.sha256(content).hexdigest()
    known = FileText.objects.filter(pk=document.pk, sha256=sha256, made_by=VERSION).first()
    return known.text if known else None


def _remember(row: FileText) -> None:
    FileText.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["document"],
        update_fields=["sha256", "made_by", "text"],
    )
