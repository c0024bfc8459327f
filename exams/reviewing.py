"""Looking at a result after its release: the score by subject; for quizzes also one's own mistakes
with the right answer and why."""

from dataclasses import dataclass
from decimal import Decimal

from courses.choices import Subject
from exams.choices import ExamKind, ResultState
from exams.models import ItemKey, Mark, PaperQuestion, Result
from exams.telling import Telling, tell


@dataclass(frozen=True)
class SubjectScore:
    label: str
    score: Decimal
    out_of: Decimal


@dataclass(frozen=True)
class Mistake:
    """A question that did not bring all points."""

    position: int
    points: Decimal
    out_of: Decimal
    answered: bool
    told: Telling

    @property
    def pictures(self) -> str:
        """Where its pictures lie, below the address of the paper."""
        return f"{self.position}/pictures/"


def may_see(result: Result) -> bool:
    return result.state in {ResultState.RELEASED, ResultState.EFFECTIVE}


def by_subject(result: Result) -> list[SubjectScore]:
    """The score of each subject on the paper, in the order of the curriculum."""
    totals: dict[str, list[Decimal]] = {}
    rows = (
        Mark.objects.unscoped("one released result")
        .filter(result=result)
        .values_list("question__version__item__subject", "points", "question__points")
    )
    for subject, points, out_of in rows:
        held = totals.setdefault(subject, [Decimal(0), Decimal(0)])
        held[0] += points
        held[1] += out_of
    order = [str(subject) for subject in Subject]
    return [
        SubjectScore(str(Subject(subject).label), *totals[subject])
        for subject in sorted(totals, key=order.index)
    ]


def mistakes(result: Result) -> list[Mistake]:
    """The questions of a released quiz that did not bring all points; nothing for other exams."""
    if not may_see(result) or result.attempt.exam.kind != ExamKind.QUIZ:
        return []
    marks = (
        Mark.objects.unscoped("one released result")
        .filter(result=result, full=False)
        .select_related("question__version__item", "question__answer")
        .order_by("question__position")
    )
    keys = ItemKey.objects.in_bulk([mark.question.version_id for mark in marks])
    return [_mistake(mark, keys[mark.question.version_id]) for mark in marks]


def pictures(result: Result, position: int) -> frozenset[str]:
    """The digests of the pictures of the mistake at a place of the paper."""
    found = (mistake for mistake in mistakes(result) if mistake.position == position)
    return next((mistake.told.pictures for mistake in found), frozenset())


def _mistake(mark: Mark, key: ItemKey) -> Mistake:
    asked: PaperQuestion = mark.question
    answer = getattr(asked, "answer", None)
    given = answer.value if answer else []
    return Mistake(
        position=asked.position,
        points=Decimal(mark.points),
        out_of=Decimal(asked.points),
        answered=bool(given),
        told=tell(asked.version, key, asked.option_order, given),
    )
