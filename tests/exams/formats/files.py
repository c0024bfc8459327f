"""Files of questions for the tests, made on the spot."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

from openpyxl import Workbook

from exams.formats.entries import Contents, Entry, Note
from exams.formats.sheets import Sheet, read_sheets

HEAD = ("题型", "题干", "A", "B", "C", "答案")


def table(*rows: Sequence[str], part: str = "", name: str = "") -> Contents:
    """What a table with these rows holds."""
    return read_sheets([Sheet(part, [list(row) for row in rows])], "xlsx", name)


def entry(*rows: Sequence[str], part: str = "", name: str = "") -> Entry:
    """The only question of a table."""
    contents = table(*rows, part=part, name=name)
    assert contents.refused == []
    (found,) = contents.entries
    return found


def refusal(*rows: Sequence[str], part: str = "") -> Note:
    """The reason why the only question of a table is refused."""
    contents = table(*rows, part=part)
    assert contents.entries == []
    (found,) = contents.refused
    return found


def csv_file(rows: Iterable[Sequence[str]], separator: str = ",") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue()


def workbook(sheets: Mapping[str, Iterable[Sequence[object]]]) -> bytes:
    book = Workbook()
    first = book.active
    assert first is not None
    book.remove(first)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def packed(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return out.getvalue()
