"""The numbers that the program writes in front of paragraphs by itself and no text holds."""

import re
from xml.etree.ElementTree import Element

from courses.manuscripts.markup import W, value
from courses.statutes.numerals import to_hanzi

CHINESE = {
    "chineseCounting", "chineseCountingThousand", "chineseLegalSimplified", "ideographDigital",
    "japaneseCounting", "taiwaneseCounting", "taiwaneseCountingThousand", "ideographTraditional",
}  # fmt: skip
LEVELS = 9


class Numbering:
    """Counts in the order of the paper."""

    def __init__(self, root: Element | None) -> None:
        self.levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self.lists: dict[str, str] = {}
        self.counts: dict[str, list[int]] = {}
        if root is None:
            return
        for abstract in root.iter(f"{W}abstractNum"):
            rows = {int(row.get(f"{W}ilvl", "0")): _level(row) for row in abstract.iter(f"{W}lvl")}
            self.levels[abstract.get(f"{W}abstractNumId", "")] = rows
        for one in root.iter(f"{W}num"):
            self.lists[one.get(f"{W}numId", "")] = value(one.find(f"{W}abstractNumId"))

    def step(self, number: tuple[str, int]) -> tuple[str, bool]:
        """What stands in front of the next paragraph with this number, and whether it counts in
        Chinese; bullets stand for nothing."""
        key, depth = self.lists.get(number[0], ""), number[1]
        rows = self.levels.get(key, {})
        if depth not in rows or depth >= LEVELS:
            return "", False
        counts = self.counts.setdefault(key, [rows[i][2] - 1 if i in rows else 0 for i in range(9)])
        counts[depth] += 1
        for deeper in range(depth + 1, LEVELS):
            counts[deeper] = rows[deeper][2] - 1 if deeper in rows else 0
        form, pattern, _start = rows[depth]
        if form in {"bullet", "none"}:
            return "", False
        label = re.sub(r"%([1-9])", lambda found: _said(rows, counts, int(found[1]) - 1), pattern)
        return label, form in CHINESE


def _level(row: Element) -> tuple[str, str, int]:
    start = value(row.find(f"{W}start"))
    first = int(start) if start.isdecimal() else 1
    return value(row.find(f"{W}numFmt")), value(row.find(f"{W}lvlText")), first


def _said(rows: dict[int, tuple[str, str, int]], counts: list[int], depth: int) -> str:
    form = rows[depth][0] if depth in rows else "decimal"
    count = max(counts[depth], 1)
    return to_hanzi(count) if form in CHINESE else str(count)
