"""A wrong key of an exam that ten thousand sat and whose results count: the list of whom it flips,
and grading all of them anew."""

from django.db import connection

from exams import correcting, releasing
from exams.choices import CorrectionState, Fix, ResultState
from exams.models import CorrectionLine, ItemVersion, Result, Revision
from exams.regrading import Wanted
from tests.benchmarks.registry import Limit, Meter, benchmark
from tests.exams.marking.rows import logins
from tests.exams.reporting.generating import exam, sat

FULL, ITEMS = 10_000, 20


@benchmark("regrade", full=FULL, small=8, limits={"dry run": Limit(60), "regrade": Limit(60)})
def regrade(meter: Meter, size: int) -> None:
    """Every paper has the question; the results are released before."""
    made = exam(ITEMS)
    sat(made, size)
    rows = Result.every.filter(attempt__exam=made)
    for one in rows.select_related("attempt__exam", "attempt__person__organisation"):
        assert releasing.release(one, fresh=True)
    assert rows.filter(state=ResultState.EFFECTIVE).count() == size
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    first, second = logins("核对甲", "核对乙")
    version = ItemVersion.objects.filter(item__ref="generated-3").select_related("item").get()
    with meter.measure("dry run", size):
        wanted = Wanted(Fix.KEY, "B")
        correction = correcting.propose(version, wanted, "答案有误", actor_id=first.pk)
    lines = CorrectionLine.every.filter(correction=correction)
    touched, flips = lines.count(), sum(one.flips for one in lines)
    correcting.approve(correction, actor_id=second.pk)
    correction.refresh_from_db()
    with meter.measure("regrade", size):
        assert correcting.apply(correction) == touched
    assert Revision.every.count() == touched
    assert correction.state == CorrectionState.APPROVED  # the job ends it
    meter.note(f"{touched} results changed, {flips} of them to passed or failed")
