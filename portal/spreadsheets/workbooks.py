"""Workbooks (xlsx, xls, ods) as tables, with what the grid hides. Runs in the confined child.

Values come from python-calamine: of a formula the value that was stored with it. What calamine
does not tell (hidden rows and columns, formulas, the calendar of day numbers) is looked up in the
XML, which `packing` has let through.
"""

import html
import io
import re
from collections.abc import Iterable, Iterator
from datetime import date, time, timedelta
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from portal.spreadsheets import packing
from portal.spreadsheets.tables import (
    BLANK,
    DAY,
    MOST_DIGITS,
    NUMBER,
    TEXT,
    TRUTH,
    Cell,
    FileRefused,
    Row,
    Seen,
    Table,
)

OLD_WORKBOOK = bytes.fromhex("d0cf11e0a1b11ae1")
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
PASSWORD_STREAM = "EncryptedPackage".encode("utf-16-le")
MOST_ROWS = 50_000
MOST_COLUMNS = 200
MOST_MERGED = 200_000
MOST_FORMULAS = 5_000
ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
FORMULA = re.compile(rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b")
ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
TRUE = (b"1", b"true")


def form_of(content: bytes) -> str:
    """xlsx, ods, xls by content; empty for none of them. Raises FileRefused: `password`."""
    if content.startswith(b"PK\x03\x04"):
        return "ods" if OPEN_DOCUMENT in content[:200] else "xlsx"
    if content.startswith(OLD_WORKBOOK):
        if PASSWORD_STREAM in content:
            raise FileRefused("password")
        return "xls"
    return ""


def read(content: bytes, form: str, sheet: str = "") -> Table:
    """The sheet of that name, else the first shown one with anything in it.

    Raises FileRefused: what packing.admit says, and `damaged`, `password`, `empty`, `long`.
    """
    parts = packing.admit(content) if form in {"xlsx", "ods"} else {}
    _refuse_foreign(form, parts)
    try:
        book = CalamineWorkbook.from_object(io.BytesIO(content))
        chosen = _choose(book, sheet)
        last_row, last_column = chosen.end or (0, 0)
        if last_row >= MOST_ROWS or last_column >= MOST_COLUMNS:
            raise FileRefused("long", rows=MOST_ROWS, columns=MOST_COLUMNS)
        values = chosen.to_python(skip_empty_area=False)
        merges = chosen.merged_cell_ranges or []
    except PasswordError:
        raise FileRefused("password") from None
    except (CalamineError, OSError, ValueError) as error:
        raise error if isinstance(error, FileRefused) else FileRefused("damaged") from None
    rows = [[_cell(value) for value in row] for row in values]
    merged = _spread(rows, merges)
    names = _shown_names(book)
    marks = _marks(parts, chosen.name) if form == "xlsx" else {}
    return Table(Seen(form, names, chosen.name, merged=merged, **marks), _cut(rows))


def every_sheet(content: bytes, form: str) -> Iterator[tuple[str, list[Row]]]:
    """All sheets in the order of the workbook, shown or not, each with its rows; no rows for an
    empty one. Raises FileRefused as `read` does."""
    parts = packing.admit(content) if form in {"xlsx", "ods"} else {}
    _refuse_foreign(form, parts)
    try:
        book = CalamineWorkbook.from_object(io.BytesIO(content))
        for about in book.sheets_metadata:
            if about.typ == SheetTypeEnum.WorkSheet:
                yield about.name, _all_rows(book.get_sheet_by_name(about.name))
    except PasswordError:
        raise FileRefused("password") from None
    except (CalamineError, OSError, ValueError) as error:
        raise error if isinstance(error, FileRefused) else FileRefused("damaged") from None


def _all_rows(sheet: Any) -> list[Row]:
    last_row, last_column = sheet.end or (0, 0)
    if sheet.end is None:
        return []
    if last_row >= MOST_ROWS or last_column >= MOST_COLUMNS:
        raise FileRefused("long", rows=MOST_ROWS, columns=MOST_COLUMNS)
    rows = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    _spread(rows, sheet.merged_cell_ranges or [])
    return rows


def _refuse_foreign(form: str, parts: dict[str, bytes]) -> None:
    if form == "xlsx" and "xl/workbook.xml" not in parts:
        raise FileRefused("form")
    if form == "ods" and b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise FileRefused("password")


def _shown_names(book: CalamineWorkbook) -> tuple[str, ...]:
    shown = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
    return tuple(shown or book.sheet_names)


def _choose(book: CalamineWorkbook, wanted: str) -> Any:
    if wanted in book.sheet_names:
        return book.get_sheet_by_name(wanted)
    for name in _shown_names(book):
        found = book.get_sheet_by_name(name)
        if found.end is not None:
            return found
    raise FileRefused("empty")


def _cell(value: Any) -> Cell:
    if isinstance(value, str):
        return Cell(value.strip()) if value else BLANK
    if isinstance(value, bool):
        return Cell(str(value), TRUTH)
    if isinstance(value, int | float):
        return Cell(_figure(value), NUMBER)
    if isinstance(value, date):  # a datetime is one too: its day leads
        return Cell(value.isoformat()[:10], DAY)
    return Cell(str(value), TEXT) if isinstance(value, time | timedelta) else BLANK


def _figure(value: float) -> str:
    """A figure as text; with more than 15 digits as the spreadsheet shows it, digits lost."""
    if abs(value) >= 10**MOST_DIGITS:
        return f"{value:.5E}"
    return str(int(value)) if value == int(value) else repr(value)


def _spread(rows: list[Row], merges: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> int:
    """Give every cell of a merged area the value it shows; how many areas."""
    count = filled = 0
    for (top, left), (bottom, right) in merges:
        filled += (bottom - top + 1) * (right - left + 1)
        if filled > MOST_MERGED:
            break
        count += 1
        if top >= len(rows) or left >= len(rows[top]):
            continue
        for row in rows[top : bottom + 1]:
            row[left : right + 1] = [rows[top][left]] * len(row[left : right + 1])
    return count


def _cut(rows: list[Row]) -> list[Row]:
    while rows and not any(cell.text for cell in rows[-1]):
        rows.pop()
    if not rows:
        raise FileRefused("empty")
    return rows


def _marks(parts: dict[str, bytes], name: str) -> dict[str, Any]:
    """What the XML of an xlsx says beside its values."""
    workbook = parts["xl/workbook.xml"]
    calendar = re.search(rb'date1904="(?:1|true)"', workbook) is not None
    xml = parts.get(_part_of(workbook, parts.get("xl/_rels/workbook.xml.rels", b""), name), b"")
    return {
        "era_1904": calendar,
        "hidden_rows": tuple(_hidden_rows(xml)),
        "hidden_columns": tuple(_hidden_columns(xml)),
        "formulas": _formulas(xml),
    }


def _attributes(found: bytes) -> dict[bytes, bytes]:
    return dict(ATTRIBUTE.findall(found))


def _part_of(workbook: bytes, relations: bytes, name: str) -> str:
    """The part of a sheet, by its name through its relation; empty when that leads nowhere."""
    targets = {}
    for found in re.findall(rb"<(?:\w+:)?Relationship\b([^>]*)>", relations):
        one = _attributes(found)
        targets[one.get(b"Id", b"")] = one.get(b"Target", b"").decode(errors="replace")
    for found in re.findall(rb"<(?:\w+:)?sheet\b([^>]*)>", workbook):
        one = _attributes(found)
        if html.unescape(one.get(b"name", b"").decode(errors="replace")) == name:
            target = targets.get(one.get(b"r:id", b""), "")
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return ""


def _hidden_rows(xml: bytes) -> list[int]:
    rows = (_attributes(found) for found in ROW.findall(xml))
    hidden = (int(row.get(b"r", b"0")) for row in rows if row.get(b"hidden") in TRUE)
    return sorted(hidden)[:MOST_ROWS]


def _hidden_columns(xml: bytes) -> list[int]:
    hidden: set[int] = set()
    for found in COLUMN.findall(xml):
        column = _attributes(found)
        if column.get(b"hidden") in TRUE:
            first, last = int(column.get(b"min", b"1")), int(column.get(b"max", b"1"))
            hidden.update(range(first - 1, min(last, MOST_COLUMNS)))
    return sorted(hidden)


def _formulas(xml: bytes) -> dict[int, tuple[int, ...]]:
    found: dict[int, tuple[int, ...]] = {}
    for number, attributes in enumerate(FORMULA.findall(xml)):
        place = PLACE.fullmatch(_attributes(attributes).get(b"r", b"").decode(errors="replace"))
        if number == MOST_FORMULAS:
            break
        if place:
            row = int(place[2])
            found[row] = (*found.get(row, ()), _index(place[1]))
    return found


def _index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1
