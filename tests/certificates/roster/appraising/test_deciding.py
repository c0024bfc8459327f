"""Figures of a year that cannot be right (bad input 92), and what follows from the others."""

from decimal import Decimal

import pytest

from certificates.roster.appraising.deciding import (
    Figures,
    contradictions,
    success_rate,
    told_rate,
)


def figures(**told: int) -> Figures:
    values = {
        "screenings": 52, "accepted": 30, "succeeded": 29, "return_visits": 40,
        "documents": 29, "archived": 29,
    }  # fmt: skip
    return Figures(**(values | told))


@pytest.mark.parametrize(
    ("told", "problems"),
    [
        ({}, []),
        ({"accepted": 0, "succeeded": 0, "archived": 0}, []),
        ({"succeeded": 31}, [("more_than", ("succeeded", "accepted"))]),
        ({"archived": 31}, [("more_than", ("archived", "accepted"))]),
        ({"screenings": -1}, [("out_of_bounds", ("screenings",))]),
        ({"documents": 100_001}, [("out_of_bounds", ("documents",))]),
    ],
)
def test_contradictions_name_both_fields(
    told: dict[str, int], problems: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert [(one.code, one.fields) for one in contradictions(figures(**told))] == problems


def test_the_success_rate_is_rounded_half_up_and_needs_cases() -> None:
    assert success_rate(11210, 10784) == Decimal("96.20")
    assert success_rate(800, 1) == Decimal("0.13")
    assert success_rate(0, 0) is None


@pytest.mark.parametrize(
    ("rate", "code"),
    [
        ("96.67", None), ("96.7", None), ("97", None), ("120", "rate_over"), ("-1", "rate_over"),
        ("95", "rate_differs"), ("96.66", "rate_differs"),
    ],
)  # fmt: skip
def test_a_rate_is_compared_with_its_counts(rate: str, code: str | None) -> None:
    problem = told_rate(Decimal(rate), 30, 29)
    assert (problem.code if problem else None) == code
    assert problem is None or problem.fields == ("rate", "succeeded", "accepted")


def test_a_rate_of_no_cases_is_none() -> None:
    problem = told_rate(Decimal(100), 0, 0)
    assert problem is not None
    assert problem.code == "rate_differs"
