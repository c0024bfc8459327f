"""The texts of a question as what they are made of: paragraphs, tables and pictures (see
`exams.wording`)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from exams.wording import PICTURE

NOWHERE: Mapping[str, str] = {}

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
    """`digest` names the bytes, `shows` says what is on it, `address` is where they are found."""

    digest: str
    shows: str
    address: str = ""


Block = Paragraph | Table | Picture


def blocks(text: str, addresses: Mapping[str, str] = NOWHERE) -> tuple[Block, ...]:
    """A text in its parts, in reading order; blank lines are left out. `addresses` says by digest
    where a picture's bytes are found."""
    found: list[Block] = []
    lines = [line for line in text.splitlines() if line.strip()]
    for tabular, group in groupby(lines, key=lambda line: bool(_TABLE_LINE.fullmatch(line))):
        if tabular:
            found.append(_table(group))
        else:
            for line in group:
                found += _pieces(line, addresses)
    return tuple(found)


def _table(lines: Iterable[str]) -> Table:
    head, *rows = [
        tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in lines
    ]
    return Table(head, tuple((*row, *[""] * len(head))[: len(head)] for row in rows))


def pictures_in(texts: Iterable[str]) -> frozenset[str]:
    """The digests of the pictures that texts show."""
    return frozenset(match["digest"] for text in texts for match in PICTURE.finditer(text))


def _pieces(line: str, addresses: Mapping[str, str]) -> Iterator[Block]:
    at = 0
    for match in PICTURE.finditer(line):
        if line[at : match.start()].strip():
            yield Paragraph(line[at : match.start()].strip())
        digest = match["digest"]
        yield Picture(digest, match["shows"], addresses.get(digest, ""))
        at = match.end()
    if line[at:].strip():
        yield Paragraph(line[at:].strip())
