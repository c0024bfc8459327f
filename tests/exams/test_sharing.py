"""The points of a case among its questions."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exams.sharing import shares

WEIGHT = st.one_of(st.none(), st.decimals("0.5", "100", places=1))


@pytest.mark.parametrize(
    ("points", "wanted", "each"),
    [
        ("10", ["4", "2", "2", "2"], ["4", "2", "2", "2"]),
        ("5", ["4", "2", "2", "2"], ["2", "1", "1", "1"]),
        ("10", [None, None, None], ["3.34", "3.33", "3.33"]),
        ("10", ["4", None], ["5", "5"]),
        ("1", ["0.5"], ["1"]),
    ],
)
def test_the_author_weighs_and_the_paper_says_how_much(
    points: str, wanted: list[str | None], each: list[str]
) -> None:
    weights = [None if weight is None else Decimal(weight) for weight in wanted]
    assert shares(Decimal(points), weights) == tuple(map(Decimal, each))


@given(
    st.decimals("1", "100", places=1, allow_nan=False),
    st.lists(WEIGHT, min_size=1, max_size=10),
)
def test_together_they_are_just_the_points_and_none_is_negative(
    points: Decimal, wanted: list[Decimal | None]
) -> None:
    found = shares(points, wanted)
    assert (len(found), sum(found)) == (len(wanted), points)
    assert min(found) >= 0
