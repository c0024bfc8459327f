"""Drawing a paper by its blueprint: the same blueprint, pool, seed and limits draw the same paper
on every machine.

New questions before seen ones; of the new ones the less seen half by chance, so that over many
papers all are seen equally often; where all were seen equally often, all are equally likely.
"""

import random
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from exams.choices import Kind
from exams.papers.blueprint import KIND_ORDER, Blueprint, Row
from exams.papers.filling import Demand, Filling, Slot
from exams.papers.ordering import dice, order_of_options, picked, shuffled
from exams.papers.pool import Candidate, Cell, Pool
from exams.papers.shortage import Exposed, Lack, Shortage, lacking


@dataclass(frozen=True)
class Limits:
    """What one person has `seen` (references of the bank), how many questions that are new to
    them they may get, and how many of the seen ones again; None: as many as it takes. A limit that
    is not `firm` gives way where no paper could be drawn otherwise."""

    seen: frozenset[str] = frozenset()
    most_new: int | None = None
    most_seen: int | None = None
    firm: bool = True


FREE = Limits()


@dataclass(frozen=True)
class Drawn:
    """A question of a paper, in its place, with the order in which its options are shown;
    `section` counts the sections of the blueprint from 1."""

    position: int
    version_id: int
    kind: str
    points: Decimal
    option_order: tuple[int, ...]
    ref: str = ""
    section: int = 1


@dataclass(frozen=True)
class _Chosen:
    section: int
    points: Decimal
    item: Candidate


def draw(blueprint: Blueprint, pool: Pool, seed: str, limits: Limits = FREE) -> tuple[Drawn, ...]:
    """Draw a paper. Raises Shortage that names every row the pool cannot fill, or the limit.

    Sections keep their order; within a section kinds keep theirs, and the questions of a kind,
    fixed or drawn, are mixed.
    """
    fixed = _fixed(blueprint, pool)
    left = _left(limits, [chosen.item.ref for chosen in fixed])
    hand = _Hand(pool, limits.seen, {chosen.item.ref for chosen in fixed})
    rows = blueprint.rows
    demands = [Demand(row.count, pool.cells(row.wants)) for _section, row in rows]
    if left is None or _fill(demands, rows, hand, left, dice(seed, "fill")).missing:
        raise _why(blueprint, pool, limits)
    rolls = dice(seed, "draw")
    drawn = [
        _Chosen(section, row.points, item)
        for (section, row), demand in zip(rows, demands, strict=True)
        for item in hand.take(row, demand, rolls)
    ]
    return _laid_out([*fixed, *drawn], seed)


def _fixed(blueprint: Blueprint, pool: Pool) -> list[_Chosen]:
    gone = [
        Lack(section + 1, line, 1, 0, ref=one.ref)
        for section, part in enumerate(blueprint.sections)
        for line, one in enumerate(part.fixed, start=1)
        if one.ref not in pool.by_ref
    ]
    if gone:
        raise Shortage(tuple(gone))
    return [_Chosen(at, one.points, pool.by_ref[one.ref]) for at, one in blueprint.fixed]


def _left(limits: Limits, fixed: list[str]) -> Limits | None:
    """What the fixed questions leave of the limits; None when they alone go beyond."""
    again = sum(ref in limits.seen for ref in fixed)
    most_new, most_seen = limits.most_new, limits.most_seen
    most_new = None if most_new is None else most_new - (len(fixed) - again)
    most_seen = None if most_seen is None else most_seen - again
    if min(most_new or 0, most_seen or 0) < 0 and limits.firm:
        return None
    return replace(limits, most_new=most_new, most_seen=most_seen)


class _Hand:
    """The questions one person may draw, by slot, as places in the groups of the pool: without the
    fixed ones, new and seen apart. Nothing is copied: of 10,000 questions a paper touches few."""

    def __init__(self, pool: Pool, seen: frozenset[str], fixed: set[str]) -> None:
        self.pool = pool
        self._gone: dict[Cell, set[int]] = defaultdict(set)  # not to be drawn as new ones
        self._again: dict[Cell, list[int]] = defaultdict(list)
        for ref in seen | fixed:
            if ref in pool.places:
                cell, at = pool.places[ref]
                self._gone[cell].add(at)
                if ref not in fixed:
                    self._again[cell].append(at)
        self._away = {cell: sorted(gone) for cell, gone in self._gone.items()}
        for held in self._again.values():
            held.sort()

    def holds(self, slot: Slot) -> int:
        cell, seen = slot
        if seen:
            return len(self._again.get(cell, ()))
        return len(self.pool.groups[cell].items) - len(self._away.get(cell, ()))

    def in_front(self, row: Row, slot: Slot) -> int:
        """How many questions of a slot belong to the less seen half for a row."""
        cell, seen = slot
        edge = self._edge(row, cell)
        if seen:
            return bisect_left(self._again.get(cell, ()), edge)
        return edge - bisect_left(self._away.get(cell, ()), edge)

    def _edge(self, row: Row, cell: Cell) -> int:
        return self.pool.edge(row.wants, row.count, cell)

    def take(self, row: Row, demand: Demand, rolls: random.Random) -> Iterable[Candidate]:
        for slot in sorted(demand.taken):
            cell, seen = slot
            at_hand = self._again[cell] if seen else self._new(cell)
            found = self._pick(cell, at_hand, demand.taken[slot], self._edge(row, cell), rolls)
            items = self.pool.groups[cell].items
            yield from (items[at] for at in found)
            self._gone[cell].update(found)
            if seen:
                self._again[cell] = [at for at in at_hand if at not in found]

    def _new(self, cell: Cell) -> list[int]:
        gone = self._gone[cell]
        return [at for at in range(len(self.pool.groups[cell].items)) if at not in gone]

    def _pick(
        self, cell: Cell, at_hand: list[int], count: int, edge: int, rolls: random.Random
    ) -> list[int]:
        """`count` of the places before the edge; when they are too few all of these and the least
        seen of the others, equally seen ones by chance."""
        front = bisect_left(at_hand, edge)
        if front >= count:
            return picked(at_hand[:front], count, rolls)
        exposures = self.pool.groups[cell].exposures
        last = exposures[at_hand[count - 1]]
        sure = [at for at in at_hand if exposures[at] < last]
        tied = [at for at in at_hand if exposures[at] == last]
        return [*sure, *picked(tied, count - len(sure), rolls)]


def _fill(
    demands: list[Demand],
    rows: tuple[tuple[int, Row], ...],
    hand: _Hand,
    limits: Limits,
    rolls: random.Random,
) -> Filling:
    """Seen ones where the limit of new ones asks for them, new ones, seen ones for what is left."""
    cells = {cell for demand in demands for cell in demand.cells}
    slots = [(cell, seen) for cell in sorted(cells) for seen in (False, True)]
    filling = Filling(demands, {slot: hand.holds(slot) for slot in slots})
    total = sum(demand.count for demand in demands)
    most_new = total if limits.most_new is None else max(0, limits.most_new)
    most_seen = total if limits.most_seen is None else max(0, limits.most_seen)
    row_of = {id(demand): row for demand, (_section, row) in zip(demands, rows, strict=True)}

    def preferred(demand: Demand, slot: Slot) -> int:
        return hand.in_front(row_of[id(demand)], slot)

    def fill(most: int, *, seen: bool) -> None:
        filling.fill(seen=seen, most=most, preferred=preferred, rolls=rolls)

    fill(min(max(0, total - most_new), most_seen), seen=True)
    fill(most_new, seen=False)
    fill(most_seen - filling.taken(seen=True), seen=True)
    if not limits.firm:
        fill(total, seen=False)
        fill(total, seen=True)
    return filling


def _why(blueprint: Blueprint, pool: Pool, limits: Limits) -> Shortage:
    """The rows that lack questions; when none does, the limit stands in the way."""
    lacks = lacking(blueprint, pool)
    return Shortage(lacks) if lacks else Shortage((), Exposed(blueprint.questions, limits.most_new))


def _laid_out(chosen: Iterable[_Chosen], seed: str) -> tuple[Drawn, ...]:
    places, options = dice(seed, "place"), dice(seed, "options")
    groups: dict[tuple[int, int], list[_Chosen]] = {}
    for one in chosen:
        groups.setdefault((one.section, KIND_ORDER.index(one.item.kind)), []).append(one)
    in_order = [one for key in sorted(groups) for one in shuffled(groups[key], places)]
    return tuple(
        Drawn(
            position=position,
            version_id=one.item.version_id,
            kind=one.item.kind,
            points=one.points,
            option_order=option_order(one.item, options),
            ref=one.item.ref,
            section=one.section + 1,
        )
        for position, one in enumerate(in_order, start=1)
    )


def option_order(item: Candidate, rolls: random.Random) -> tuple[int, ...]:
    """The order in which options are shown; true or false always reads true, false."""
    if item.kind == Kind.TRUE_FALSE:
        return (0, 1)
    return order_of_options(item.options, item.pinned, rolls)
