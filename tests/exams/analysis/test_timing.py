"""Quartiles of counted times equal numpy's percentiles."""

from collections import Counter

import numpy as np
import pytest

from exams.analysis.timing import quartiles


@pytest.mark.parametrize("people", [1, 2, 3, 4, 5, 31, 1000])
@pytest.mark.parametrize("seed", [1, 2])
def test_quartiles_are_as_numpy_says(people: int, seed: int) -> None:
    seconds = np.rint(np.random.default_rng(seed).gamma(3, 20, size=people)).astype(int)
    found = quartiles(Counter(int(one) for one in seconds))
    assert found is not None
    assert found.n == people
    wanted = np.percentile(seconds, [25, 50, 75])
    assert np.allclose([found.first, found.middle, found.third], wanted, atol=1e-9)


def test_of_nobody_there_is_nothing() -> None:
    assert quartiles({}) is None
