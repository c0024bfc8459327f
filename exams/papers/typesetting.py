"""The texts of a question as what they are made of: paragraphs, tables and pictures (see
`exams.wording`)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from exams import texts
from exams.texts import Piece
from exams.wording import BLANK, PICTURE

NOWHERE: Mapping[str, str] = {}


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
    for block in texts.blocks(text):
        found += [_table(block.rows)] if block.rows else _parts(block.pieces, addresses)
    return tuple(found)


def _table(lines: tuple[tuple[tuple[Piece, ...], ...], ...]) -> Table:
    head, *rows = [tuple(_words(cell) for cell in line) for line in lines]
    return Table(head, tuple((*row, *[""] * len(head))[: len(head)] for row in rows))


def _words(pieces: Iterable[Piece]) -> str:
    """Pieces in one run of text; a picture by what it shows."""
    return "".join(BLANK if piece.blank else piece.text for piece in pieces).strip()


def _parts(pieces: Iterable[Piece], addresses: Mapping[str, str]) -> Iterator[Block]:
    for is_picture, group in groupby(pieces, key=lambda piece: bool(piece.digest)):
        if is_picture:
            for piece in group:
                yield Picture(piece.digest, piece.text, addresses.get(piece.digest, ""))
        elif words := _words(group):
            yield Paragraph(words)


def pictures_in(texts: Iterable[str]) -> frozenset[str]:
    """The digests of the pictures that texts show."""
    return frozenset(match["digest"] for text in texts for match in PICTURE.finditer(text))
