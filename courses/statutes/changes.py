"""What a later version of a statute did to its articles. Plain values in and out."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Key = tuple[int, int]
Kind = Literal["changed", "came", "went"]
SHORTEST_SAME = 2  # fewer equal characters between two changes are part of the change


@dataclass(frozen=True)
class Change:
    """Article `key` came, went, or has other words; `moved_to` is the number under which the later
    version has the very words it had before."""

    key: Key
    kind: Kind
    before: str = ""
    after: str = ""
    moved_to: Key | None = None


@dataclass(frozen=True)
class Piece:
    """Words of one side; `differs` when the other side has not got them here."""

    words: str
    differs: bool


def plain(text: str) -> str:
    """The text without white space, by which two versions of an article are compared."""
    return "".join(text.split())


def between(old: Mapping[Key, str], new: Mapping[Key, str]) -> list[Change]:
    """The articles that differ between two versions, by their number; white space does not count.

    `old` and `new` map (number, sub) to the text.
    """
    places: dict[str, list[Key]] = {}
    for key, text in new.items():
        places.setdefault(plain(text), []).append(key)
    found = []
    for key in sorted(old.keys() | new.keys()):
        before, after = old.get(key), new.get(key)
        if before is None:
            found.append(Change(key, "came", after=after or ""))
        elif after is None or plain(before) != plain(after):
            same = places.get(plain(before), [])
            moved = same[0] if len(same) == 1 else None
            kind: Kind = "went" if after is None else "changed"
            found.append(Change(key, kind, before, after or "", moved))
    return found


def side_by_side(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces, so that a page can mark the words that differ."""
    left: list[Piece] = []
    right: list[Piece] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        alike = tag == "equal" and (b - a >= SHORTEST_SAME or (a, c) == (0, 0))
        _add(left, before[a:b], differs=not alike)
        _add(right, after[c:d], differs=not alike)
    return left, right


def _add(side: list[Piece], words: str, *, differs: bool) -> None:
    if words and side and side[-1].differs == differs:
        side[-1] = Piece(side[-1].words + words, differs)
    elif words:
        side.append(Piece(words, differs))
