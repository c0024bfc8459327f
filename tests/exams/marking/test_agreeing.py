"""Two markers agree up to the range, and just on it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exams.marking.agreeing import agreed

POINTS = st.decimals("0", "10", places=1, allow_nan=False)


@pytest.mark.parametrize(
    ("first", "second", "points"),
    [
        ("6", "6", "6"),
        ("6", "8", "7"),
        ("8", "6", "7"),
        ("6", "8.01", None),
        ("0", "10", None),
        ("5.25", "5.50", "5.38"),
    ],
)
def test_up_to_a_fifth_of_ten_points_the_mean_counts(
    first: str, second: str, points: str | None
) -> None:
    found = agreed(Decimal(first), Decimal(second), Decimal(10), 20)
    assert found == (None if points is None else Decimal(points))


@given(POINTS, POINTS, st.integers(0, 100))
def test_who_marks_first_makes_no_difference_and_the_points_lie_between(
    first: Decimal, second: Decimal, gap: int
) -> None:
    found = agreed(first, second, Decimal(10), gap)
    assert found == agreed(second, first, Decimal(10), gap)
    if found is not None:
        assert min(first, second) <= found <= max(first, second) + Decimal("0.01")
