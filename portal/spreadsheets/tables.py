"""The plain values of a table that was read: cells as text with what they were, sheets, books."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

TEXT, NUMBER, DAY, TRUTH, FAULT = "text", "number", "day", "truth", "fault"
MOST_DIGITS = 15  # a figure of a spreadsheet keeps no more; the others are lost
LETTERS = 26


class Cell(NamedTuple):
    """What stands in a cell, as text; `kind` says what the spreadsheet took it for.

    A number is written without an exponent while it has at most 15 digits, else as the
    spreadsheet shows it (1.10101E+17): such digits are lost. A day is an ISO date.
    """

    text: str
    kind: str = TEXT


BLANK = Cell("")
Row = list[Cell]


class FileRefused(ValueError):
    """A file is not read. `code` is one word (see wording.py), `facts` its details."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True)
class Seen:
    """What was noticed in a file and is shown to whoever brought it.

    `encoding` and `separator` are empty for workbooks. Rows count from 1 as on screen; columns
    count from 0. `formulas` maps a row to its columns; `era_1904` is None where nothing says by
    which calendar bare numbers of days count.
    """

    form: str
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    encoding: str = ""
    separator: str = ""
    era_1904: bool | None = None
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    merged: int = 0
    formulas: dict[int, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """One sheet: what was noticed, and its rows from the first to the last that is not blank."""

    seen: Seen
    rows: list[Row]

    def numbered(self, after: int) -> Iterator[tuple[int, Row]]:
        """Rows below the row `after`, each with its number on screen; blank rows left out."""
        for number, row in enumerate(self.rows[after:], start=after + 1):
            if any(cell.text for cell in row):
                yield number, row


def column_letters(index: int) -> str:
    """0 -> A, 26 -> AA, as a spreadsheet names its columns."""
    name = ""
    rest = index + 1
    while rest:
        rest, place = divmod(rest - 1, LETTERS)
        name = chr(ord("A") + place) + name
    return name
