"""Text files as tables: which encoding, which separator. Knows no framework."""

import codecs
import csv
import io
from collections import Counter

from portal.spreadsheets.tables import FileRefused

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
ENCODINGS = ("utf-8-sig", "utf-8", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "big5")
SEPARATORS = (",", "\t", ";", "|")
SAMPLE = 50
WIDEST_FIELD = 20_000
FEW_NULS = 0.2
MANY_NULS = 0.6


def decode(content: bytes, encoding: str = "") -> tuple[str, str]:
    """The text and the name of its encoding; a given one is taken at its word.

    Raises FileRefused: `encoding` when it is no text in a known one, `binary` for control codes.
    """
    for candidate in [encoding] if encoding in ENCODINGS else _candidates(content):
        try:
            text = content.decode(candidate)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise FileRefused("binary")
        return text, candidate
    raise FileRefused("encoding")


def _candidates(content: bytes) -> list[str]:
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return [encoding]
    unmarked = _unmarked_utf16(content)
    return [unmarked] if unmarked else ["utf-8", "gb18030"]


def _unmarked_utf16(content: bytes) -> str:
    """UTF-16 without its mark shows by NULs at every second place, from digits and line ends."""
    sample = content[:2000]
    even, odd = sample[::2], sample[1::2]
    if not odd:
        return ""
    shares = even.count(0) / len(even), odd.count(0) / len(odd)
    if max(shares) < FEW_NULS or min(shares) > MANY_NULS:
        return ""
    return "utf-16-le" if shares[1] > shares[0] else "utf-16-be"


def records_of(text: str) -> tuple[list[list[str]], str]:
    """The records of a text file and its separator: the one under which most lines are equally
    wide. Raises FileRefused: `table` when quotes or fields are beyond repair."""
    csv.field_size_limit(WIDEST_FIELD)
    separator = max(SEPARATORS, key=lambda candidate: _fit(text, candidate))
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        return [[cell.strip() for cell in record] for record in reader], separator
    except csv.Error:
        raise FileRefused("table") from None


def _fit(text: str, separator: str) -> tuple[int, int]:
    """How many of the first lines have the commonest width, and that width; (0, 0) for one
    column only."""
    lines = io.StringIO(text, newline="")
    widths: Counter[int] = Counter()
    try:
        for number, record in enumerate(csv.reader(lines, delimiter=separator)):
            if number == SAMPLE:
                break
            widths[len(record)] += len(record) > 1
    except csv.Error:
        return 0, 0
    width, lines_of_it = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return (lines_of_it, width) if lines_of_it else (0, 0)
