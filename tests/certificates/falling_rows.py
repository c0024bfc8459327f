"""Real rows for the tests of results that change: papers that one key decides, and corrections."""

from decimal import Decimal

from exams import attempts, correcting
from exams.choices import Fix
from exams.models import Attempt, CorrectionLine, Exam, KeyCorrection, PaperQuestion
from exams.regrading import Wanted
from portal import clock
from portal.accounts.models import User
from portal.jobs.models import Job
from portal.jobs.working import work_all
from portal.people.models import Person
from tests.exams import rows as exam_rows
from tests.exams.marking.rows import logins
from tests.portal.policy import rows as rules

DECIDES = 1  # the place of the question whose key is corrected: a single choice
NOTHING = Decimal(0)


def sit(who: Person, exam: Exam, *, wrong: int) -> Attempt:
    """Sit an exam of five questions of 20 points; so many of the last ones are answered wrong."""
    attempt = attempts.start(who.pk, exam, actor_id=who.user_id)
    right, false = exam_rows.right_letters(attempt), exam_rows.wrong_letters(attempt)
    answers = {place: (false if place > 5 - wrong else right)[place] for place in right}
    exam_rows.answer(attempt, answers)
    return attempts.submit(attempt.pk, actor_id=who.user_id)


def sat(*, wrong: int) -> tuple[Person, Attempt]:
    """An exam that 80 points of 100 pass, so one wrong answer is the edge; where it is passed, the
    job to issue waits in the outbox."""
    rules.in_force("exam.pass_mark", 80)
    who, exam = exam_rows.ready_exam()
    return who, sit(who, exam, wrong=wrong)


def asked(attempt: Attempt, place: int = DECIDES) -> PaperQuestion:
    found: PaperQuestion = PaperQuestion.every.select_related("version__item").get(
        attempt=attempt, position=place
    )
    return found


def proposed(attempt: Attempt, wanted: Wanted, place: int = DECIDES) -> KeyCorrection:
    (first,) = logins("核对甲")
    return correcting.propose(asked(attempt, place).version, wanted, "答案有误", actor_id=first.pk)


def approved(correction: KeyCorrection) -> None:
    """A second person agrees, and all papers are graded anew; the half minute until then is over
    at once."""
    (second,) = logins("核对乙")
    correcting.approve(correction, actor_id=second.pk)
    Job.objects.filter(kind=correcting.APPLY).update(due_at=clock.now())
    work_all(correcting.APPLY)


def corrected(attempt: Attempt, wanted: Wanted, place: int = DECIDES) -> KeyCorrection:
    correction = proposed(attempt, wanted, place)
    approved(correction)
    return correction


def another_key(attempt: Attempt) -> Wanted:
    """The answer that was right is wrong."""
    key = asked(attempt).version.answer_key.key
    return Wanted(Fix.KEY, next(letter for letter in "ABCD" if letter != key))


def first_key(attempt: Attempt) -> Wanted:
    """The key as it was written."""
    return Wanted(Fix.KEY, asked(attempt).version.answer_key.key)


def named(correction: KeyCorrection) -> dict[int, str]:
    """The certificates that the dry run names, by the attempts it touches."""
    lines = CorrectionLine.every.filter(correction=correction)
    return dict(lines.values_list("result_id", "certificate"))


def anybody() -> User:
    (user,) = logins("某某")
    return user
