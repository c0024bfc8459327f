"""`make bench`: what the platform costs, measured on a throwaway PostgreSQL.

`python -m tests.benchmarks [NAME…] [--size N] [--sqlite]` runs the benchmarks of `bench_*.py` one
after the other, each in a process of its own, prints a table and writes `var/bench/<time>.json`.
CPU time counts the process tree and the database server; memory is the peak of the process tree,
what its processes share counted once. Seconds by the clock are told beside them and judge nothing:
they depend on what else the machine does. Exit status 1 when a limit is not held at full size.
"""

import argparse
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import asdict, dataclass, field
from pathlib import Path

from deploy.supervising import die_with_parent
from portal import clock
from tests.benchmarks import usage
from tests.benchmarks.registry import Limit, names
from tests.servers import SAFE, production_shape

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "var" / "bench"
SAMPLE_SECONDS = 0.1
PREFIX = "bench_"


@dataclass
class Measured:
    """One phase of one benchmark."""

    benchmark: str
    phase: str
    operations: int
    seconds: float
    cpu_seconds: float
    database_cpu_seconds: float
    megabytes: float
    limit_cpu_seconds: float | None = None
    limit_megabytes: float | None = None
    notes: list[str] = field(default_factory=list)
    broken: bool = False

    @property
    def milliseconds_each(self) -> float:
        """CPU milliseconds an operation takes, the database's included."""
        return 1000 * (self.cpu_seconds + self.database_cpu_seconds) / self.operations

    @property
    def holds(self) -> bool:
        """True when the limits, as far as there are any, are held."""
        cpu = self.cpu_seconds + self.database_cpu_seconds
        return (
            not self.broken
            and (self.limit_cpu_seconds is None or cpu <= self.limit_cpu_seconds)
            and (self.limit_megabytes is None or self.megabytes <= self.limit_megabytes)
        )


class Peak:
    """The most memory a process tree had since the last look."""

    def __init__(self, root: int) -> None:
        self.root = root
        self.most = 0.0
        self.apart: set[int] = set()

    def tree(self) -> set[int]:
        """The processes of the benchmark but for those that play its users."""
        users = {pid for root in self.apart for pid in usage.tree(root)}
        return set(usage.tree(self.root)) - users

    def look(self) -> None:
        self.most = max(self.most, usage.megabytes(sorted(self.tree())))

    @contextmanager
    def watched(self) -> Iterator[None]:
        stop = threading.Event()

        def watch() -> None:
            while not stop.wait(SAMPLE_SECONDS):
                self.look()

        thread = threading.Thread(target=watch, daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()


def run(name: str, size: int, servers: dict[str, str]) -> list[Measured]:
    """Run one benchmark in a process of its own. Raises CalledProcessError when it fails."""
    command = [sys.executable, "-m", "tests.benchmarks.child", name, str(size)]
    server = usage.tree(os.getpid())
    child = subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={
            **os.environ,
            "DATABASE_URL": "",
            **servers,
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        },
        preexec_fn=die_with_parent,  # noqa: PLW1509 - a prctl call is safe after a fork
    )
    peak = Peak(child.pid)
    with child, peak.watched():
        found = _follow(child, name, peak, server)
    if child.returncode:
        raise subprocess.CalledProcessError(child.returncode, command)
    return found if not size else [_without_limits(one) for one in found]


def _without_limits(one: Measured) -> Measured:
    one.limit_cpu_seconds = one.limit_megabytes = None
    one.broken = False
    return one


def _follow(
    child: "subprocess.Popen[str]", name: str, peak: Peak, server: list[int]
) -> list[Measured]:
    """Look at the clocks when the child says so; all phases it measured."""
    found: list[Measured] = []
    limits: dict[str, Limit] = {}
    before = (0.0, 0.0, 0.0)
    for line in child.stdout or ():
        word, *facts = line.rstrip("\n").split("\t")
        if word == "limits":
            limits = dict(map(_limit, facts))
        elif word == "apart":
            peak.apart.add(int(facts[0]))
        elif word == "note":
            found[-1].notes.append(facts[1])
            found[-1].broken |= facts[0] == "0"
        elif word == "begin":
            found.append(begun(name, facts[0], int(facts[1]), limits, found))
            peak.most = 0.0
            before = _clocks(peak, server)
        elif word == "end":
            after = _clocks(peak, server)
            peak.look()
            one = found[-1]
            one.seconds, one.cpu_seconds, one.database_cpu_seconds = (
                round(late - early, 2) for late, early in zip(after, before, strict=True)
            )
            one.megabytes = round(peak.most, 1)
        else:
            continue
        if child.stdin:
            child.stdin.write("\n")
            child.stdin.flush()
    return found


def _limit(text: str) -> tuple[str, Limit]:
    phase, _is, limit = text.partition("=")
    return phase, Limit(**json.loads(limit))


def begun(
    name: str, phase: str, operations: int, limits: dict[str, Limit], earlier: list[Measured]
) -> Measured:
    """A phase that is to be measured; what it may cost more than an earlier one is known by now."""
    limit = limits.get(phase, Limit())
    cpu = limit.cpu_seconds
    for one in earlier:
        if limit.times and one.phase == limit.of:
            grown = limit.times * one.milliseconds_each / 1000 * operations
            cpu = round(grown if cpu is None else min(cpu, grown), 1)
    return Measured(name, phase, operations, 0, 0, 0, 0, cpu, limit.megabytes)


def _clocks(peak: Peak, server: list[int]) -> tuple[float, float, float]:
    """Seconds by the clock, CPU of the child's tree, CPU of the servers."""
    mine = peak.tree()
    beside = set(usage.tree(peak.root))
    rest = [pid for root in server[1:] for pid in usage.tree(root) if pid not in beside]
    return time.monotonic(), usage.cpu_seconds(sorted(mine)), usage.cpu_seconds(sorted(set(rest)))


def table(found: list[Measured]) -> str:
    """The figures for people."""
    head = f"{'benchmark':<22}{'phase':<14}{'operations':>11}{'seconds':>9}{'CPU-s':>8}"
    lines = [head + f"{'db CPU-s':>10}{'CPU-ms each':>13}{'MB':>8}  limit"]
    for one in found:
        limits = [f"{one.limit_cpu_seconds:g} CPU-s"] if one.limit_cpu_seconds else []
        limits += [f"{one.limit_megabytes:g} MB"] if one.limit_megabytes else []
        limits += ["as told below"] if one.broken else []
        verdict = f"{'held' if one.holds else 'NOT HELD'} ({', '.join(limits)})" if limits else "-"
        lines.append(
            f"{one.benchmark:<22}{one.phase:<14}{one.operations:>11}{one.seconds:>9.1f}"
            f"{one.cpu_seconds:>8.1f}{one.database_cpu_seconds:>10.1f}"
            f"{one.milliseconds_each:>13.3f}{one.megabytes:>8.0f}  {verdict}"
        )
        lines += [f"    {note}" for note in one.notes]
    return "\n".join(lines) + "\n"


def write(found: list[Measured], folder: Path) -> Path:
    """The figures for programs."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{clock.now():%Y-%m-%dT%H-%M-%S}.json"
    rows = [{**asdict(one), "milliseconds_each": one.milliseconds_each} for one in found]
    path.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
    return path


def main() -> int:
    known = [name.removeprefix(PREFIX) for name in names()]
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(known))
    parser.add_argument("--size", type=int, default=0, help="instead of the full size")
    parser.add_argument("--sqlite", action="store_true", help="instead of PostgreSQL")
    asked = parser.parse_args()
    found: list[Measured] = []
    bare: AbstractContextManager[dict[str, str]] = nullcontext({})
    with bare if asked.sqlite else production_shape(SAFE) as servers:
        for name in asked.names or known:
            sys.stderr.write(f"{name} …\n")
            found += run(name, asked.size, servers)
    sys.stdout.write(table(found))
    sys.stdout.write(f"written to {write(found, RESULTS).relative_to(ROOT)}\n")
    return not all(one.holds for one in found)


if __name__ == "__main__":
    sys.exit(main())
