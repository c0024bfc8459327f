"""What must not stand in a list that everybody reads: numbers of ID documents, phones, bank cards,
in whatever cell. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from courses.editing.deidentifying import Kind, Text, scan

REFUSED = (Kind.ID_NUMBER, Kind.OLD_ID_NUMBER, Kind.BANK_CARD, Kind.PHONE)


@dataclass(frozen=True)
class Found:
    """A number of a person: in which row (0: above the rows), in which column, what it looks like,
    and its surroundings, masked."""

    row: int
    column: str
    kind: Kind
    excerpt: str


def numbers_in(cells: Iterable[tuple[int, str, str]]) -> list[Found]:
    """What was found in cells of (row, column, words). A number may be divided by blanks and
    signs, or stand in full width."""
    texts = (Text(column, words, row) for row, column, words in cells if words)
    return [
        Found(hit.text.number, hit.text.place, hit.kind, hit.excerpt)
        for hit in scan(texts)
        if hit.kind in REFUSED
    ]
