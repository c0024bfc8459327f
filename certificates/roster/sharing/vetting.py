"""What a template says where, and what keeps it from being filled: every place by its sheet and
cell. Knows no framework."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from certificates.roster.sharing import books, placeholders
from certificates.roster.sharing.books import Book, Cell, Sheet
from certificates.roster.sharing.placeholders import HEAD, ROW
from portal import masking
from portal.spreadsheets.tables import FileRefused

MOST_FAULTS = 20
MERGE = re.compile(rb"<" + books.TAG + rb'mergeCell\b[^>]*?ref="([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)"')


@dataclass(frozen=True)
class Fault:
    """Something that keeps a template from being filled, or from being kept. `code`: unknown,
    broken, head_in_row, second_row, merged, id_number; `typed` is what stands there, `meant` what
    may have been meant."""

    code: str
    sheet: str
    cell: str
    typed: str = ""
    meant: str = ""


@dataclass(frozen=True)
class Vetted:
    """What was found: keys of placeholders, the sheet and number of the repeated row (0: none)."""

    keys: tuple[str, ...] = ()
    sheet: str = ""
    row: int = 0
    faults: tuple[Fault, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def vet(content: bytes) -> Vetted:
    """Raises FileRefused when it cannot be opened at all (books.open_book)."""
    try:
        return _vetted(content)
    except ValueError as error:  # a number or a character that is none
        raise error if isinstance(error, FileRefused) else FileRefused("damaged") from None


def _vetted(content: bytes) -> Vetted:
    book = books.open_book(content)
    said = [(sheet, cell) for sheet in book.sheets for cell in marked(book, sheet)]
    repeated = _repeated(said)
    faults = [fault for sheet, cell in said for fault in _faults(sheet, cell, repeated)]
    if repeated:
        faults += _merged(*repeated)
    bad = list(_id_numbers(book))
    named = {(fault.sheet, fault.cell) for fault in bad}
    faults = [*bad, *(fault for fault in faults if (fault.sheet, fault.cell) not in named)]
    keys = {
        meant.key
        for _sheet, cell in said
        for name in placeholders.names_in(cell.text)
        if (meant := placeholders.known(name))
    }
    sheet, row = (repeated[0].name, repeated[1]) if repeated else ("", 0)
    return Vetted(tuple(sorted(keys)), sheet, row, tuple(faults[:MOST_FAULTS]))


def marked(book: Book, sheet: Sheet) -> Iterator[Cell]:
    """The cells of a sheet in which something between double braces stands, or tries to."""
    for row in books.rows_of(sheet.xml):
        for cell, _found in books.cells_of(row, book.texts):
            if placeholders.OPENED.search(placeholders.evened(cell.text)):
                yield cell


def repeated_row(book: Book) -> tuple[Sheet, int] | None:
    """The sheet and the number of the row that is written for each line of the list."""
    return _repeated([(sheet, cell) for sheet in book.sheets for cell in marked(book, sheet)])


def _repeated(said: list[tuple[Sheet, Cell]]) -> tuple[Sheet, int] | None:
    for sheet, cell in said:
        if ROW in _wheres(cell):
            return sheet, cell.row
    return None


def _wheres(cell: Cell) -> set[str]:
    found = (placeholders.known(name) for name in placeholders.names_in(cell.text))
    return {one.where for one in found if one}


def _faults(sheet: Sheet, cell: Cell, repeated: tuple[Sheet, int] | None) -> Iterator[Fault]:
    for name in placeholders.names_in(cell.text):
        if placeholders.known(name) is None:
            shown = name.strip()[:30]
            yield Fault("unknown", sheet.name, cell.place, shown, placeholders.near(name))
    if placeholders.is_broken(cell.text):
        yield Fault("broken", sheet.name, cell.place, cell.text.strip()[:30])
    here = repeated is not None and (sheet.part, cell.row) == (repeated[0].part, repeated[1])
    if ROW in _wheres(cell) and not here:
        yield Fault("second_row", sheet.name, cell.place)
    if HEAD in _wheres(cell) and here:
        yield Fault("head_in_row", sheet.name, cell.place)


def _id_numbers(book: Book) -> Iterator[Fault]:
    """Templates are kept for good, so nobody's ID number stands in one."""
    for sheet in book.sheets:
        for row in books.rows_of(sheet.xml):
            for cell, _found in books.cells_of(row, book.texts):
                if masking.has_id_number(cell.text):
                    yield Fault("id_number", sheet.name, cell.place)


def _merged(sheet: Sheet, row: int) -> Iterator[Fault]:
    """A merged area that begins or ends in the repeated row and reaches beyond it has no meaning
    once the row stands there many times."""
    for left, top, right, bottom in MERGE.findall(sheet.xml):
        first, last = int(top), int(bottom)
        if first != last and first <= row <= last:
            place = f"{left.decode()}{first}:{right.decode()}{last}"
            yield Fault("merged", sheet.name, place)


def refuse_unfit(found: Vetted) -> None:
    """Raises FileRefused `no_row` for a workbook in which no row is to be repeated."""
    if not found.row and not found.faults:
        raise FileRefused("no_row")
