"""Terms, certificates and assessor's terms as bands over the years; plain geometry for an SVG."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

GUTTER = 88
PLOT = 592
LANE = 40
BAR = 28
TOP = 28
CHARACTER = 14
MARK = 52
FIRST_WIDE = 0x2E80  # CJK radicals and all that follows is as wide as a hanzi


@dataclass(frozen=True)
class Span:
    """A stretch of days [starts, ends) with its words; `tone` is a class of the style sheet."""

    text: str
    tone: str
    starts: date
    ends: date

    @property
    def last(self) -> date:
        """The last day of the span."""
        return self.ends - timedelta(days=1)


@dataclass(frozen=True)
class Bar:
    """A drawn span; `label` is empty when the words do not fit."""

    x: float
    width: float
    tone: str
    label: str


@dataclass(frozen=True)
class DrawnLane:
    """A row of bars; `y` is its top, `baseline` the line its words stand on."""

    title: Any
    y: float
    baseline: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Tick:
    """The beginning of a year; not every year is written when there are many."""

    x: float
    label: str


@dataclass(frozen=True)
class Picture:
    """All that the template draws, in the units of its view box."""

    width: int
    height: int
    floor: float
    lanes: tuple[DrawnLane, ...]
    ticks: tuple[Tick, ...]
    today: float
    mark: float
    first_year: int
    last_year: int


def draw(lanes: Sequence[tuple[Any, Iterable[Span]]], today: date) -> Picture | None:
    """The picture of the lanes (title, spans), or None when there is nothing to draw.

    A span that is still open is drawn to its end as given; the scale runs over whole years.
    """
    kept = [(title, tuple(spans)) for title, spans in lanes]
    days = [day for _title, spans in kept for span in spans for day in (span.starts, span.ends)]
    if not days:
        return None
    first = min(*days, today).year
    last = max(*days, today).year
    scale = _Scale(date(first, 1, 1), date(last + 1, 1, 1))
    drawn = tuple(
        DrawnLane(
            title,
            TOP + number * LANE,
            TOP + number * LANE + BAR * 0.68,
            tuple(_bar(span, scale) for span in spans),
        )
        for number, (title, spans) in enumerate(kept)
    )
    step = 1 + (last - first) // 8
    ticks = tuple(
        Tick(scale.x(date(year, 1, 1)), str(year) if (year - first) % step == 0 else "")
        for year in range(first, last + 1)
    )
    floor = TOP + len(drawn) * LANE
    x = scale.x(today)
    mark = min(max(x - MARK / 2, 0), GUTTER + PLOT - MARK)
    return Picture(GUTTER + PLOT, floor + 24, floor, drawn, ticks, x, mark, first, last)


@dataclass(frozen=True)
class _Scale:
    first: date
    end: date

    def x(self, day: date) -> float:
        share = (day - self.first).days / (self.end - self.first).days
        return round(GUTTER + PLOT * min(max(share, 0), 1), 1)


def _bar(span: Span, scale: _Scale) -> Bar:
    x = scale.x(span.starts)
    width = round(max(scale.x(span.ends) - x - 1, 2), 1)
    fits = _length(span.text) * CHARACTER + 12 <= width
    return Bar(x, width, span.tone, span.text if fits else "")


def _length(text: str) -> float:
    """In widths of a hanzi; other characters take little more than half."""
    return sum(1 if ord(char) >= FIRST_WIDE else 0.6 for char in text)
