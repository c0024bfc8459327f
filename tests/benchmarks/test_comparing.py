"""The comparison of two samples, against values of the table of Kolmogorov's distribution."""

import random

import pytest

from tests.benchmarks.comparing import p_of


def test_a_sample_is_like_itself_and_unlike_one_that_is_later() -> None:
    sample = [random.Random(1).gauss(0, 1) for _n in range(10)] * 20
    assert p_of(sample, sample) == 1
    assert p_of(sample, [value + 1 for value in sample]) < 1e-6


def test_the_likelihood_is_that_of_the_table() -> None:
    """A distance of 1.36 over the root of the size is met by chance in one of twenty."""
    size = 2000
    distance = 1.36 / (size / 2) ** 0.5
    one = [n / size for n in range(size)]
    other = [value + distance for value in one]
    assert p_of(one, other) == pytest.approx(0.05, abs=0.01)


def test_a_tenth_of_a_deviation_shows_with_two_thousand_of_each() -> None:
    dice = random.Random(2)
    one = [dice.gauss(0, 1) for _n in range(2000)]
    assert p_of(one, [dice.gauss(0, 1) for _n in range(2000)]) > 0.01
    assert p_of(one, [dice.gauss(0.2, 1) for _n in range(2000)]) < 0.01
