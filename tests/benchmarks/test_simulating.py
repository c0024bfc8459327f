"""The queue behind the page on 50,000 candidates: what is known without it must come out of it."""

import math

import pytest

from tests.benchmarks.simulating import COSTS, Storm, cores_needed, simulate, table

ALONE = Storm(candidates=2_000, spread=20_000, cores=64, saves=4)


def test_who_meets_nobody_waits_for_the_own_work_alone() -> None:
    """95 % of an exponential time lie below three times its mean."""
    for step, p95 in simulate(ALONE).p95.items():
        assert p95 == pytest.approx(3.0 * COSTS[step] / 1000, rel=0.1)


def test_one_queue_before_one_core_waits_as_theory_says() -> None:
    """M/M/1: 95 % come out within ln 20 / (rate of service - rate of arrival)."""
    costs = {"cover": 10.0, "start": 0.0, "first page": 0.0, "save": 0.0}
    storm = Storm(candidates=60_000, spread=1_000, cores=1, saves=0, costs=costs)
    expected = math.log(20) / (100 - 60)
    assert simulate(storm).p95["cover"] == pytest.approx(expected, rel=0.15)
    assert simulate(storm).busy == pytest.approx(0.6, rel=0.05)


def test_twice_the_cores_never_make_anybody_wait_longer() -> None:
    few, many = (
        simulate(Storm(candidates=3_000, spread=60, cores=cores, saves=4)) for cores in (4, 8)
    )
    assert all(many.p95[step] <= few.p95[step] for step in COSTS)
    assert many.busy < few.busy


def test_the_fewest_cores_are_enough_and_one_less_is_not() -> None:
    storm = Storm(candidates=5_000, spread=60, cores=0, saves=8)
    needed = cores_needed(storm)
    assert needed > 1
    enough, short = (
        simulate(Storm(candidates=5_000, spread=60, cores=cores, saves=8)).p95
        for cores in (needed, needed - 1)
    )
    assert max(enough[page] for page in ("cover", "start", "first page")) <= 2.0
    assert enough["save"] <= 1.0
    assert max(short[page] for page in ("cover", "start", "first page")) > 2.0 or short["save"] > 1


def test_the_same_seed_gives_the_same_waits() -> None:
    storm = Storm(candidates=500, spread=60, cores=2)
    assert simulate(storm) == simulate(storm)


def test_the_table_says_for_each_spread_how_many_cores_are_needed() -> None:
    said = table(Storm(candidates=500, spread=0, cores=0, saves=2), [30, 60], [2])
    assert said.count("needs") == 2
    assert "60s      2" in said
