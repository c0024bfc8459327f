"""The benchmarks at a small size, so that they cannot rot; and the harness that measures them."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.benchmarks import usage
from tests.benchmarks.__main__ import Measured, begun, table, write
from tests.benchmarks.registry import Benchmark, Limit, all_benchmarks, names
from tests.environment import OUTSIDE

PHASE = Measured("people_import", "dry run", 1000, 2.0, 1.5, 0.5, 120.0, 30.0, 300.0)


class Listing:
    """Measures nothing and keeps the names of the phases."""

    def __init__(self) -> None:
        self.phases: list[str] = []
        self.notes: list[tuple[str, bool]] = []

    @contextmanager
    def measure(self, phase: str, operations: int) -> Iterator[None]:
        assert operations > 0
        yield
        self.phases.append(phase)

    def apart(self, pid: int) -> None:
        assert pid

    def note(self, text: str, *, holds: bool = True) -> None:
        assert text
        self.notes.append((text, holds))


def test_every_module_registers_the_benchmark_of_its_name() -> None:
    assert [f"bench_{name}" for name in sorted(all_benchmarks())] == names()


def known(*, served: bool) -> list[str]:
    return sorted(name for name, one in all_benchmarks().items() if one.served is served)


@pytest.mark.django_db
@pytest.mark.parametrize("name", known(served=False))
def test_a_benchmark_runs_at_its_small_size(name: str) -> None:
    run_small(name)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(
    not (OUTSIDE.get("DATABASE_URL") and OUTSIDE.get("REDIS_URL")),
    reason="a web server of production stands on PostgreSQL and Redis",
)
@pytest.mark.parametrize("name", known(served=True))
def test_a_benchmark_with_a_web_server_runs_at_its_small_size(name: str) -> None:
    run_small(name)


def run_small(name: str) -> None:
    benchmark: Benchmark = all_benchmarks()[name]
    meter = Listing()
    benchmark.run(meter, benchmark.small)
    assert set(benchmark.limits) <= set(meter.phases)


def test_cpu_time_counts_the_database_too() -> None:
    assert PHASE.milliseconds_each == 2.0


def test_a_limit_is_held_or_not() -> None:
    assert PHASE.holds
    assert not Measured("a", "b", 1, 1, 31, 0, 10, 30.0, None).holds
    assert not Measured("a", "b", 1, 1, 1, 0, 301, None, 300.0).holds
    assert "held (30 CPU-s, 300 MB)" in table([PHASE])


def test_a_phase_may_cost_so_many_times_an_earlier_one() -> None:
    """2 ms each before, so 2.2 ms each now; the limit of its own is the lower one."""
    limits = {"many": Limit(30, times=1.1, of="dry run"), "few": Limit(2, times=1.1, of="dry run")}
    assert begun("x", "many", 10_000, limits, [PHASE]).limit_cpu_seconds == 22.0
    assert begun("x", "few", 10_000, limits, [PHASE]).limit_cpu_seconds == 2.0
    assert begun("x", "other", 10_000, limits, [PHASE]).limit_cpu_seconds is None


def test_what_is_told_beside_the_figures_stands_below_them_and_may_fail() -> None:
    slow = Measured("a", "b", 1, 1, 1, 0, 10, notes=["save: p95 1.20 s"], broken=True)
    assert not slow.holds
    assert "NOT HELD (as told below)\n    save: p95 1.20 s" in table([slow])


def test_the_figures_are_written_for_programs(tmp_path: Path) -> None:
    written = json.loads(write([PHASE], tmp_path).read_text(encoding="utf-8"))
    assert (written[0]["phase"], written[0]["milliseconds_each"]) == ("dry run", 2.0)


def test_a_process_knows_its_own_usage() -> None:
    pids = usage.tree(os.getpid())
    assert pids[0] == os.getpid()
    assert usage.cpu_seconds(pids) > 0
    assert usage.megabytes(pids) > 1
    assert usage.machine() > usage.cpu_seconds(pids)
    assert usage.cpu_seconds([999_999_999]) == 0
    assert usage.megabytes([999_999_999]) == 0
