"""What one person has seen of the bank, and how much more of it they may see."""

from datetime import date

from exams.choices import ExamKind
from exams.models import Attempt, Exam, PaperQuestion
from exams.papers.drawing import Limits
from exams.papers.ordering import PERCENT
from exams.papers.pool import Pool
from portal.policy.rules import rule


def limits_for(person_id: int, exam: Exam, pool: Pool, *, on: date) -> Limits:
    """New questions first; in the qualifying exam one person sees at most `exam.exposure_percent`
    of the bank over all attempts, then seen questions come again. A quiz, which belongs to what one
    learns, has no such limit."""
    seen = _seen(person_id, exam.kind)
    most = limits_of(exam.kind, pool, on=on)
    if most.most_new is None:
        return Limits(seen)
    new = most.most_new - len(seen & pool.by_ref.keys())
    return Limits(seen, most_new=max(0, new), firm=most.firm)


def _seen(person_id: int, kind: str) -> frozenset[str]:
    """The questions of this person's papers so far. The attempts first: a database that has not
    counted its rows lately reads all papers of everybody when it is asked for both at once."""
    why = "what one person has seen"
    own = Attempt.objects.unscoped(why).filter(person_id=person_id, exam__kind=kind)
    attempts = list(own.values_list("pk", flat=True))
    if not attempts:
        return frozenset()
    rows = PaperQuestion.objects.unscoped(why).filter(attempt_id__in=attempts)
    return frozenset(rows.values_list("version__item__ref", flat=True))


def limits_of(kind: str, pool: Pool, *, on: date) -> Limits:
    """The limits of somebody who has seen nothing."""
    if kind != ExamKind.QUALIFYING:
        return Limits()
    most = rule("exam.exposure_percent", on=on)
    new = len(pool) * most.number // PERCENT
    return Limits(most_new=new, firm=most.enforcement == "block")
