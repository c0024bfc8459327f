"""The texts of a question as what they are made of: paragraphs, tables and pictures (see
`exams.wording`)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

PICTURE = re.compile(r"!\[(?P<shows>[^\]\n]*)\]\(sha256:(?P<digest>[0-9a-f]{64})\)")
_TABLE_LINE = re.compile(r"\s*\|.*\|\s*")


@dataclass(frozen=True)
class Paragraph:
    text: str


@dataclass(frozen=True)
class Table:
    """`head` is the first line, `rows` the others; every row has as many cells as the head."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Picture:
    """`digest` names the bytes, `shows` says what is on it."""

    digest: str
    shows: str


Block = Paragraph | Table | Picture


def blocks(text: str) -> tuple[Block, ...]:
    """A text in its parts, in reading order; blank lines are left out."""
    found: list[Block] = []
    lines = [line for line in text.splitlines() if line.strip()]
    for tabular, group in groupby(lines, key=lambda line: bool(_TABLE_LINE.fullmatch(line))):
        if tabular:
            found.append(_table(group))
        else:
            for line in group:
                found += _pieces(line)
    return tuple(found)


def _table(lines: Iterable[str]) -> Table:
    head, *rows = [
        tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in lines
    ]
    return Table(head, tuple((*row, *[""] * len(head))[: len(head)] for row in rows))


def _pieces(line: str) -> Iterator[Block]:
    at = 0
    for match in PICTURE.finditer(line):
        if line[at : match.start()].strip():
            yield Paragraph(line[at : match.start()].strip())
        yield Picture(match["digest"], match["shows"])
        at = match.end()
    if line[at:].strip():
        yield Paragraph(line[at:].strip())
