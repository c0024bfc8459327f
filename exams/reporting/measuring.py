"""Reading the marks of an exam for its statistics. The database puts alike together, so that a
city's exam needs no more memory than a class's: an item has few points, orders and answers."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from exams.analysis.computing import CENTS, Alike, Analysis, ItemStatistics, WholeStatistics
from exams.analysis.options import Tally
from exams.analysis.timing import Quartiles, quartiles
from exams.choices import ResultState
from exams.models import Result
from exams.wording import LETTERS

WHY = "statistics, which name nobody"
OF_SITTING = """(CAST(%s AS BIGINT) IS NULL OR EXISTS (SELECT 1 FROM exams_seat s
  WHERE s.attempt_id = a.id AND s.sitting_id = CAST(%s AS BIGINT)))"""
# The best and the weakest 27 %, as `analysis.computing.groups_of` says.
MARKED = f"""
WITH told AS (
  SELECT a.id, CAST(ROUND(r.score * 100) AS BIGINT) AS total, COUNT(*) OVER () * 27 / 100 AS size,
    ROW_NUMBER() OVER (ORDER BY r.score DESC, a.id) AS best,
    ROW_NUMBER() OVER (ORDER BY r.score, a.id DESC) AS weak
  FROM exams_result r JOIN exams_attempt a ON a.id = r.attempt_id
  WHERE a.exam_id = %s AND r.state <> 'marking' AND {OF_SITTING}
), parted AS (
  SELECT id, total, CASE WHEN best <= size THEN 1 WHEN weak <= size THEN -1 ELSE 0 END AS part
  FROM told
), asked AS (
  SELECT q.version_id, t.part, t.total, m.points AS got, q.points AS most, q.option_order,
    i.kind IN ('single', 'multiple', 'true_false') AS choice, q.id
  FROM parted t JOIN exams_paperquestion q ON q.attempt_id = t.id
  JOIN exams_mark m ON m.question_id = q.id
  JOIN exams_itemversion v ON v.id = q.version_id JOIN exams_item i ON i.id = v.item_id
)
SELECT q.version_id, q.part, q.got, q.most, q.choice,
  CASE WHEN q.choice THEN CAST(q.option_order AS TEXT) END,
  CASE WHEN q.choice THEN CAST(w.value AS TEXT) END,
  COUNT(*), CAST(SUM(q.total) AS BIGINT), CAST(SUM(q.total * q.total) AS BIGINT)
FROM asked q LEFT JOIN exams_answer w ON w.question_id = q.id
GROUP BY 1, 2, 3, 4, 5, 6, 7
"""  # noqa: S608 - of constants
SECONDS = {
    "postgresql": "EXTRACT(EPOCH FROM {later} - {earlier})",
    "sqlite": "(julianday({later}) - julianday({earlier})) * 86400",
}
BEFORE = "COALESCE(LAG(e.at) OVER (PARTITION BY e.attempt_id ORDER BY e.at, e.id), t.started_at)"
SPENT = f"""
WITH told AS (
  SELECT a.id, a.started_at FROM exams_result r JOIN exams_attempt a ON a.id = r.attempt_id
  WHERE a.exam_id = %s AND r.state <> 'marking' AND {OF_SITTING}
  AND NOT EXISTS (SELECT 1 FROM exams_pause p WHERE p.attempt_id = a.id)
), gaps AS (
  SELECT e.question_id, {{gap}} AS gap FROM exams_answerevent e JOIN told t ON t.id = e.attempt_id
  WHERE NOT e.late AND NOT e.stale AND NOT e.elsewhere AND e."window" NOT LIKE 'entry%%'
), spent AS (
  SELECT question_id, CAST(ROUND(SUM(gap)) AS BIGINT) AS seconds FROM gaps GROUP BY question_id
)
SELECT q.version_id, s.seconds, COUNT(*)
FROM spent s JOIN exams_paperquestion q ON q.id = s.question_id GROUP BY 1, 2
"""  # noqa: S608 - of constants


@dataclass(frozen=True)
class Measured:
    """An exam, or one sitting of it, as it measured; `chosen` and `times` by version, where there
    was something to choose, and where people answered on a screen."""

    whole: WholeStatistics
    items: dict[int, ItemStatistics]
    chosen: dict[int, Tally]
    times: dict[int, Quartiles]
    totals: tuple[float, ...]
    out_of: float
    passed: int


def graded(exam_id: int, sitting_id: int | None = None) -> QuerySet[Result]:
    """The results that say something: whose marks are all there."""
    rows = Result.objects.unscoped(WHY).filter(attempt__exam=exam_id)
    rows = rows.exclude(state=ResultState.MARKING)
    return rows.filter(attempt__seat__sitting=sitting_id) if sitting_id else rows


def measure(exam_id: int, sitting_id: int | None = None) -> Measured:
    """Three queries, whatever the number of results. Never in a request.

    The time of a question is what passed on the server's clock between an answer to it and the
    answer before (whichever question that was for) or the start, all its answers together: reading,
    thinking and changing one's mind, and also looking at other questions without answering them.
    It says nothing of who never answered it, of papers that were paused, nor of sheets of paper.
    """
    told = list(graded(exam_id, sitting_id).values_list("pk", "score", "out_of", "passed"))
    made = Analysis({pk: _cents(score) for pk, score, _out_of, _passed in told})
    chosen: dict[int, Tally] = defaultdict(Tally)
    for version, part, got, most, choice, order, value, *alike in _marks(exam_id, sitting_id):
        many, total, squares = alike
        points = (_cents(got), _cents(most))
        made.add_alike(version, *points, Alike(many, int(total), int(squares)), part)
        if choice:
            chosen[version].add(_authors(order, value), part, many)
    return Measured(
        made.of_whole(),
        made.of_items(),
        dict(chosen),
        _times(exam_id, sitting_id),
        tuple(total / CENTS for total in made.totals.values()),
        float(max((out_of for _pk, _score, out_of, _passed in told), default=0)),
        sum(passed for *_rest, passed in told),
    )


def _marks(exam_id: int, sitting_id: int | None) -> Iterator[Sequence[Any]]:
    yield from _read(MARKED, exam_id, sitting_id)


def _times(exam_id: int, sitting_id: int | None) -> dict[int, Quartiles]:
    gap = SECONDS[connection.vendor].format(later="e.at", earlier=BEFORE)
    counted: dict[int, dict[int, int]] = defaultdict(dict)
    for version, seconds, many in _read(SPENT.replace("{gap}", gap), exam_id, sitting_id):
        counted[version][int(seconds)] = many
    return {
        version: found
        for version, seconds in counted.items()
        if (found := quartiles(seconds)) is not None
    }


def _read(statement: str, exam_id: int, sitting_id: int | None) -> Iterator[Sequence[Any]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [exam_id, sitting_id, sitting_id])
        yield from cursor


def _cents(points: Decimal | float) -> int:
    return round(points * CENTS)


@lru_cache(maxsize=4096)
def _authors(order: str, value: str | None) -> tuple[str, ...]:
    """The letters that were chosen, as the author wrote the options."""
    places, shown = json.loads(order), json.loads(value or "[]")
    seen = LETTERS[: len(places)]
    return tuple(LETTERS[places[seen.index(one)]] for one in shown if one and one in seen)
