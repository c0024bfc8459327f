"""The words of attachments, by the reader of each format."""

from collections.abc import Callable

from wagtail.documents.models import AbstractDocument

from courses.films import NotPlayable, read_film
from courses.manuscripts import remembering
from portal.spreadsheets.decoding import decode
from portal.spreadsheets.tables import FileRefused

BIGGEST = 20 * 1024 * 1024  # bytes that are read; a bigger file is one for a person's eyes

Reader = Callable[[AbstractDocument, bytes], str | None]
_readers: dict[str, Reader] = {}


def reads(*extensions: str) -> Callable[[Reader], Reader]:
    """Register the reader of a format: a document and its bytes to words, None when it cannot
    tell."""

    def register(reader: Reader) -> Reader:
        _readers.update(dict.fromkeys(extensions, reader))
        return reader

    return register


@reads("txt", "csv")
def plain_text(_document: AbstractDocument, content: bytes) -> str | None:
    try:
        return decode(content)[0]
    except FileRefused:
        return None


reads("docx", "pdf")(remembering.words_of)


def words_of(document: AbstractDocument) -> str | None:
    """The words of an attachment, line by line; None when nothing here can read them."""
    reader = _readers.get(document.file_extension.lower())
    if reader is None:
        return None
    try:
        with document.file.open("rb") as stream:
            content = stream.read(BIGGEST + 1)
    except OSError:
        return None
    return reader(document, content) if len(content) <= BIGGEST else None


def plays(document: AbstractDocument) -> bool:
    """Is truly a film or a recording, whatever its name says."""
    try:
        with document.file.open("rb") as stream:
            read_film(stream)
    except (NotPlayable, OSError):
        return False
    return True
