"""What each question on a case brings: plain values in and out; knows no framework."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, Decimal

CENT = Decimal("0.01")


def shares(points: Decimal, wanted: Sequence[Decimal | None]) -> tuple[Decimal, ...]:
    """The points of a case as its paper gives them, shared among its questions as its author
    weighed them; alike where the author did not say. To the cent, and together just `points`: what
    rounding leaves goes to the first ones."""
    weights = [weight for weight in wanted if weight is not None]
    if len(weights) < len(wanted) or not any(weights):
        weights = [Decimal(1)] * len(wanted)
    whole = sum(weights, Decimal(0))
    found = [(points * weight / whole).quantize(CENT, ROUND_DOWN) for weight in weights]
    left = int((points - sum(found, Decimal(0))) / CENT)
    return tuple(share + CENT * (n < left) for n, share in enumerate(found))
