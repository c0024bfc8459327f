"""Having statistics computed: soon after results have changed, and when somebody asks."""

from datetime import timedelta

from django.db import transaction

from exams.models import Exam
from exams.reporting.keeping import Of, outdated, renew
from portal import clock
from portal.audit.recording import record
from portal.jobs.enqueueing import enqueue, enqueue_again

COMPUTE = "reporting.compute"
SETTLED = timedelta(seconds=90)


def soon(exam_id: int) -> None:
    """After the changes of this minute, once. Must run in the transaction that makes them."""
    minute = clock.now().replace(second=0, microsecond=0)
    key = f"{exam_id}:{minute:%Y%m%d%H%M}"
    enqueue(COMPUTE, key, {"exam": exam_id}, due_at=minute + SETTLED)


def ask(of: Of, *, place: str, actor_id: int | None) -> bool:
    """Have one computed anew; False when that waits, or is being done, already. `place` is the tree
    path of who holds the sitting."""
    exam = Exam.objects.get(pk=of.exam_id)
    payload = {"exam": of.exam_id, "sitting": of.sitting_id, "anew": True}
    with transaction.atomic():
        if not enqueue_again(COMPUTE, f"anew:{of.exam_id}:{of.sitting_id or 0}", payload):
            return False
        data = {"sitting": of.sitting_id}
        record("exam.statistics_asked", exam, actor_id=actor_id, place=place, data=data)
    return True


def ask_outdated() -> int:
    """Have everything computed that is out of date; how many exams. Must run in a transaction."""
    exams = {of.exam_id for of in outdated()}
    for exam_id in sorted(exams):
        soon(exam_id)
    return len(exams)


def compute(of: Of, *, anew: bool) -> int:
    """Compute what is out of date of an exam and its sittings, or this one `anew`; how many. Each
    is kept in a transaction of its own; done twice it is as good."""
    wanted = [of] if anew else outdated(of.exam_id)
    return sum(renew(one) is not None for one in wanted)
