"""The numbers and letters that Word writes in front of paragraphs and that stand in no text."""

import re
from xml.etree.ElementTree import Element

from courses.manuscripts.markup import W, value
from courses.statutes.numerals import to_hanzi
from exams.wording import LETTERS

LEVELS = 9
HANZI = re.compile("chinese|ideograph|japaneseCounting|taiwanese", re.I)
ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


class Numbers:
    """Counts in the order of the paper; a list may begin again where it says so."""

    def __init__(self, root: Element | None) -> None:
        self.levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self.lists: dict[str, str] = {}
        self.restarts: dict[str, dict[int, int]] = {}
        self.own: dict[tuple[str, int], tuple[str, str, int]] = {}
        self.counts: dict[str, list[int]] = {}
        self.seen: set[tuple[str, int]] = set()
        for abstract in root.iter(f"{W}abstractNum") if root is not None else ():
            rows = {
                int(row.get(f"{W}ilvl", "0")): _level(row) for row in abstract.findall(f"{W}lvl")
            }
            self.levels[abstract.get(f"{W}abstractNumId", "")] = rows
        for one in root.findall(f"{W}num") if root is not None else ():
            self._take_list(one)

    def _take_list(self, one: Element) -> None:
        name = one.get(f"{W}numId", "")
        self.lists[name] = value(one.find(f"{W}abstractNumId"))
        for change in one.findall(f"{W}lvlOverride"):
            depth = int(change.get(f"{W}ilvl", "0"))
            start, row = value(change.find(f"{W}startOverride")), change.find(f"{W}lvl")
            if start.isdecimal():
                self.restarts.setdefault(name, {})[depth] = int(start)
            if row is not None:
                self.own[name, depth] = _level(row)

    def label(self, number: tuple[str, int]) -> str:
        """What stands in front of the next paragraph of this list and level."""
        name, depth = number
        key = self.lists.get(name, "")
        rows = {
            **self.levels.get(key, {}),
            **{d: row for (n, d), row in self.own.items() if n == name},
        }
        if depth not in rows or depth >= LEVELS:
            return ""
        counts = self.counts.setdefault(
            key, [rows[i][2] - 1 if i in rows else 0 for i in range(LEVELS)]
        )
        start = self.restarts.get(name, {}).get(depth)
        if start is not None and (name, depth) not in self.seen:
            counts[depth] = start - 1
        self.seen.add((name, depth))
        counts[depth] += 1
        for deeper in range(depth + 1, LEVELS):
            counts[deeper] = rows[deeper][2] - 1 if deeper in rows else 0
        form, pattern, _start = rows[depth]
        if form in {"bullet", "none"}:
            return ""
        return re.sub(r"%([1-9])", lambda found: _said(rows, counts, int(found[1]) - 1), pattern)


def _level(row: Element) -> tuple[str, str, int]:
    start = value(row.find(f"{W}start"))
    first = int(start) if start.isdecimal() else 1
    return value(row.find(f"{W}numFmt")), value(row.find(f"{W}lvlText")), first


def _said(rows: dict[int, tuple[str, str, int]], counts: list[int], depth: int) -> str:
    form = rows[depth][0] if depth in rows else "decimal"
    count = max(counts[depth], 1)
    if form in {"upperLetter", "lowerLetter"}:
        letter = LETTERS[(count - 1) % len(LETTERS)]
        return letter if form == "upperLetter" else letter.lower()
    if form in {"upperRoman", "lowerRoman"}:
        return _roman(count) if form == "upperRoman" else _roman(count).lower()
    return to_hanzi(count) if HANZI.search(form) else str(count)


def _roman(count: int) -> str:
    text = ""
    for size, sign in ROMAN:
        text += sign * (count // size)
        count %= size
    return text
