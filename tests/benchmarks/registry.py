"""Benchmarks by name: each is a function of a meter and a size, in a module `bench_*.py`.

A benchmark prepares what it needs, then does its work inside `meter.measure(…)`: only that is
measured. `small` is the size at which the test suite runs it, so that it cannot rot.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True)
class Limit:
    """What a measured phase may take at full size: CPU seconds of the whole process tree and of
    the database together, peak megabytes of the process tree; CPU for each operation so many
    `times` that of the earlier phase `of`. None, or 0: no limit was promised."""

    cpu_seconds: float | None = None
    megabytes: float | None = None
    times: float = 0
    of: str = ""


class Meter(Protocol):
    """Measures the phases of a benchmark."""

    def measure(self, phase: str, operations: int) -> AbstractContextManager[None]:
        """Measure what is done inside; `operations` is by how many the time is divided."""

    def apart(self, pid: int) -> None:
        """Do not count this process, though it is one of the tree: it plays the users."""

    def note(self, text: str, *, holds: bool = True) -> None:
        """Tell something beside the figures of the last phase; what does not hold fails the
        benchmark at its full size."""


Run = Callable[[Meter, int], None]


@dataclass(frozen=True)
class Benchmark:
    name: str
    full: int
    small: int
    limits: dict[str, Limit]
    run: Run = field(compare=False)
    served: bool = False


_known: dict[str, Benchmark] = {}


def benchmark(
    name: str,
    *,
    full: int,
    small: int,
    limits: dict[str, Limit] | None = None,
    served: bool = False,
) -> Callable[[Run], Run]:
    """Register a benchmark; `limits` by phase hold at size `full`. `served`: it starts a web
    server of its own, so it needs PostgreSQL and Redis, and rows that are committed."""

    def register(run: Run) -> Run:
        _known[name] = Benchmark(name, full, small, limits or {}, run, served)
        return run

    return register


def names() -> list[str]:
    """The names of the modules, without importing what needs Django."""
    return sorted(path.stem for path in Path(__file__).parent.glob("bench_*.py"))


def all_benchmarks() -> dict[str, Benchmark]:
    """Every benchmark, its module imported; needs Django to be set up."""
    for module in names():
        import_module(f"tests.benchmarks.{module}")
    return dict(_known)
