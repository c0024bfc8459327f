"""The geometry of the two pictures: how many reached how much, and facility by discrimination."""

from collections.abc import Sequence
from dataclasses import dataclass

from exams.reporting.models import ItemReport

WIDTH, HEIGHT = 344, 96
STEP, THICK = 34, 30
LEFT, RIGHT, TOP, FOOT = 34, 334, 12, 232  # of the field of dots
LOWEST, HIGHEST = -0.5, 1.0  # discriminations; what lies outside is drawn at the edge
ROOM = 24  # for a number


@dataclass(frozen=True)
class Bar:
    """So many people whose totals lie in a tenth; `x`, `y` and `height` place its column, and
    `middle` its number."""

    first: float
    last: float
    many: int
    x: int
    y: int
    height: int

    @property
    def middle(self) -> int:
        return self.x + THICK // 2


@dataclass(frozen=True)
class Dot:
    """Questions at one place of the field; `label` names the dubious ones, as in the list below."""

    label: str
    dubious: bool
    x: int
    y: int

    @property
    def at_edge(self) -> bool:
        """Whether its number has room at the left only."""
        return self.x > RIGHT - ROOM


def bars(counted: Sequence[int], out_of: float) -> list[Bar]:
    most = max(counted, default=0)
    scale, width = HEIGHT / most if most else 0.0, out_of / max(1, len(counted))
    made = []
    for n, many in enumerate(counted):
        height = round(many * scale)
        made.append(
            Bar(n * width, (n + 1) * width, many, STEP * n + 2, 20 + HEIGHT - height, height)
        )
    return made


def dots(items: Sequence[ItemReport]) -> list[Dot]:
    """Of those with a discrimination, numbered by their places in the list; the dubious ones are
    drawn last, above the others."""
    places: dict[tuple[bool, int, int], list[int]] = {}
    for number, item in enumerate(items, start=1):
        if item.discrimination is not None:
            place = (item.dubious, _x(item.facility), _y(item.discrimination))
            places.setdefault(place, []).append(number)
    return [Dot(", ".join(map(str, numbers)), *place) for place, numbers in sorted(places.items())]


def level(discrimination: float) -> int:
    """How high a discrimination lies in the field."""
    return _y(discrimination)


def _x(facility: float) -> int:
    return round(LEFT + (RIGHT - LEFT) * facility)


def _y(discrimination: float) -> int:
    shown = min(HIGHEST, max(LOWEST, discrimination))
    return round(FOOT - (FOOT - TOP) * (shown - LOWEST) / (HIGHEST - LOWEST))
