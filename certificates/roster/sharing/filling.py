"""A superior's template with the list in it: the sheet is copied byte for byte, row after row, with
the repeated row written once for each line. Knows no framework; holds one line at a time."""

import html
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import IO

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from certificates.roster.sharing import books, placeholders, vetting
from certificates.roster.sharing.books import Book, Cell, Sheet
from certificates.roster.sharing.formats import Styles
from certificates.roster.sharing.moving import Move
from portal.spreadsheets.tables import FileRefused
from portal.spreadsheets.writing import LONGEST, inert

MOST_LINES = 1_000_000
TOLD_EVERY = 1_000  # lines
FIXED_DATE = (1980, 1, 1, 0, 0, 0)  # what is filled the same is the same file
REF = re.compile(rb'(\b(?:ref|sqref)=")([^"]*)(")')
MERGED = re.compile(rb"<(" + books.TAG + rb")mergeCells\b[^>]*>(.*?)</\1mergeCells\s*>", re.DOTALL)
MERGE_CELL = re.compile(rb"<" + books.TAG + rb"mergeCell\b[^>]*?/>")
PLACES = re.compile(rb"(<" + books.TAG + rb'(?:row|c)\b[^>]*?\sr=")([A-Z]*)([0-9]+)(")')
DIMENSION = re.compile(rb"<" + books.TAG + rb"dimension\b[^>]*?/>")
NAMED = re.compile(
    rb"(<" + books.TAG + rb"definedName\b[^>]*>)([^<]*)(</" + books.TAG + rb"definedName\s*>)"
)
OF_ROWS = (b"_xlnm.Print_Area", b"_xlnm._FilterDatabase")
Values = Mapping[str, str]


@dataclass(frozen=True)
class Strip:
    """The repeated row in pieces: bytes, the number of the row (None), or a cell of placeholders.
    `merges` are the columns of each merged area in it."""

    pieces: tuple["bytes | Written | None", ...]
    merges: tuple[tuple[bytes, bytes], ...]
    row: int


@dataclass(frozen=True)
class Written:
    """A cell to be written: its column, its style, and its words and placeholders in order."""

    prefix: bytes
    column: bytes
    style: int
    parts: tuple[tuple[str, str], ...]

    def xml(self, row: bytes, values: Values) -> bytes:
        """Always a text, that no spreadsheet evaluates."""
        said = "".join(values.get(key, "") if key else words for key, words in self.parts)
        text = html.escape(ILLEGAL_CHARACTERS_RE.sub("", inert(said))[:LONGEST], quote=False)
        p = self.prefix
        if not text:
            return b'<%sc r="%s%s" s="%d"/>' % (p, self.column, row, self.style)
        begin = b'<%sc r="%s%s" s="%d" t="inlineStr">' % (p, self.column, row, self.style)
        words = text.encode("utf-8", "replace")
        inside = b'<%sis><%st xml:space="preserve">%s</%st></%sis>' % (p, p, words, p, p)
        return begin + inside + b"</%sc>" % p


def fill(
    content: bytes,
    head: Values,
    lines: Iterable[Values],
    out: IO[bytes],
    tell: Callable[[int], None] = lambda _done: None,
) -> int:
    """Write the filled workbook to `out`; how many lines. `tell` hears now and then how many are
    written.

    `head` and each line map keys of placeholders to words. Raises FileRefused as books.open_book
    does, `no_row`, and `many` beyond the rows of a sheet.
    """
    book = books.open_book(content)
    repeated = vetting.repeated_row(book)
    if repeated is None:
        raise FileRefused("no_row")
    styles = Styles(book)
    count = 0
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as made:
        written = {sheet.part for sheet in book.sheets} | {books.STYLES, books.WORKBOOK}
        for name in sorted(book.package.entries):  # “[Content_Types].xml” leads
            if name not in written and not name.endswith("/"):
                made.writestr(_entry(name), book.package.raw(name))
        for sheet in book.sheets:
            if sheet.part == repeated[0].part:
                with made.open(_entry(sheet.part), "w") as part:
                    count = _sheet(part, book, sheet, repeated[1], (head, lines, styles, tell))
            else:
                made.writestr(_entry(sheet.part), _once(book, sheet, head, styles))
        moved = Move(repeated[1], max(count, 1) - 1)
        made.writestr(_entry(books.WORKBOOK), _workbook(book, repeated[0], moved))
        if books.STYLES in book.package.entries:
            made.writestr(_entry(books.STYLES), styles.xml())
    return count


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, FIXED_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _once(book: Book, sheet: Sheet, head: Values, styles: Styles) -> bytes:
    """A sheet without a repeated row."""
    data = books.DATA.search(sheet.xml)
    if data is None:
        return sheet.xml
    rows = (_filled(book, row, head, styles) for row in books.rows_of(sheet.xml))
    return sheet.xml[: data.start(2)] + b"".join(rows) + sheet.xml[data.end(2) :]


def _sheet(
    part: IO[bytes],
    book: Book,
    sheet: Sheet,
    number: int,
    told: tuple[Values, Iterable[Values], Styles, Callable[[int], None]],
) -> int:
    head, lines, styles, tell = told
    data = books.DATA.search(sheet.xml)
    if data is None:
        raise FileRefused("damaged")
    merges = _merges_in(sheet.xml[data.end(2) :], number)
    part.write(DIMENSION.sub(b"", sheet.xml[: data.start(2)]))
    count = 0
    for row in books.rows_of(sheet.xml):
        if row.number == number:
            strip = _strip(book, row, merges, styles)
            count = _repeat(part, strip, lines, tell)
        else:
            moved = Move(number, max(count, 1) - 1)
            part.write(_moved_row(_filled(book, row, head, styles), moved))
    part.write(_tail(sheet.xml[data.end(2) :], Move(number, max(count, 1) - 1), merges))
    return count


def _filled(book: Book, row: books.Row, head: Values, styles: Styles) -> bytes:
    """A row as it is, with the words in the place of its placeholders."""
    made, at = [], 0
    for cell, found in books.cells_of(row, book.texts):
        if placeholders.PLACEHOLDER.search(placeholders.evened(cell.text)):
            written = _written(cell, found[1], styles)
            made += [row.xml[at : found.start()], written.xml(b"%d" % row.number, head)]
            at = found.end()
    return b"".join([*made, row.xml[at:]])


def _written(cell: Cell, prefix: bytes, styles: Styles) -> Written:
    column = re.sub(r"[0-9]", "", cell.place).encode()
    return Written(
        prefix, column, styles.text_like(cell.style), tuple(placeholders.pieces(cell.text))
    )


def _strip(
    book: Book, row: books.Row, merges: tuple[tuple[bytes, bytes], ...], styles: Styles
) -> Strip:
    pieces: list[bytes | Written | None] = []
    at = 0

    def numbered(xml: bytes) -> None:
        """The bytes, cut where the number of the row stands."""
        here = 0
        for found in PLACES.finditer(xml):
            pieces.extend([xml[here : found.end(2)], None])
            here = found.end(3)
        pieces.append(xml[here:])

    for cell, found in books.cells_of(row, book.texts):
        if placeholders.PLACEHOLDER.search(placeholders.evened(cell.text)):
            numbered(row.xml[at : found.start()])
            pieces.append(_written(cell, found[1], styles))
            at = found.end()
    numbered(row.xml[at:])
    return Strip(tuple(pieces), merges, row.number)


def _repeat(
    part: IO[bytes], strip: Strip, lines: Iterable[Values], tell: Callable[[int], None]
) -> int:
    count = 0
    for count, values in enumerate(lines, start=1):
        if count > MOST_LINES:
            raise FileRefused("many", rows=MOST_LINES)
        part.write(_line(strip, strip.row + count - 1, values))
        if count % TOLD_EVERY == 0:
            tell(count)
    if not count:
        part.write(_line(strip, strip.row, {}))
    return count


def _line(strip: Strip, number: int, values: Values) -> bytes:
    row = b"%d" % number
    return b"".join(
        row if piece is None else piece if isinstance(piece, bytes) else piece.xml(row, values)
        for piece in strip.pieces
    )


def _moved_row(xml: bytes, moved: Move) -> bytes:
    def one(found: "re.Match[bytes]") -> bytes:
        return found[1] + found[2] + b"%d" % moved.number(int(found[3])) + found[4]

    return PLACES.sub(one, xml) if moved.down else xml


def _merges_in(tail: bytes, number: int) -> tuple[tuple[bytes, bytes], ...]:
    """The columns of the areas that are merged within the repeated row."""
    return tuple(
        (left, right)
        for left, top, right, bottom in vetting.MERGE.findall(tail)
        if int(top) == int(bottom) == number
    )


def _tail(xml: bytes, moved: Move, merges: tuple[tuple[bytes, bytes], ...]) -> bytes:
    """All behind the rows: merged areas, rules of entry, formats by condition, links."""
    if not moved.down:
        return xml
    told = REF.sub(lambda found: found[1] + moved.ranges(found[2]) + found[3], xml)
    block = MERGED.search(told)
    if block is None or not merges:
        return told
    tag = block[1]
    others = [one[0] for one in MERGE_CELL.finditer(block[2]) if not _in_row(one[0], moved)]
    repeated = [
        b'<%smergeCell ref="%s%d:%s%d"/>' % (tag, left, row, right, row)
        for row in range(moved.row, moved.row + moved.down + 1)
        for left, right in merges
    ]
    every = [*others, *repeated]
    made = b'<%smergeCells count="%d">%s</%smergeCells>' % (tag, len(every), b"".join(every), tag)
    return told[: block.start()] + made + told[block.end() :]


def _in_row(merge: bytes, moved: Move) -> bool:
    """Whether it is an area of the repeated row, grown by the move."""
    found = vetting.MERGE.search(merge)
    return found is not None and int(found[2]) == moved.row


def _workbook(book: Book, sheet: Sheet, moved: Move) -> bytes:
    """The printed area of the sheet grows with its rows."""
    xml = book.package.part(books.WORKBOOK)

    def one(found: "re.Match[bytes]") -> bytes:
        told = books.attributes(found[1])
        ours = told.get("localSheetId") == str(sheet.number)
        if not ours or told.get("name", "").encode() not in OF_ROWS:
            return found[0]
        parts = [
            name + mark + moved.ranges(places)
            for name, mark, places in (area.rpartition(b"!") for area in found[2].split(b","))
        ]
        return found[1] + b",".join(parts) + found[3]

    return NAMED.sub(one, xml) if moved.down else xml
