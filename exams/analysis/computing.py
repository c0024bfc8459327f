"""The statistics of an exam: plain values in and out; knows no framework, and takes marks one after
the other, or many alike at once, however many there are.

Points are whole hundredths, so that sums are exact. With `x` the points of an item that can bring
`most`, and `r` what the rest of the paper brought:

- facility: what was got of what could be got (0: nobody got anything, 1: everybody everything);
  the mean of x / most, where all papers gave the item the same weight;
- discrimination: facility among the best 27 % less that among the weakest 27 % (Kelley 1939);
- point-biserial: Pearson's correlation of x and r, the item itself left out of the total;
- Cronbach's alpha: k / (k - 1) × (1 - Σ var(x) / var(total)), where all had the same k items;
- SEM: standard deviation of the totals × √(1 - alpha).

Variances are those of a sample (n - 1). What cannot be said (nobody differs, one candidate) is
None.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import floor, sqrt

GROUP_PERCENT = 27
LEAST = 2  # values of which something can be said
CENTS = 100
PERCENT = 100


@dataclass(frozen=True)
class Alike:
    """So many attempts in which an item brought the same: the sum of their totals (hundredths),
    and of the squares of these."""

    many: int
    totals: int
    squares: int


@dataclass
class Sums:
    """What is added up of one item while marks go by; `most` is what it could bring in all."""

    most: int = 0
    n: int = 0
    x: int = 0
    xx: int = 0
    r: int = 0
    rr: int = 0
    xr: int = 0
    upper: list[int] = field(default_factory=lambda: [0, 0])
    lower: list[int] = field(default_factory=lambda: [0, 0])

    def add(self, points: int, most: int, alike: "Alike", group: int) -> None:
        many, told = alike.many, alike.totals
        taken = points * many
        self.n += many
        self.most += most * many
        self.x += taken
        self.xx += points * taken
        self.r += told - taken
        self.rr += alike.squares - 2 * points * told + points * taken
        self.xr += points * (told - taken)
        if group:
            held = self.upper if group > 0 else self.lower
            held[0] += most * many
            held[1] += taken


@dataclass(frozen=True)
class ItemStatistics:
    """Of one item: how many had it, and what the docstring of this module names; `upper` and
    `lower` are the facilities among the best and the weakest."""

    n: int
    facility: float
    upper: float | None
    lower: float | None
    discrimination: float | None
    biserial: float | None


@dataclass(frozen=True)
class WholeStatistics:
    """Of the exam as a whole; points as they are told (not hundredths)."""

    n: int
    mean: float | None
    deviation: float | None
    median: float | None
    alpha: float | None
    sem: float | None


@dataclass
class Analysis:
    """Totals first, then marks in any order: `totals` are the hundredths of each attempt."""

    totals: Mapping[int, int]
    items: dict[int, Sums] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.groups = groups_of(self.totals)

    def add(self, attempt: int, item: int, points: int, most: int) -> None:
        """What an item brought in one attempt, in hundredths."""
        total = self.totals[attempt]
        alike = Alike(1, total, total * total)
        self.add_alike(item, points, most, alike, self.groups.get(attempt, 0))

    def add_alike(self, item: int, points: int, most: int, alike: Alike, group: int) -> None:
        """What an item brought in attempts of one group (`groups_of`; 0 between them)."""
        sums = self.items.get(item)
        if sums is None:
            sums = self.items[item] = Sums()
        sums.add(points, most, alike, group)

    def of_items(self) -> dict[int, ItemStatistics]:
        return {item: _of_item(sums) for item, sums in self.items.items()}

    def of_whole(self) -> WholeStatistics:
        values = sorted(self.totals.values())
        n = len(values)
        if not n:
            return WholeStatistics(0, None, None, None, None, None)
        variance = _variance(n, sum(values), sum(value * value for value in values))
        alpha = self._alpha(variance)
        deviation = None if variance is None else sqrt(variance) / CENTS
        sem = None if alpha is None or deviation is None else deviation * sqrt(max(0.0, 1 - alpha))
        middle = (values[(n - 1) // 2] + values[n // 2]) / 2 / CENTS
        return WholeStatistics(n, sum(values) / n / CENTS, deviation, middle, alpha, sem)

    def _alpha(self, variance: float | None) -> float | None:
        """Only where everybody had the same items."""
        k = len(self.items)
        if (
            k < LEAST
            or not variance
            or any(one.n != len(self.totals) for one in self.items.values())
        ):
            return None
        parts = [_variance(one.n, one.x, one.xx) or 0.0 for one in self.items.values()]
        return k / (k - 1) * (1 - sum(parts) / variance)


def groups_of(totals: Mapping[int, int]) -> dict[int, int]:
    """1 for the best 27 %, -1 for the weakest; of equal totals the earlier attempt is the better
    one, so that the groups have a size and no doubt."""
    size = floor(len(totals) * GROUP_PERCENT / PERCENT)
    if not size:
        return {}
    order = sorted(totals, key=lambda attempt: (-totals[attempt], attempt))
    return dict.fromkeys(order[:size], 1) | dict.fromkeys(order[-size:], -1)


def _of_item(sums: Sums) -> ItemStatistics:
    upper, lower = _facility(sums.upper), _facility(sums.lower)
    apart = None if upper is None or lower is None else upper - lower
    return ItemStatistics(sums.n, sums.x / sums.most, upper, lower, apart, _correlation(sums))


def _facility(held: Sequence[int]) -> float | None:
    most, points = held
    return points / most if most else None


def _variance(n: int, total: int, squares: int) -> float | None:
    """Of a sample, from whole sums: exact up to the last division."""
    return (n * squares - total * total) / (n * (n - 1)) if n >= LEAST else None


def _correlation(sums: Sums) -> float | None:
    n = sums.n
    left, right = n * sums.xx - sums.x * sums.x, n * sums.rr - sums.r * sums.r
    if n < LEAST or not left or not right:
        return None
    return (n * sums.xr - sums.x * sums.r) / (sqrt(left) * sqrt(right))


def histogram(values: Iterable[float], most: float, bars: int) -> list[int]:
    """How many values fall into each of so many bars from 0 to `most`; the last one holds both
    its ends."""
    counted = [0] * bars
    for value in values:
        counted[min(bars - 1, int(value * bars / most))] += 1
    return counted
