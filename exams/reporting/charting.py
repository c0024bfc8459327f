"""The geometry of the two pictures: how many reached how much, and facility by discrimination."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from exams.reporting.models import ItemReport

WIDTH, HEIGHT = 344, 96
STEP, THICK = 34, 30
# Of the field of dots; its axis and its words stand outside.
LEFT, RIGHT, TOP, FOOT = 48, 334, 38, 232
LOWEST, HIGHEST = -0.5, 1.0  # discriminations; what lies outside is drawn at the edge
ROOM = 24  # for a number
RADIUS, BESIDE, LETTER, LINE = 7, 9, 8, 14  # of a dot and the label beside it


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
    """Questions at one place of the field; `label` numbers them as the list below, and is "" where
    it would lie upon others (a dubious one always has it)."""

    label: str
    dubious: bool
    x: int
    y: int

    @property
    def at_edge(self) -> bool:
        """Whether its number has room at the left only."""
        return self.x > RIGHT - ROOM

    @property
    def box(self) -> "Box":
        """The ground of the dot itself."""
        return self.x - RADIUS, self.y - RADIUS, self.x + RADIUS, self.y + RADIUS

    @property
    def words(self) -> "Box":
        """The ground of its label."""
        long = LETTER * len(self.label)
        first = self.x - BESIDE - long if self.at_edge else self.x + BESIDE
        return first, self.y - LINE // 2, first + long, self.y + LINE // 2


Box = tuple[int, int, int, int]  # left, top, right, foot


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
    return _legible(
        [Dot(", ".join(map(str, numbers)), *place) for place, numbers in sorted(places.items())]
    )


def _legible(found: Sequence[Dot]) -> list[Dot]:
    """Without the labels of those beside which there is no room."""
    taken = [one.box for one in found] + [one.words for one in found if one.dubious]
    shown = []
    for one in found:
        legible = one.dubious or _free(one.words, taken)
        shown.append(one if legible else replace(one, label=""))
        taken += [one.words] if legible else []
    return shown


def _free(box: Box, taken: Sequence[Box]) -> bool:
    left, top, right, foot = box
    inside = left >= LEFT - RADIUS and right <= WIDTH
    return inside and all(
        right <= one[0] or one[2] <= left or foot <= one[1] or one[3] <= top for one in taken
    )


def level(discrimination: float) -> int:
    """How high a discrimination lies in the field."""
    return _y(discrimination)


def _x(facility: float) -> int:
    return round(LEFT + (RIGHT - LEFT) * facility)


def _y(discrimination: float) -> int:
    shown = min(HIGHEST, max(LOWEST, discrimination))
    return round(FOOT - (FOOT - TOP) * (shown - LOWEST) / (HIGHEST - LOWEST))
