"""Where a table's header is, and what else stands around its rows. Knows no framework."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from portal.spreadsheets.tables import Row

LOOKED_AT = 20
FEWEST = 2
NOTE = re.compile(
    r"(填表人|制表人|填报人|经办人|审核人|负责人|联系人|填报单位|填表单位|制表单位|填表日期|填报日期|制表日期"
    r"|备注|说明|注|合计|总计|共计)\s*[:：]?"
)
NOTE_CELLS = 3
_NOISE = re.compile(r"[\s*＊:：()（）\[\]【】/／]+")


@dataclass(frozen=True)
class Heading:
    """`first` to `last` are the rows of the header on screen (0: none); `titles` one a column."""

    first: int
    last: int
    titles: tuple[str, ...]


def plain(title: str) -> str:
    """A title for comparing: width, case, blanks, stars and brackets aside."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", title)).casefold()


def find_heading(rows: list[Row], knows: Callable[[str], bool]) -> Heading:
    """The row with most titles that somebody knows, and a second line below it if it has one.

    `knows` takes a plain title. Without any known title the first row with two cells counts; a
    title over the table (one text, also merged over all columns) never does.
    """
    best, score = 0, 0
    for number, row in enumerate(rows[:LOOKED_AT], start=1):
        texts = {plain(cell.text) for cell in row} - {""}
        known = sum(map(knows, texts))
        if known > score:
            best, score = number, known
        if not best and not score and len(texts) >= FEWEST:
            best = number
    if not best:
        return Heading(0, 0, ())
    return _with_second_line(rows, best, knows)


def _with_second_line(rows: list[Row], top: int, knows: Callable[[str], bool]) -> Heading:
    """A group over two columns (联系方式) has its own titles one row below, or the better row was
    the lower one and the group stands above it."""
    head = [cell.text for cell in rows[top - 1]]
    below = [cell.text for cell in rows[top]] if top < len(rows) else []
    above = [cell.text for cell in rows[top - 2]] if top > 1 else []
    if _is_second(head, below, knows):
        return Heading(top, top + 1, _joined(head, below))
    if _is_second(above, head, knows) and len({plain(text) for text in above} - {""}) >= FEWEST:
        return Heading(top - 1, top, _joined(above, head))
    return Heading(top, top, tuple(head))


def _is_second(first: list[str], second: list[str], knows: Callable[[str], bool]) -> bool:
    """True when the second line adds known titles and says nothing that is not a title."""
    new = [
        plain(text)
        for at, text in enumerate(second)
        if text and (at >= len(first) or text != first[at])
    ]
    return bool(new) and all(map(knows, new))


def _joined(first: list[str], second: list[str]) -> tuple[str, ...]:
    width = max(len(first), len(second))
    upper, lower = (line + [""] * (width - len(line)) for line in (first, second))
    return tuple(low or up for up, low in zip(upper, lower, strict=True))


def is_note(row: Row) -> bool:
    """A remark under the table (填表人：张三), no data: few cells, the first one says so."""
    filled = [cell.text for cell in row if cell.text]
    merged = len(set(filled)) == 1 and len(filled) > 1
    few = len(filled) <= NOTE_CELLS or merged
    return bool(filled) and few and NOTE.match(filled[0]) is not None
