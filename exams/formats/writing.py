"""Questions as a file of any of the formats that we write."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from exams.formats import writing_gift, writing_moodle, writing_qti, writing_sheet
from exams.formats.entries import Entry, Note

ZIP = "application/zip"
HEAD = 100  # bytes: the name of the first file in a zip
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Writer = Callable[[Iterable[Entry]], tuple[bytes, list[Note]]]
WRITERS: dict[str, Writer] = {
    "sheet": writing_sheet.write,
    "moodle": writing_moodle.write,
    "gift": writing_gift.write,
    "qti": writing_qti.write,
}
ENDINGS = {
    "moodle": (".xml", "application/xml"),
    "gift": (".txt", "text/plain; charset=utf-8"),
    "qti": (".zip", ZIP),
}


@dataclass(frozen=True)
class Written:
    """A file: its bytes, how its name ends, what type it is, and what it could not hold."""

    content: bytes
    ending: str
    type: str
    notes: tuple[Note, ...]


def write(form: str, entries: Iterable[Entry]) -> Written:
    """`form` is `sheet` (an .xlsx, or a .zip of it with pictures), `moodle`, `gift` or `qti`; the
    file read again brings the same questions. Raises KeyError for any other form."""
    content, notes = WRITERS[form](entries)
    if form == "sheet":
        packed = writing_sheet.BOOK.encode() in content[:HEAD]
        ending, kind = (".zip", ZIP) if packed else (".xlsx", XLSX)
    else:
        ending, kind = ENDINGS[form]
    return Written(content, ending, kind, tuple(notes))
