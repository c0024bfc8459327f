"""Tables to hand out: every cell a text that no spreadsheet evaluates (promise P28)."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
HEAD = PatternFill("solid", fgColor="E8F1EF")
LONGEST = 32_000  # a cell of Excel holds 32,767 characters
LARGEST_WIDTH = 60
# Invisible signs that turn the direction of what follows: a cell would read as what it is not.
TURNS = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
Line = Sequence[str]


def inert(cell: str) -> str:
    """A cell that no spreadsheet evaluates and that reads as it is: a formula's first character
    gets an apostrophe, also in full width and behind blanks; signs that turn the direction of
    writing are left out."""
    cell = cell.translate(TURNS)
    begins = unicodedata.normalize("NFKC", cell.lstrip(" \u3000\xa0"))[:1]
    return f"'{cell}" if cell.startswith(FORMULA) or begins in FORMULA else cell


def bare(cell: str) -> str:
    """What `inert` made safe, as it was: so that what we handed out can come back."""
    return cell[1:] if cell.startswith("'") and inert(cell[1:]) == cell else cell


def csv_file(titles: Line, lines: Iterable[Line]) -> bytes:
    """A table as CSV, in UTF-8 with its mark as Excel wants it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([inert(title) for title in titles])
    writer.writerows([inert(cell) for cell in line] for line in lines)
    return text.getvalue().encode("utf-8-sig")


def xlsx_file(sheets: Iterable[tuple[str, Line, Iterable[Line]]]) -> bytes:
    """A workbook of sheets (name, titles, lines); all cells are texts, the head stays in sight."""
    book = Workbook(write_only=True)
    for name, titles, lines in sheets:
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for at, title in enumerate(titles, start=1):
            width = min(max(12, 2 * len(title) + 4), LARGEST_WIDTH)
            sheet.column_dimensions[get_column_letter(at)].width = width
        sheet.append([_text(sheet, title, head=True) for title in titles])
        for line in lines:
            sheet.append([_text(sheet, cell) for cell in line])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _text(sheet: Any, value: str, *, head: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", inert(value))[:LONGEST])
    cell.data_type = "s"
    cell.number_format = "@"
    if head:
        cell.font = Font(bold=True)
        cell.fill = HEAD
    return cell
