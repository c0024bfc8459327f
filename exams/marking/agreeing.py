"""Whether two markers agree: plain values in and out; knows no framework."""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
HALF = Decimal("0.5")  # the smallest step that people give, but for all that a point can bring
PERCENT = 100


def agreed(first: Decimal, second: Decimal, most: Decimal, gap_percent: int) -> Decimal | None:
    """The points of an answer that can bring `most`: the mean of both, to the cent; None when they
    are further apart than `gap_percent` of it, and a third has to decide. Just as far apart as that
    is agreement."""
    if abs(first - second) * PERCENT > gap_percent * most:
        return None
    return ((first + second) / 2).quantize(CENT, ROUND_HALF_UP)
