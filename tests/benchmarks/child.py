"""The process that does the work of one benchmark, on a database of its own.

It tells its parent when a phase begins and ends, and waits for the answer, so that the parent can
look at the clocks in between: `python -m tests.benchmarks.child NAME SIZE`.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict

import django

from tests import environment
from tests.benchmarks.registry import all_benchmarks
from tests.databases import own_database
from tests.environment import OUTSIDE


class TellingMeter:
    """Tells the parent over standard output; the parent measures."""

    @contextmanager
    def measure(self, phase: str, operations: int) -> Iterator[None]:
        tell(f"begin\t{phase}\t{operations}")
        yield
        tell("end")

    def apart(self, pid: int) -> None:
        tell(f"apart\t{pid}")

    def note(self, text: str, *, holds: bool = True) -> None:
        tell(f"note\t{int(holds)}\t{text}")


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
    sys.stdin.readline()


def main(name: str, size: int) -> None:
    django.setup()
    benchmark = all_benchmarks()[name]
    if benchmark.served and not (OUTSIDE.get("DATABASE_URL") and OUTSIDE.get("REDIS_URL")):
        sys.stderr.write(f"{name} needs PostgreSQL and Redis\n")
        return
    database = own_database()
    database.create()
    tell(
        "\t".join(
            ["limits", *[f"{p}={json.dumps(asdict(x))}" for p, x in benchmark.limits.items()]]
        )
    )
    try:
        benchmark.run(TellingMeter(), size or benchmark.full)
    finally:
        database.drop()


if __name__ == "__main__":
    try:
        main(sys.argv[1], int(sys.argv[2]))
    finally:
        environment.pytest_unconfigure()
