"""How a file begins, for whoever decides whether to take it along: the first lines that its reader
would see."""

from itertools import islice, takewhile

from wagtail.documents.models import AbstractDocument

from courses.manuscripts.everything import LINK, PLACES, PROPERTY, UNSEEN
from courses.manuscripts.remembering import known_words
from portal.spreadsheets.decoding import decode
from portal.spreadsheets.tables import FileRefused

READ_BEFORE, PLAIN = ("docx", "pdf"), ("txt", "csv")
SHOWN = (*READ_BEFORE, *PLAIN)
BIGGEST = 20 * 1024 * 1024  # bytes
LINES, LINE = 40, 400  # lines, and characters of each
AFTER_THE_PAPER = (*PLACES.values(), PROPERTY, LINK)


def first_lines(document: AbstractDocument) -> tuple[str, ...]:
    """Up to 40 lines of a paper's own words, each of up to 400 characters; no comments, hidden or
    deleted words. () for a format that is not read, and for a .docx or PDF whose words were never
    read: no file is opened for a reader's look."""
    kind = document.file_extension.lower()
    if kind not in SHOWN:
        return ()
    try:
        with document.file.open("rb") as stream:
            content = stream.read(BIGGEST)
        words = known_words(document, content) if kind in READ_BEFORE else decode(content)[0]
    except (OSError, FileRefused):
        return ()
    paper = takewhile(lambda line: not line.startswith(AFTER_THE_PAPER), (words or "").splitlines())
    lines = (line.strip()[:LINE] for line in paper if not line.startswith(UNSEEN))
    return tuple(islice(filter(None, lines), LINES))
