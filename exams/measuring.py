"""Reading the marks of an exam for its statistics: streamed, so that a city's exam needs no more
memory than a class's."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from exams.analysis.computing import CENTS, Analysis, ItemStatistics, WholeStatistics
from exams.choices import ResultState
from exams.models import ItemVersion, Mark, Result

CHUNK = 10_000
WHY = "statistics, which name nobody"


@dataclass(frozen=True)
class Measured:
    """An exam, or one sitting of it, as it measured."""

    whole: WholeStatistics
    items: dict[int, ItemStatistics]
    totals: tuple[float, ...]
    out_of: float


def graded(exam_id: int, sitting_id: int | None = None) -> QuerySet[Result]:
    """The results that say something: whose marks are all there."""
    rows = Result.objects.unscoped(WHY).filter(attempt__exam=exam_id)
    rows = rows.exclude(state=ResultState.MARKING)
    return rows.filter(attempt__seat__sitting=sitting_id) if sitting_id else rows


def measure(results: QuerySet[Result]) -> Measured:
    """Two queries, whatever their number."""
    scores = dict(results.values_list("pk", "score"))
    made = Analysis({pk: _cents(score) for pk, score in scores.items()})
    for attempt, version, points, most in _marks(results):
        made.add(attempt, version, _cents(points), _cents(most))
    out_of = max(results.values_list("out_of", flat=True), default=Decimal(0))
    totals = tuple(total / CENTS for total in made.totals.values())
    return Measured(made.of_whole(), made.of_items(), totals, float(out_of))


def _marks(results: QuerySet[Result]) -> Iterator[tuple[int, int, Decimal, Decimal]]:
    rows = Mark.objects.unscoped(WHY).filter(result__in=results)
    told = rows.values_list("result_id", "question__version_id", "points", "question__points")
    yield from told.iterator(chunk_size=CHUNK)


def _cents(points: Decimal) -> int:
    return int(points * CENTS)


def references(versions: QuerySet[ItemVersion]) -> dict[int, tuple[int, str, str]]:
    """Item, its reference and its kind, by version."""
    rows = versions.values_list("pk", "item_id", "item__ref", "item__kind")
    return {pk: (item_id, ref, kind) for pk, item_id, ref, kind in rows}
