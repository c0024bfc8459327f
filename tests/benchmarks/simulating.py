"""A start storm as a queue: everybody comes within some minutes, each request waits for a core.

`python -m tests.benchmarks.simulating [--candidates N] [--every S] [--saves N] [--cost STEP=MS …]`
prints how long people wait for each number of cores and each spread. Nothing is measured here: the
costs are what `python -m tests.benchmarks storm` found, in CPU milliseconds of web, PostgreSQL and
Redis together.
"""

import argparse
import heapq
import random
import sys
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

PAGES = ("cover", "start", "first page")
COSTS = {"cover": 5.9, "start": 7.4, "first page": 4.4, "save": 5.5}  # CPU-ms, as measured
GOOD = 0.95


@dataclass(frozen=True)
class Storm:
    """`spread`: seconds within which everybody comes, evenly by chance; `every`: seconds between
    two answers; `costs`: CPU-ms of each step."""

    candidates: int
    spread: float
    cores: int
    every: float = 15.0
    saves: int = 12
    costs: Mapping[str, float] = field(default_factory=lambda: COSTS)
    seed: int = 1


@dataclass(frozen=True)
class Waits:
    """The 95th percentile of each step in seconds, and how busy the cores were while people
    came."""

    p95: Mapping[str, float]
    busy: float


def simulate(storm: Storm) -> Waits:
    """First come, first served, on so many cores; how long a step takes varies by chance
    (exponentially, which is worse than what is measured) around its mean."""
    dice = random.Random(storm.seed)
    free = [0.0] * storm.cores
    waits: dict[str, list[float]] = defaultdict(list)
    arrivals = [(dice.random() * storm.spread, n, 0) for n in range(storm.candidates)]
    heapq.heapify(arrivals)
    worked = 0.0
    while arrivals:
        due, who, step = heapq.heappop(arrivals)
        name = PAGES[step] if step < len(PAGES) else "save"
        takes = dice.expovariate(1.0) * storm.costs[name] / 1000
        begins = max(due, heapq.heappop(free))
        done = begins + takes
        heapq.heappush(free, done)
        waits[name].append(done - due)
        worked += takes if begins <= storm.spread else 0
        if step < len(PAGES) - 1:
            heapq.heappush(arrivals, (done, who, step + 1))
        elif step < len(PAGES) - 1 + storm.saves:
            heapq.heappush(arrivals, (max(done, due) + storm.every, who, step + 1))
    p95 = {name: sorted(found)[int(GOOD * len(found))] for name, found in waits.items()}
    return Waits(p95, worked / (storm.cores * storm.spread))


def cores_needed(storm: Storm, *, page: float = 2.0, save: float = 1.0) -> int:
    """The fewest cores with which 95 % of pages come within `page` seconds and of saves within
    `save`."""
    low, high = 1, 1
    while not _good(storm, high, page, save):
        low, high = high + 1, high * 2
    while low < high:
        middle = (low + high) // 2
        if _good(storm, middle, page, save):
            high = middle
        else:
            low = middle + 1
    return low


def _good(storm: Storm, cores: int, page: float, save: float) -> bool:
    found = simulate(replace(storm, cores=cores)).p95
    return all(found[name] <= page for name in PAGES) and found.get("save", 0) <= save


def table(storm: Storm, spreads: list[int], cores: list[int]) -> str:
    """The waits for people."""
    lines = [f"{'spread':>8}{'cores':>7}{'busy':>7}{'cover':>9}{'start':>9}{'page':>9}{'save':>9}"]
    for spread in spreads:
        at = replace(storm, spread=spread, saves=storm.saves or writing(spread, storm.every))
        for many in cores:
            found = simulate(replace(at, cores=many))
            waits = "".join(f"{found.p95.get(name, 0):>8.3f}s" for name in (*PAGES, "save"))
            lines.append(f"{spread:>7}s{many:>7}{found.busy:>6.0%} {waits}")
        lines.append(f"{spread:>7}s needs {cores_needed(at)} cores at least")
    return "\n".join(lines) + "\n"


def writing(spread: float, every: float) -> int:
    """So many answers that the first still writes when the last one comes, and a minute more."""
    return int((spread + 60) / every)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.simulating")
    parser.add_argument("--candidates", type=int, default=50_000)
    parser.add_argument("--spread", type=int, nargs="*", default=[300, 600, 900])
    parser.add_argument("--cores", type=int, nargs="*", default=[8, 16, 24, 32])
    parser.add_argument("--every", type=float, default=15.0, help="seconds between two answers")
    parser.add_argument("--saves", type=int, default=0, help="0: until all have come")
    for step, cost in COSTS.items():
        name = step.replace(" ", "-")
        parser.add_argument(f"--{name}", type=float, default=cost, help="CPU-ms", dest=step)
    asked = vars(parser.parse_args())
    costs = {step: asked[step] for step in COSTS}
    storm = Storm(asked["candidates"], 0, 0, asked["every"], asked["saves"], costs)
    sys.stdout.write(table(storm, asked["spread"], asked["cores"]))


if __name__ == "__main__":
    main()
