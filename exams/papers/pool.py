"""What a paper may draw from: the live questions as plain values, grouped once."""

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from functools import cached_property

Wants = tuple[str, str, str, str]  # subject, kind, difficulty, tier; "" for any (not for the kind)
Cell = tuple[str, str, str, str]  # the same without any


@dataclass(frozen=True, slots=True)
class Candidate:
    """A live question that could be drawn: `options` is how many things it shows to be put in an
    order, `pinned` the indexes of those that keep their place, `exposure` how often the question
    was on a paper before this day."""

    version_id: int
    ref: str
    subject: str
    kind: str
    options: int
    difficulty: str = "medium"
    tier: str = ""
    pinned: tuple[int, ...] = ()
    exposure: int = 0

    @property
    def cell(self) -> Cell:
        return (self.subject, self.kind, self.difficulty, self.tier)


@dataclass(frozen=True)
class Group:
    """The questions of one cell, the least seen first, and how often each was seen."""

    items: tuple[Candidate, ...]
    exposures: tuple[int, ...]

    @classmethod
    def of(cls, items: Iterable[Candidate]) -> "Group":
        """`items` in order already."""
        listed = tuple(items)
        return cls(listed, tuple(item.exposure for item in listed))

    def seen_at_most(self, exposure: int) -> int:
        """How many were seen so often or less: they stand in front."""
        return bisect_right(self.exposures, exposure)


class Pool:
    """The questions grouped by cell. The same questions make the same pool in whatever order they
    come. Never changed: it is shared by all papers that are drawn at a time."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self.items = tuple(sorted(candidates, key=lambda item: (item.exposure, item.ref)))
        grouped: dict[Cell, list[Candidate]] = {}
        for item in self.items:
            grouped.setdefault(item.cell, []).append(item)
        self.groups = {cell: Group.of(grouped[cell]) for cell in sorted(grouped)}
        self._cells: dict[Wants, tuple[Cell, ...]] = {}
        self._half: dict[Wants, tuple[int, ...]] = {}
        self._edges: dict[tuple[Wants, int, Cell], int] = {}

    def __len__(self) -> int:
        return len(self.items)

    def __iter__(self) -> Iterator[Candidate]:
        return iter(self.items)

    @cached_property
    def by_ref(self) -> dict[str, Candidate]:
        return {item.ref: item for item in self.items}

    @cached_property
    def places(self) -> dict[str, tuple[Cell, int]]:
        """Where each question stands: its cell, and its place in the group of that cell."""
        return {
            item.ref: (cell, at)
            for cell, group in self.groups.items()
            for at, item in enumerate(group.items)
        }

    @cached_property
    def plain(self) -> bytes:
        """Its questions as JSON: a list of the values of each, ordered by reference."""
        rows = [list(astuple(item)) for item in sorted(self.items, key=lambda item: item.ref)]
        return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()

    def cells(self, wants: Wants) -> tuple[Cell, ...]:
        """The cells that a row may draw from, in a fixed order."""
        if wants not in self._cells:
            self._cells[wants] = tuple(cell for cell in self.groups if fits(cell, wants))
        return self._cells[wants]

    def holds(self, wants: Wants) -> int:
        """How many questions fit a row."""
        return sum(len(self.groups[cell].items) for cell in self.cells(wants))

    def edge(self, wants: Wants, count: int, cell: Cell) -> int:
        """How many questions of a cell belong to the less seen half for a row; they stand in
        front."""
        key = (wants, count, cell)
        if key not in self._edges:
            exposure = self.exposure_of_half(wants, count)
            self._edges[key] = self.groups[cell].seen_at_most(exposure)
        return self._edges[key]

    def exposure_of_half(self, wants: Wants, count: int) -> int:
        """The exposure up to which the less seen half of what fits is taken, and no fewer than
        twice `count`, so that chance has a choice; equally seen ones stand on one side together."""
        if wants not in self._half:
            cells = self.cells(wants)
            self._half[wants] = tuple(
                sorted(seen for cell in cells for seen in self.groups[cell].exposures)
            )
        exposures = self._half[wants]
        if not exposures:
            return 0
        return exposures[min(max((len(exposures) + 1) // 2, 2 * count), len(exposures)) - 1]


def fits(cell: Cell, wants: Wants) -> bool:
    return all(wanted in ("", has) for wanted, has in zip(wants, cell, strict=True))
