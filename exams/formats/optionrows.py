"""Tables that give each option a row of its own, below the question or beside its repeated text."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from exams.formats.columns import Columns

Row = Sequence[str]


@dataclass
class Folded:
    """Which rows (by index) belong to the question of a row above; `inner` are those rows."""

    below: dict[int, list[int]] = field(default_factory=dict)
    inner: set[int] = field(default_factory=set)


def fold(rows: Sequence[Row], start: int, columns: Columns) -> Folded:
    """Rows that bring one more option to the question above: without a question of their own, or
    with the same one where a column says of each row whether it is right."""
    found = Folded()
    place = columns.places.get("together")
    if place is None or columns.options:
        return found
    stem, label = columns.places["stem"], columns.places.get("label")
    first = -1
    for at in range(start, len(rows)):
        asked, offered = _cell(rows[at], stem), _cell(rows[at], place)
        again = first >= 0 and columns.each is not None and asked == _cell(rows[first], stem)
        same = again and _cell(rows[at], label) in {"", _cell(rows[first], label)}
        if first >= 0 and offered and (not asked or same):
            found.below.setdefault(first, []).append(at)
            found.inner.add(at)
        elif asked:
            first = at if offered else -1
    return found


def _cell(row: Row, at: int | None) -> str:
    return row[at].strip() if at is not None and at < len(row) else ""
