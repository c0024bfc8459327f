"""Whether the figures of a year can be right, and what follows from them; knows no framework.

A success rate is told with its counts beside it: small numbers make it unfair. No grade follows
from figures: somebody proposes it.
"""

from dataclasses import astuple, dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

MOST = 100_000  # of anything that one person counts in a year
WHOLE = Decimal(100)


@dataclass(frozen=True)
class Figures:
    """What was counted in a year (排查、受理、调解成功、回访、文书、归档)."""

    screenings: int
    accepted: int
    succeeded: int
    return_visits: int
    documents: int
    archived: int


class Problem(NamedTuple):
    """Figures that cannot be right: a word of `wording.py`, the fields, what stands in each."""

    code: str
    fields: tuple[str, ...]
    values: tuple[str, ...]


def contradictions(figures: Figures) -> list[Problem]:
    """Figures out of bounds, and those that are more than the cases they are part of."""
    found = []
    for name, value in zip(Figures.__dataclass_fields__, astuple(figures), strict=True):
        if not 0 <= value <= MOST:
            found.append(Problem("out_of_bounds", (name,), (str(value),)))
    for part in ("succeeded", "archived"):
        value = getattr(figures, part)
        if value > figures.accepted:
            values = (str(value), str(figures.accepted))
            found.append(Problem("more_than", (part, "accepted"), values))
    return found


def success_rate(accepted: int, succeeded: int) -> Decimal | None:
    """Percent, two decimals, half up; None where nothing was accepted."""
    if not accepted:
        return None
    return (WHOLE * succeeded / accepted).quantize(Decimal("0.01"), ROUND_HALF_UP)


def told_rate(rate: Decimal, accepted: int, succeeded: int) -> Problem | None:
    """What is wrong with a rate that stands beside its counts: over 100, or another one."""
    if not 0 <= rate <= WHOLE:
        return Problem("rate_over", ("rate", "succeeded", "accepted"), (f"{rate}",))
    counted = success_rate(accepted, succeeded)
    decimals = min(2, max(0, -int(rate.as_tuple().exponent)))
    if counted is None or counted.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) != rate:
        told = "—" if counted is None else f"{counted}"
        values = (f"{rate}", str(succeeded), str(accepted), told)
        return Problem("rate_differs", ("rate", "succeeded", "accepted"), values)
    return None
