"""A table of a manuscript as plain rows: every row as long as the first, no cell over several."""

from bs4 import Tag

from courses.manuscripts.findings import Findings

MOST_ROWS, MOST_COLUMNS = 300, 12
FEWEST_COLUMNS = 2
LONGEST_SPAN = 1_000


def table_of(node: Tag, findings: Findings) -> list[list[str]] | None:
    """The rows, merged cells said again in each place they covered; None when one column is all.

    What goes beyond 300 rows or 12 columns is left out and reported.
    """
    rows: list[list[str]] = []
    hanging: dict[int, tuple[int, str]] = {}
    merged = 0
    for line in node.find_all("tr"):
        row: list[str] = []
        for cell in line.find_all(["td", "th"]):
            _hang(row, hanging)
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            merged += across > 1 or down > 1
            words = _words(cell)
            for _column in range(min(across, MOST_COLUMNS + 1)):
                if down > 1:
                    hanging[len(row)] = (down - 1, words)
                row.append(words)
        _hang(row, hanging)
        if any(row):
            rows.append(row)
    if merged:
        findings.note("merged", count=merged)
    return _fitted(rows, findings)


def _hang(row: list[str], hanging: dict[int, tuple[int, str]]) -> None:
    """Cells that come down from rows above stand where the row has got to."""
    while len(row) in hanging:
        left, words = hanging.pop(len(row))
        if left > 1:
            hanging[len(row)] = (left - 1, words)
        row.append(words)


def _fitted(rows: list[list[str]], findings: Findings) -> list[list[str]] | None:
    width = max((len(row) for row in rows), default=0)
    if width < FEWEST_COLUMNS:
        return None
    if len(rows) > MOST_ROWS or width > MOST_COLUMNS:
        findings.note("table_long")
        rows, width = rows[:MOST_ROWS], min(width, MOST_COLUMNS)
    return [(row + [""] * width)[:width] for row in rows]


def _span(cell: Tag, name: str) -> int:
    typed = str(cell.get(name) or "1")
    return min(max(int(typed), 1), LONGEST_SPAN) if typed.isdecimal() else 1


def _words(cell: Tag) -> str:
    lines = [" ".join(one.get_text(" ").split()) for one in cell.find_all(["p", "li"])]
    return "\n".join(line for line in lines if line) or " ".join(cell.get_text(" ").split())
