"""What candidates and those who answer objections read of a result, question by question. Before
release nothing here may be shown to the candidate."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import pgettext

from exams import evidence
from exams.choices import Kind
from exams.correcting import certificates_named
from exams.grading import passes
from exams.marking import deciding
from exams.marking.choices import THIRD, SampleState
from exams.marking.models import Marking, Objection, Script
from exams.marking.scheming import Sheet, sheet_of
from exams.models import Mark, Result


@dataclass(frozen=True)
class Given:
    """What one marker gave whose points counted: for each marking point in order, `parts` (none
    where the scheme has one number for all), and what they said. No name."""

    parts: tuple[Decimal, ...]
    comment: str


@dataclass(frozen=True)
class Line:
    """What one question brought, who of its markers `given` what, and what it brought before it
    was changed."""

    position: int
    kind: str
    points: Decimal
    most: Decimal
    given: tuple[Given, ...]
    before: Decimal | None


def lines(result: Result) -> list[Line]:
    """Three queries."""
    rows = Mark.objects.unscoped("a released result").filter(result=result)
    marks = rows.select_related("question__version__item", "revision").order_by(
        "question__position"
    )
    given = _given(result)
    first: dict[int, Decimal] = {}
    changes = result.revisions.order_by("number").values_list("marks__mark", "marks__points_before")
    for mark_id, points in changes:
        first.setdefault(mark_id, points)
    return [
        Line(
            mark.question.position,
            str(Kind(mark.question.version.item.kind).label),
            mark.points,
            Decimal(mark.question.points),
            given.get(mark.question_id, ()),
            first.get(mark.question_id),
        )
        for mark in marks
    ]


def _given(result: Result) -> dict[int, tuple[Given, ...]]:
    """By the two who marked it and the third who decided; samples only where they changed it."""
    counted = Q(turn__lte=THIRD) | Q(script__sample__state=SampleState.CHANGED)
    rows = Marking.objects.unscoped("a released result").filter(
        counted, script__attempt=result.pk, marked_at__isnull=False
    )
    found: dict[int, tuple[Given, ...]] = {}
    for script_id, marks, words in rows.order_by("turn").values_list(
        "script_id", "marks", "comment"
    ):
        parts = tuple(Decimal(each) for task in marks for each in task)
        one = Given(parts if len(parts) > 1 else (), words)
        found[script_id] = (*found.get(script_id, ()), one)
    return found


def answers(result: Result) -> dict[int, str]:
    """The answers that count, by place on the paper, in words for reading. Two queries."""
    return {one.place: one.words for one in evidence.said(result.attempt) if one.counts}


def places(result: Result) -> list[int]:
    """The questions of its paper."""
    rows = Mark.objects.unscoped("a released result").filter(result=result)
    return list(rows.order_by("question__position").values_list("question__position", flat=True))


def objections(result: Result) -> list[Objection]:
    """Those made to it, newest first."""
    rows = Objection.objects.unscoped("a released result").filter(result=result)
    return list(rows.select_related("question").order_by("-made_at"))


def sheets(objection: Objection) -> list[tuple[int, Sheet]]:
    """What was written, with its marking points, by place on the paper: to the question that an
    objection is about, to every question where it is about the result as a whole."""
    rows = Script.objects.unscoped("answering an objection").filter(attempt=objection.result_id)
    if objection.question_id is not None:
        rows = rows.filter(pk=objection.question_id)
    found = rows.select_related("question").order_by("question__position")
    return [(script.question.position, sheet_of(script)) for script in found]


@dataclass(frozen=True)
class NewPoints:
    """A question that a proposal gives other points."""

    position: int
    before: Decimal
    points: Decimal
    most: Decimal


@dataclass(frozen=True)
class Proposed:
    """What a proposal would do, for who approves it: `seen` names it, `stale` says so where
    its marks were changed after it was made, `certificate` hangs on the result."""

    marks: tuple[NewPoints, ...]
    score: Decimal
    passed: bool
    certificate: str
    stale: str
    seen: str


def proposed(objection: Objection) -> Proposed:
    """Three queries, and one for each room that has certificates."""
    wanted, result = deciding.wanted_of(objection), objection.result
    rows = Mark.objects.unscoped("answering an objection").select_related("question")
    there = rows.in_bulk([one.question_id for one in wanted])
    marks = [(there[one.question_id], one.points) for one in wanted]
    score = result.score + sum((points - mark.points for mark, points in marks), Decimal(0))
    return Proposed(
        marks=tuple(
            NewPoints(mark.question.position, mark.points, points, Decimal(mark.question.points))
            for mark, points in marks
        ),
        score=score,
        passed=passes(score, result.out_of, result.attempt.pass_mark),
        certificate=certificates_named([result.pk]).get(result.pk, ""),
        stale=str(deciding.CHANGED) if deciding.changed_since(wanted) else "",
        seen=deciding.digest_of(objection),
    )


def about(objection: Objection) -> str:
    if objection.question is None:
        return pgettext("objection", "the result as a whole")
    return pgettext("objection", "question %(n)s") % {"n": objection.question.position}
