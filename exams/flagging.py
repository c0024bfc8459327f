"""Flags on questions of one's own paper: what to look at again before handing in. They are no
answer and no evidence; grading never reads them."""

from exams.answering import HandedIn
from exams.choices import AttemptState
from exams.models import Attempt, Flag, PaperQuestion


class NoSuchQuestion(LookupError):
    """This place is not on the paper."""


def flag(attempt_id: int, question: int, *, flagged: bool) -> None:
    """Flag the question at a place of the paper, or take its flag away; asking again changes
    nothing. Raises HandedIn when the paper is handed in, and NoSuchQuestion."""
    attempt = Attempt.objects.unscoped("the flags of one paper").get(pk=attempt_id)
    if attempt.state != AttemptState.OPEN:
        raise HandedIn(attempt)
    rows = PaperQuestion.objects.unscoped("the flags of one paper")
    asked = rows.filter(attempt=attempt, position=question).first()
    if asked is None:
        raise NoSuchQuestion(question)
    flags = Flag.objects.unscoped("the flags of one paper")
    if flagged:
        flags.bulk_create([Flag(question=asked, attempt=attempt)], ignore_conflicts=True)
    else:
        flags.filter(question=asked).delete()
