"""Quartiles of times that are counted by whole seconds; knows no framework.

A quartile lies at (n - 1) × share of the values in order, between two of them by proportion (as
numpy's `percentile` does), so that half the people were at or below the middle one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import floor

FIRST, MIDDLE, THIRD = 0.25, 0.5, 0.75


@dataclass(frozen=True)
class Quartiles:
    """In seconds, of `n` people."""

    n: int
    first: float
    middle: float
    third: float


def quartiles(counted: Mapping[int, int]) -> Quartiles | None:
    """Of how many people took how many seconds; None of nobody."""
    n = sum(counted.values())
    if not n:
        return None
    return Quartiles(n, *(_at(counted, (n - 1) * share) for share in (FIRST, MIDDLE, THIRD)))


def _at(counted: Mapping[int, int], place: float) -> float:
    """The value at a place, counted from 0, among all in order."""
    below, part = floor(place), place - floor(place)
    seen, value = 0, 0.0
    for seconds in sorted(counted):
        before, seen = seen, seen + counted[seconds]
        if before <= below < seen:
            value = float(seconds)
        if before <= below + 1 < seen:
            return value + part * (seconds - value)
    return value
