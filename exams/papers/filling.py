"""How many questions each row takes from each cell, when rows overlap: by chance first, the strict
rows before the free ones; where that leaves a row short although another way fills it, along
augmenting paths over cells (a maximum flow), never over single questions."""

import random
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from exams.papers.pool import Cell

Slot = tuple[Cell, bool]  # a cell, and whether its questions were seen by this person


@dataclass
class Demand:
    """A row that draws: `count` questions out of `slots`; `taken` says how many from which."""

    count: int
    cells: tuple[Cell, ...]
    taken: dict[Slot, int] = field(default_factory=dict)

    @property
    def missing(self) -> int:
        return self.count - sum(self.taken.values())

    def take(self, slot: Slot, number: int) -> None:
        left = self.taken.get(slot, 0) + number
        if left:
            self.taken[slot] = left
        else:
            self.taken.pop(slot, None)


Preferred = Callable[[Demand, Slot], int]


class Filling:
    """Fills demands from slots in phases; what one phase has taken of a slot's questions never
    shrinks in a later one, only who has them."""

    def __init__(self, demands: Sequence[Demand], capacity: dict[Slot, int]) -> None:
        self.demands = demands
        self.capacity = capacity
        self.used: dict[Slot, int] = dict.fromkeys(capacity, 0)

    @property
    def missing(self) -> int:
        return sum(demand.missing for demand in self.demands)

    def taken(self, *, seen: bool) -> int:
        return sum(number for slot, number in self.used.items() if slot[1] is seen)

    def fill(self, *, seen: bool, most: int, preferred: Preferred, rolls: random.Random) -> None:
        """Take up to `most` questions, seen ones or new ones; as many as any choice could take.

        Each demand takes from its slots by chance, every question as likely as any other, those
        that are `preferred` (how many of a slot stand in front for a demand) before the rest.
        """
        for demand in sorted(self.demands, key=lambda demand: len(demand.cells)):
            slots = [(cell, seen) for cell in demand.cells]
            wanted = min(demand.missing, most)
            got = self._by_chance(demand, slots, wanted, preferred, rolls)
            got += self._by_chance(demand, slots, wanted - got, self._all, rolls)
            most -= got
        for demand in self.demands:
            while most and demand.missing and self._augment(demand, seen=seen):
                most -= 1

    def _all(self, _demand: Demand, slot: Slot) -> int:
        return self.capacity[slot]

    def _by_chance(
        self,
        demand: Demand,
        slots: Sequence[Slot],
        wanted: int,
        preferred: Preferred,
        rolls: random.Random,
    ) -> int:
        if wanted <= 0:
            return 0
        left = [max(0, preferred(demand, slot) - self.used[slot]) for slot in slots]
        there = sum(left)
        wanted = min(wanted, there)
        for _question in range(wanted):
            at, place = 0, int(rolls.random() * there)
            while place >= left[at]:
                place -= left[at]
                at += 1
            left[at] -= 1
            there -= 1
            demand.take(slots[at], 1)
            self.used[slots[at]] += 1
        return wanted

    def _augment(self, demand: Demand, *, seen: bool) -> bool:
        """Find one more question for a demand: another demand may have to take one elsewhere."""
        start = self._place(demand)
        came: dict[Slot, tuple[int, Slot | None]] = {}
        waiting: deque[tuple[int, Slot | None]] = deque([(start, None)])
        reached = {start}
        while waiting:
            at, given_up = waiting.popleft()
            for slot in self._slots(self.demands[at]):
                if slot in came:
                    continue
                came[slot] = (at, given_up)
                if slot[1] is seen and self.used[slot] < self.capacity[slot]:
                    self._follow(slot, came)
                    return True
                for other, holder in enumerate(self.demands):
                    if other not in reached and holder.taken.get(slot):
                        reached.add(other)
                        waiting.append((other, slot))
        return False

    def _place(self, demand: Demand) -> int:
        return next(n for n, other in enumerate(self.demands) if other is demand)

    def _slots(self, demand: Demand) -> list[Slot]:
        slots = [(cell, seen) for cell in demand.cells for seen in (False, True)]
        return [slot for slot in slots if slot in self.capacity]

    def _follow(self, slot: Slot, came: dict[Slot, tuple[int, Slot | None]]) -> None:
        self.used[slot] += 1
        free: Slot | None = slot
        while free is not None:
            at, given_up = came[free]
            self.demands[at].take(free, 1)
            if given_up is not None:
                self.demands[at].take(given_up, -1)
            free = given_up
