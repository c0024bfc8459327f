"""The statistics of an exam that a city sat: 50,000 papers of 100 questions."""

from django.db import connection

from exams.reporting import keeping
from exams.reporting.keeping import Of
from exams.reporting.models import ItemReport
from tests.benchmarks.registry import Limit, Meter, benchmark
from tests.exams.reporting.generating import exam, sat

FULL = 50_000
ITEMS, SMALL_ITEMS, MANY = 100, 10, 1000


@benchmark("statistics", full=FULL, small=60, limits={"compute": Limit(60, 500)})
def statistics(meter: Meter, size: int) -> None:
    """Marks, answers and moments of answers are there; the whole is computed and kept."""
    items = ITEMS if size >= MANY else SMALL_ITEMS
    made = exam(items)
    sat(made, size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    with meter.measure("compute", size):
        report = keeping.renew(Of(made.pk))
    assert report is not None
    assert (report.results, report.items.count()) == (size, items)
    timed = ItemReport.objects.filter(timed=size, dubious=False)
    assert timed.exists()
    meter.note(f"{size * items} answers, alpha {report.alpha:.3f}")
