"""Tables of questions without a header: [number] [kind] question, options …, answer."""

import re
from collections.abc import Callable, Sequence

from exams.formats.cleaning import narrow
from exams.formats.columns import Columns
from exams.formats.keys import judgement
from exams.formats.words import kind_of
from exams.wording import LETTERS

FEWEST_COLUMNS, JUDGED_COLUMNS = 4, 2  # a question, two options, an answer; a statement, an answer
FEWEST_OPTIONS, MOST_OPTIONS = 2, 10
LONGEST_KIND = 8
SHARE = 0.9
Row = Sequence[str]
_LETTERS = re.compile(r"[A-Za-z](?:[,、\s]*[A-Za-z])*")


def headless(rows: Sequence[Row]) -> Columns | None:
    """The columns of a table whose rows all have one form; None when nine of ten rows do not, or
    when what should be questions are shorter than their options."""
    filled = [row for row in rows if sum(bool(cell.strip()) for cell in row) > 1]
    if not filled:
        return None
    width = max(map(_width, filled))
    filled = [[*row[:width], *[""] * (width - len(row))] for row in filled]
    columns = Columns()
    first = 0
    for field, holds in (("label", _is_number), ("kind", _is_kind)):
        if sum(holds(row[first].strip()) for row in filled) >= SHARE * len(filled):
            columns.places[field] = first
            first += 1
    if first >= width - 1:
        return None  # a number and a kind, and nothing to ask
    columns.places["stem"], columns.keys = first, [width - 1]
    columns.options = list(range(first + 1, width - 1))
    return columns if _fits(filled, columns, width - first) else None


def _fits(rows: Sequence[Row], columns: Columns, width: int) -> bool:
    stem, key, many = columns.places["stem"], columns.keys[0], len(columns.options)
    if not _share(rows, lambda row: bool(row[stem].strip())):
        return False
    if width == JUDGED_COLUMNS:
        return _share(rows, lambda row: len(row) > key and is_judged(row[key]))
    if width < FEWEST_COLUMNS or not FEWEST_OPTIONS <= many <= MOST_OPTIONS:
        return False
    asked = sum(len(row[stem]) for row in rows) / len(rows)
    offered = sum(len(cell) for row in rows for cell in row[stem + 1 : key]) / (len(rows) * many)
    return asked >= offered and _share(rows, lambda row: len(row) > key and _is_key(row[key], many))


def _width(row: Row) -> int:
    return max(at for at, cell in enumerate(row) if cell.strip()) + 1


def _is_number(text: str) -> bool:
    return text.isdecimal()


def _is_kind(text: str) -> bool:
    return len(text) <= LONGEST_KIND and bool(kind_of(text))


def is_judged(text: str) -> bool:
    """Whether an answer says true or false, and not by a number."""
    return judgement(text) is not None and not narrow(text).strip().isdecimal()


def _is_key(text: str, many: int) -> bool:
    key = narrow(text).strip()
    spelt = re.sub(r"[^A-Za-z]", "", key).upper()
    is_spelt = bool(_LETTERS.fullmatch(key)) and set(spelt) <= set(LETTERS[:many])
    return is_spelt or judgement(text) is not None


def _share(rows: Sequence[Row], holds: Callable[[Row], bool]) -> bool:
    return sum(map(holds, rows)) >= SHARE * len(rows)
