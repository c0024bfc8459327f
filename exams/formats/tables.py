"""A table of HTML while it is read, and how it stands in our texts."""

from dataclasses import dataclass, field
from typing import Protocol

WIDEST_SPAN = 20


class Lines(Protocol):
    """Who takes the words: `flush` ends the line that is being written."""

    lines: list[str]

    def flush(self, *, kept: bool = True) -> None: ...


@dataclass
class Table:
    """A table while it is read; `before` are the lines above it."""

    before: list[str]
    rows: list[list[str]] = field(default_factory=list)
    row: list[str] = field(default_factory=list)
    width: int = 0  # of the open cell; 0 when none is open
    outside: list[str] = field(default_factory=list)

    def open_cell(self, sink: Lines, span: str) -> None:
        sink.flush(kept=False)
        self.outside, sink.lines = sink.lines, []
        self.width = min(int(span), WIDEST_SPAN) if span.isdecimal() and int(span) else 1

    def close_cell(self, sink: Lines) -> None:
        if not self.width:
            return
        sink.flush(kept=False)
        words = " ".join(filter(None, sink.lines)).replace("|", "｜")
        self.row += [words.strip(), *[""] * (self.width - 1)]
        sink.lines, self.width = self.outside, 0

    def close_row(self) -> None:
        if self.row:
            self.rows.append(self.row)
        self.row = []

    def rendered(self, *, inner: bool) -> list[str]:
        """The lines of the table; one of a single cell is a frame around words, no table."""
        if inner or all(len(row) == 1 for row in self.rows):
            return [" ".join(filter(None, row)) for row in self.rows if any(row)]
        return [f"| {' | '.join(row)} |" for row in self.rows if any(row)]
