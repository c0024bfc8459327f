"""A paper that was typed into the cells of a sheet, without names over its columns."""

import re
from collections.abc import Iterator

from exams.formats.cleaning import narrow
from exams.formats.lines import Line, is_option
from exams.formats.sheets import Sheet

FEWEST = 2
_KEY = re.compile(r"[A-Z](?:[\s,、]*[A-Z]){0,9}|[√×✓✗]|对|错|正确|错误")


def lines_of(sheet: Sheet) -> Iterator[Line]:
    """A line for each row; an answer beside the question comes behind its options."""
    kept: Line | None = None
    for index, row in enumerate(sheet.rows):
        at = sheet.line(index)
        cells = [cell for cell in row if cell.strip()]
        beside = len(cells) >= FEWEST and not is_option(cells[0])
        asks = beside and _KEY.fullmatch(narrow(cells[-1]).strip()) is not None
        if kept is not None and cells and (asks or not any(map(is_option, cells))):
            yield kept
            kept = None
        if asks:
            kept = Line(f"答案：{cells.pop().strip()}", at)
        yield Line("\t".join(cells), at)
    if kept is not None:
        yield kept
