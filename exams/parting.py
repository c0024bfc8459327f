"""The questions of a case, each as it is graded: its share of the points, its key, its lines of the
answer."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from exams.asking import Part, drawn
from exams.choices import CHOSEN
from exams.grading import Asked
from exams.models import ItemVersion


def parts_of(
    version: ItemVersion, keys: Sequence[dict[str, Any]], points: Decimal, given: Sequence[str]
) -> tuple[Asked, ...]:
    """`keys` are those of `ItemKey.parts`; options of a case stand in their author's order."""
    return tuple(_asked(drawn(version, (), given, points).parts, keys))


def _asked(parts: Sequence[Part], keys: Sequence[dict[str, Any]]) -> Iterator[Asked]:
    for part, key in zip(parts, keys, strict=True):
        said = tuple(line.given for line in part.lines)
        yield Asked(
            position=part.number,
            kind=part.kind,
            points=part.points or Decimal(0),
            key=key["key"],
            order=tuple(range(len(part.options))),
            answer=tuple(said[0]) if part.kind in CHOSEN else said,
            credit=part.credit,
            accepted=tuple(map(tuple, key["accepted"])),
            any_order=key["any_order"],
        )
