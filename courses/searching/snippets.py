"""The words around a hit, cut into what is marked and what is not. Pure; nothing is HTML here."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from courses.searching.words import fold

BEFORE, LENGTH = 30, 130


class Bit(NamedTuple):
    text: str
    marked: bool = False


def marked(text: str, parts: Sequence[str]) -> list[Bit]:
    """The whole text, every part in it marked; parts are folded, as in `Query.parts`."""
    bits: list[Bit] = []
    at = 0
    for found in _pattern(parts).finditer(fold(text)):
        bits += [Bit(text[at : found.start()]), Bit(text[found.start() : found.end()], marked=True)]
        at = found.end()
    return [bit for bit in [*bits, Bit(text[at:])] if bit.text]


def around(text: str, parts: Sequence[str], words: Sequence[str]) -> list[Bit]:
    """About 130 characters around the first part, or around the first word where no part stands
    whole; the beginning of the text where neither does."""
    line = " ".join(text.split())
    folded = fold(line)
    sought = parts
    found = _pattern(parts).search(folded)
    if found is None:
        sought = words
        found = _pattern(words).search(folded)
    start = max(found.start() - BEFORE, 0) if found else 0
    if start:
        start = _after_a_stop(line, start, found.start() if found else start)
    end = min(start + LENGTH, len(line))
    bits = marked(line[start:end], sought)
    if start:
        bits.insert(0, Bit("…"))
    if end < len(line):
        bits.append(Bit("…"))
    return bits


def _after_a_stop(line: str, start: int, hit: int) -> int:
    """Begin with a sentence where one begins before the hit."""
    stops = [line.rfind(stop, start, hit) for stop in "。；！？，"]
    last = max(stops[:4]) if max(stops[:4]) >= 0 else stops[4]
    return last + 1 if last >= 0 else start


def _pattern(parts: Sequence[str]) -> re.Pattern[str]:
    """The longest first; nothing when there is no part."""
    ordered = sorted(parts, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, ordered)) or r"(?!)")
