"""Tables of choice questions without a header: question, options, and the letter of the answer."""

import re
from collections.abc import Callable, Sequence

from exams.formats.cleaning import narrow
from exams.formats.columns import Columns
from exams.wording import LETTERS

FEWEST_COLUMNS = 4  # a question, two options, an answer
FEWEST_OPTIONS, MOST_OPTIONS = 2, 10
SHARE = 0.9
_LETTERS = re.compile(r"[A-Za-z](?:[,、\s]*[A-Za-z])*")


def headless(rows: Sequence[Sequence[str]]) -> Columns | None:
    """The columns of a table whose rows all have the form [number] question, options …, letters;
    None when nine of ten rows do not."""
    filled = [row for row in rows if sum(bool(cell.strip()) for cell in row) > 1]
    if not filled:
        return None
    width = max(_width(row) for row in filled)
    first = 1 if _share(filled, lambda row: row[0].strip().isdecimal()) >= SHARE else 0
    many = width - first - 2
    if width < FEWEST_COLUMNS + first or not FEWEST_OPTIONS <= many <= MOST_OPTIONS:
        return None
    if _share(filled, lambda row: _is_key(row, width, many)) < SHARE:
        return None
    if _share(filled, lambda row: bool(row[first].strip())) < SHARE:
        return None
    columns = Columns({"stem": first}, [width - 1], list(range(first + 1, width - 1)))
    if first:
        columns.places["label"] = 0
    return columns


def _width(row: Sequence[str]) -> int:
    return max(at for at, cell in enumerate(row) if cell.strip()) + 1


def _is_key(row: Sequence[str], width: int, many: int) -> bool:
    key = narrow(row[width - 1]).strip() if len(row) >= width else ""
    spelt = re.sub(r"[^A-Za-z]", "", key).upper()
    return bool(_LETTERS.fullmatch(key)) and set(spelt) <= set(LETTERS[:many])


def _share(rows: Sequence[Sequence[str]], holds: Callable[[Sequence[str]], bool]) -> float:
    return sum(map(holds, rows)) / len(rows)
