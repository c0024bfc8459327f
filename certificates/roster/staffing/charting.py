"""Plain geometry of the board's pictures: bars in one scale, columns by month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from certificates.roster.staffing.coming import Coming, Month

SLOTS = 5  # up to so many posts of a place are drawn one by one
WIDTH, HEIGHT = 344, 96
STEP, THICK, TOP = 57, 36, 20


@dataclass(frozen=True)
class Column:
    """A month's column; `middle` is where its number and its month stand."""

    month: Month
    x: int
    y: int
    height: int

    @property
    def first(self) -> date:
        return self.month.first

    @property
    def middle(self) -> int:
        return self.x + THICK // 2


def columns(coming: Coming) -> list[Column]:
    """The months as columns above the line at the foot; the highest fills the picture."""
    most = max((month.many for month in coming.months), default=0)
    made = []
    for n, month in enumerate(coming.months):
        height = round(month.many * HEIGHT / most) if most else 0
        height = max(height, 2) if month.many else 0
        made.append(Column(month, STEP * n + 10, TOP + HEIGHT - height, height))
    return made


def slots(there: int, needed: int) -> Sequence[bool] | None:
    """Each post of a place, there or not; None where there are too many to draw one by one."""
    if max(there, needed) > SLOTS:
        return None
    return [n < there for n in range(max(there, needed))]
