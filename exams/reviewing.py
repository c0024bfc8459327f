"""Looking at a result after its release: the score by subject; for quizzes also one's own mistakes
with the right answer and why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from courses.choices import Subject
from exams.choices import RELEASED, ExamKind
from exams.models import ItemKey, Mark, Result
from exams.remembering import versions
from exams.telling import Telling, tell
from portal.counting import plain
from portal.prepared import Prepared

WHY = "one released result"
# A result has the number of its attempt: said twice, the questions are found by it too.
KEY_PARTS = ("key", "accepted", "any_order", "explanation")
CORRECTED = ("key", "accepted", "any_order")
_SUBJECTS = Prepared(
    lambda result_id: (
        Mark.objects.unscoped(WHY)
        .filter(result_id=result_id, question__attempt_id=result_id)
        .values_list("question__version__item__subject", "points", "question__points")
    ),
    int,
)
_MISTAKES = Prepared(
    lambda result_id: (
        Mark.objects.unscoped(WHY)
        .filter(result_id=result_id, question__attempt_id=result_id, full=False)
        .order_by("question__position")
        .values_list(
            *("question__position", "points", "question__points", "question__option_order"),
            *("question__version_id", "question__answer__value"),
            *(f"question__version__answer_key__{name}" for name in KEY_PARTS),
            *(f"question__version__corrected__{name}" for name in CORRECTED),
        )
    ),
    int,
)


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
    def title(self) -> str:
        return _("Question %(n)s, %(points)s of %(total)s points") % {
            "n": self.position,
            "points": plain(self.points),
            "total": plain(self.out_of),
        }

    @property
    def pictures(self) -> str:
        """Where its pictures lie, below the address of the paper."""
        return f"{self.position}/pictures/"


@dataclass(frozen=True)
class Way:
    """Where a released result leads to, in words for a link; `note` says how it stands there."""

    text: str
    url: str
    note: str = ""


_ways: list[Callable[[Result], Way | None]] = []


def leads_on(provider: Callable[[Result], Way | None]) -> Callable[[Result], Way | None]:
    """Let a room above name a page that a candidate opens from a released result."""
    _ways.append(provider)
    return provider


def ways(result: Result) -> list[Way]:
    return [way for provider in _ways if (way := provider(result))]


def may_see(result: Result) -> bool:
    return result.state in RELEASED


def by_subject(result: Result) -> list[SubjectScore]:
    """The score of each subject on the paper, in the order of the curriculum."""
    totals: dict[str, list[Decimal]] = {}
    for subject, points, out_of in _SUBJECTS.rows(result.pk):
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
    rows = _MISTAKES.rows(result.pk)
    known = versions({row[4] for row in rows})
    return [
        Mistake(
            position=position,
            points=Decimal(points),
            out_of=Decimal(out_of),
            answered=bool(given),
            told=tell(
                known[version_id],
                _key(version_id, key),
                order,
                given or (),
            ),
        )
        for position, points, out_of, order, version_id, given, *key in rows
    ]


def _key(version_id: int, told: Sequence[Any]) -> ItemKey:
    """A corrected key before the first one; whose points everybody got is no mistake."""
    first, corrected = told[: len(KEY_PARTS)], told[len(KEY_PARTS) :]
    parts = dict(zip(KEY_PARTS, first, strict=True))
    if corrected[0] is not None:
        parts |= dict(zip(CORRECTED, corrected, strict=True))
    return ItemKey(version_id=version_id, **parts)


def pictures(result: Result, position: int) -> frozenset[str]:
    """The digests of the pictures of the mistake at a place of the paper."""
    found = (mistake for mistake in mistakes(result) if mistake.position == position)
    return next((mistake.told.pictures for mistake in found), frozenset())
