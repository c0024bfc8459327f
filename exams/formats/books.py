"""Workbooks and text tables as sheets of texts."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from html.parser import HTMLParser

from exams.formats.columns import LOOKED_AT, find_header
from exams.formats.entries import Unreadable
from exams.formats.sheetpictures import Pictures
from exams.formats.sheets import Sheet
from exams.formats.shown import UNCOUNTED, shown
from exams.formats.stray import swallowed
from portal.spreadsheets import decoding, workbooks

SEPARATORS = (",", "\t", ";", "|")
WIDEST_FIELD = 2_000_000
SAMPLE = 60
MOST_ROWS = 50_000
WIDEST = 200
FRAMED = 3  # nothing, a cell, nothing
_SAID = re.compile(r"^\ufeff?sep=(.)\r?\n", re.I)
_RULE = re.compile(r"^[\s|:\-+]+$")


def workbook(content: bytes, form: str, pictures: Pictures) -> Iterator[Sheet]:
    """The sheets of an xlsx, xls or ods, with the pictures on their cells. Raises FileRefused."""
    how = shown(content) if form == "xlsx" else {}
    for name, rows in workbooks.every_sheet(content, form):
        texts = [[pictures.in_cell(cell.text) for cell in row] for row in rows]
        for (row, column), text in how.get(name, {}).items():
            if text == UNCOUNTED and row < MOST_ROWS and column < WIDEST:
                texts += [[] for _ in range(row + 1 - len(texts))]
                texts[row] += [""] * (column + 1 - len(texts[row]))
                texts[row][column] = text
            elif row < len(texts) and column < len(texts[row]) and texts[row][column]:
                texts[row][column] = text
        yield Sheet(name, texts, marks=pictures.marks.get(name, {}))


def text_table(text: str) -> Sheet | None:
    """A text as a table, by the separator under which its first lines name columns; None when
    under none they do. Raises Unreadable: `table` when its quotes cannot be followed."""
    said = _SAID.match(text)
    if said:
        return _records(text[said.end() :], said[1], first=2)
    best: tuple[int, str] = (0, "")
    for separator in SEPARATORS:
        if separator not in text[:20_000]:
            continue
        header = find_header(_sample(text, separator))
        if header and header[2].known > best[0]:
            best = (header[2].known, separator)
    return _records(text, best[1]) if best[1] else None


def decoded(content: bytes) -> str:
    """The text of a file; as Big5 where only then its first lines name columns. Raises
    FileRefused."""
    text, encoding = decoding.decode(content)
    if encoding == "gb18030" and not _names_columns(text):
        with suppress(UnicodeDecodeError):
            other = content.decode("big5")
            text = other if _names_columns(other) else text
    return text


def _names_columns(text: str) -> bool:
    return any(
        separator in text[:20_000] and find_header(_sample(text, separator)) is not None
        for separator in SEPARATORS
    )


def any_table(text: str) -> Sheet:
    """A text as a table by the separator under which most lines are equally wide."""

    def fit(separator: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in _sample(text, separator) if len(row) > 1)
        width, lines = max(widths.items(), key=lambda one: (one[1], one[0]), default=(0, 0))
        return lines, width

    return _records(text, max(SEPARATORS, key=fit))


def _sample(text: str, separator: str) -> list[list[str]]:
    rows: list[list[str]] = []
    csv.field_size_limit(WIDEST_FIELD)
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            rows.append(_bare(row, separator))
            if len(rows) >= max(SAMPLE, LOOKED_AT):
                break
    except csv.Error:
        return rows
    return rows


def _records(text: str, separator: str, first: int = 1) -> Sheet:
    """The rows with the lines on which they begin; those that a stray quotation mark made of
    several rows are empty, and told of."""
    csv.field_size_limit(WIDEST_FIELD)
    rows: list[list[str]] = []
    lines: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    line = first
    try:
        for row in reader:
            rows.append(_bare(row, separator))
            lines.append(line)
            line = first + reader.line_num
    except csv.Error:
        raise Unreadable("table") from None
    if len(rows) > MOST_ROWS:
        raise Unreadable("long", rows=str(MOST_ROWS))
    header = find_header(rows)
    width = len(rows[header[1]]) if header else 0
    ends = [*lines[1:], line]
    stray = {at: ends[at] - 1 for at, row in enumerate(rows) if swallowed(row, width, separator)}
    kept = [[] if at in stray else row for at, row in enumerate(rows)]
    return Sheet("", kept, lines=lines, stray=stray)


def _bare(row: list[str], separator: str) -> list[str]:
    """A row of a table drawn with bars (| a | b |) without its frame."""
    if separator != "|" or len(row) < FRAMED or row[0].strip() or row[-1].strip():
        return row
    inner = [cell.strip() for cell in row[1:-1]]
    return [] if all(_RULE.match(cell or "-") for cell in inner) else inner


class _Tables(HTMLParser):
    """The tables of a web page that some sites hand out under the name of a workbook."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self.cell: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.tables.append([])
        elif tag in {"tr", "row"} and self.tables:
            self.tables[-1].append([])
        elif tag in {"td", "th", "cell"} and self.tables and self.tables[-1]:
            self._end_cell()
            self._skip_to(dict(attrs).get("ss:index") or "")
            self.cell = []
        elif tag in {"br", "p"} and self.cell:
            self.cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th", "tr", "table", "cell", "row"}:
            self._end_cell()

    def _skip_to(self, number: str) -> None:
        """Cells that a workbook in one XML leaves out."""
        row = self.tables[-1][-1]
        wanted = int(number) - 1 if number.isdecimal() else 0
        row += [""] * min(max(wanted - len(row), 0), WIDEST)

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell.append(data)

    def _end_cell(self) -> None:
        if self.cell is not None and self.tables and self.tables[-1]:
            self.tables[-1][-1].append("".join(self.cell).strip())
        self.cell = None


def web_tables(text: str) -> list[Sheet]:
    """The tables of a page of HTML."""
    reader = _Tables()
    reader.feed(text)
    reader.close()
    many = len(reader.tables) > 1
    return [
        Sheet(str(number) if many else "", rows)
        for number, rows in enumerate(reader.tables, start=1)
        if rows
    ]
