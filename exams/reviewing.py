"""Looking at a result after its release: the score by subject; for quizzes also one's own mistakes
with the right answer and why."""

from dataclasses import dataclass
from decimal import Decimal

from courses.choices import Subject
from exams.choices import ExamKind, ResultState
from exams.delivering import option_texts
from exams.grading import as_shown, shown_letters
from exams.models import ItemKey, Mark, PaperQuestion, Result
from exams.wording import LETTERS


@dataclass(frozen=True)
class SubjectScore:
    label: str
    score: Decimal
    out_of: Decimal


@dataclass(frozen=True)
class Shown:
    """An option of a question answered wrongly: right, chosen, both or neither."""

    letter: str
    text: str
    right: bool
    chosen: bool


@dataclass(frozen=True)
class Mistake:
    """A question that did not bring all points."""

    position: int
    kind: str
    stem: str
    options: tuple[Shown, ...]
    points: Decimal
    out_of: Decimal
    answered: bool
    explanation: str


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


def _mistake(mark: Mark, key: ItemKey) -> Mistake:
    asked: PaperQuestion = mark.question
    kind = asked.version.item.kind
    answer = getattr(asked, "answer", None)
    chosen = answer.value if answer else []
    right = shown_letters(key.key, asked.option_order)
    texts = option_texts(asked.version, kind, asked.option_order)
    return Mistake(
        position=asked.position,
        kind=kind,
        stem=asked.version.stem,
        options=tuple(
            Shown(letter, text, letter in right, letter in chosen)
            for letter, text in zip(LETTERS, texts, strict=False)
        ),
        points=Decimal(mark.points),
        out_of=Decimal(asked.points),
        answered=bool(chosen),
        explanation=as_shown(key.explanation, asked.option_order),
    )
