"""What one person has seen of the bank, and how much more of it they may see."""

from datetime import date

from exams.choices import ExamKind
from exams.models import Exam, PaperQuestion
from exams.papers.drawing import Limits
from exams.papers.ordering import PERCENT
from exams.papers.pool import Pool
from portal.policy.rules import rule


def limits_for(person_id: int, exam: Exam, pool: Pool, *, on: date) -> Limits:
    """New questions first; in the qualifying exam one person sees at most `exam.exposure_percent`
    of the bank over all attempts, then seen questions come again. A quiz, which belongs to what one
    learns, has no such limit."""
    rows = PaperQuestion.objects.unscoped("what one person has seen")
    seen = frozenset(
        rows.filter(attempt__person_id=person_id, attempt__exam__kind=exam.kind)
        .values_list("version__item__ref", flat=True)
        .distinct()
    )
    most = limits_of(exam.kind, pool, on=on)
    if most.most_new is None:
        return Limits(seen)
    new = most.most_new - len(seen & pool.by_ref.keys())
    return Limits(seen, most_new=max(0, new), firm=most.firm)


def limits_of(kind: str, pool: Pool, *, on: date) -> Limits:
    """The limits of somebody who has seen nothing."""
    if kind != ExamKind.QUALIFYING:
        return Limits()
    most = rule("exam.exposure_percent", on=on)
    new = len(pool) * most.number // PERCENT
    return Limits(most_new=new, firm=most.enforcement == "block")
