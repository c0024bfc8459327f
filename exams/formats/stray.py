"""A quotation mark in a text table that nobody closed swallows the rows below it into one cell."""

from collections.abc import Sequence

FEWEST = 3  # columns; between two the one separator may be a sign of the text
HALF = 2


def swallowed(row: Sequence[str], width: int, separator: str) -> bool:
    """Whether a cell of the row holds whole rows of a table that is `width` columns wide: its
    first line ends the row it stands in, and most lines behind are rows of their own."""
    return width >= FEWEST and any(
        "\n" in cell and _holds_rows(cell, at, len(row), width, separator)
        for at, cell in enumerate(row)
    )


def _holds_rows(cell: str, at: int, found: int, width: int, separator: str) -> bool:
    first, *behind = (line.count(separator) for line in cell.rstrip().split("\n"))
    if first != width - 1 - at:
        return False
    between = behind[:-1]
    if between:
        return sum(many == width - 1 for many in between) * HALF >= len(between)
    return first > 0 and (found != width or behind == [at])
