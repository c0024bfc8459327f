"""The markup of questions (`wording`) as blocks that a page or a print draws: plain values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from exams.wording import BLANK, PICTURE

_PIECES = re.compile(rf"(?P<picture>{PICTURE.pattern})|(?P<blank>{re.escape(BLANK)})")
_RULE = re.compile(r":?-+:?")  # below the head of a table, as some programs write it


@dataclass(frozen=True)
class Piece:
    """A run of text; a picture (`digest`, and what it shows in `text`); or a blank, counted from
    1 in `blank`."""

    text: str = ""
    digest: str = ""
    blank: int = 0


@dataclass(frozen=True)
class Block:
    """A paragraph, or a table when `rows` is there: its first row is the head."""

    pieces: tuple[Piece, ...] = ()
    rows: tuple[tuple[tuple[Piece, ...], ...], ...] = ()


def blocks(text: str) -> list[Block]:
    """The paragraphs and tables of a text, in order; empty lines are left out."""
    found: list[Block] = []
    table: list[tuple[tuple[Piece, ...], ...]] = []
    counted = iter(range(1, text.count(BLANK) + 1))

    def close() -> None:
        if table:
            found.append(Block(rows=tuple(table)))
            table.clear()

    for line in text.splitlines():
        cells = _cells(line)
        if cells is None:
            close()
            if line.strip():
                found.append(Block(pieces=tuple(_pieces(line.strip(), counted))))
        elif len(table) != 1 or not all(_RULE.fullmatch(cell) for cell in cells):
            table.append(tuple(tuple(_pieces(cell, counted)) for cell in cells))
    close()
    return found


def is_bare(text: str) -> bool:
    """One paragraph of words: no blank, picture or table."""
    return not (BLANK in text or "![" in text or "|" in text or len(text.splitlines()) > 1)


def _cells(line: str) -> list[str] | None:
    """The cells of a line `| a | b |`; None for any other."""
    bare = line.strip()
    if len(bare) < 3 or not bare.startswith("|") or not bare.endswith("|"):  # noqa: PLR2004
        return None
    return [cell.strip() for cell in bare[1:-1].split("|")]


def _pieces(text: str, counted: Iterator[int]) -> Iterator[Piece]:
    at = 0
    for match in _PIECES.finditer(text):
        if match.start() > at:
            yield Piece(text[at : match.start()])
        if match["picture"]:
            yield Piece(match["shows"], digest=match["digest"])
        else:
            yield Piece(blank=next(counted))
        at = match.end()
    if at < len(text):
        yield Piece(text[at:])


def bare(text: str) -> str:
    """The text in one line for lists and titles: pictures by what they show, cells apart."""
    words = [
        BLANK if piece.blank else piece.text
        for block in blocks(text)
        for piece in (*block.pieces, *(one for row in block.rows for cell in row for one in cell))
    ]
    return " ".join(" ".join(words).split())
