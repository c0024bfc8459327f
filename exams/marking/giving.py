"""Giving marks for a script: the first two markers without knowing of each other, a third where
they differ; then the result takes the mark."""

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from exams import releasing
from exams.choices import Fix
from exams.marking import sampling
from exams.marking.agreeing import HALF, agreed
from exams.marking.choices import AGAIN, MOST_TURNS, THIRD, How, ScriptState
from exams.marking.models import Marking, Script
from exams.marking.scheming import Sheet, Task, sheet_of
from exams.models import CorrectedKey
from portal import clock
from portal.audit.recording import record
from portal.counting import plain
from portal.policy.rules import rule


class MarkRefused(ValueError):
    """Points that cannot be given; `task` and `field` (from 0) say where, -1 for the whole."""

    def __init__(self, message: str, task: int = -1, field: int = -1) -> None:
        super().__init__(message)
        self.task, self.field = task, field


class NotYours(RuntimeError):
    """It is marked already, or somebody else has it by now."""


Marks = Sequence[Sequence[Decimal]]


def points_of(sheet: Sheet, marks: Marks) -> Decimal:
    """What these marks come to, each task capped at what it can bring. Raises MarkRefused."""
    if len(marks) != len(sheet.tasks):
        raise MarkRefused(_("Marks for each question are needed. Please reload the page."))
    return sum((_of_task(n, *pair) for n, pair in enumerate(_pairs(sheet, marks))), Decimal(0))


def _pairs(sheet: Sheet, marks: Marks) -> list[tuple[Task, Sequence[Decimal]]]:
    return list(zip(sheet.tasks, marks, strict=True))


def _of_task(n: int, task: Task, given: Sequence[Decimal]) -> Decimal:
    if len(given) != len(task.fields):
        raise MarkRefused(_("Marks for each point are needed. Please reload the page."), n)
    for field, (points, most) in enumerate(zip(given, task.fields, strict=True)):
        if not points.is_finite() or not 0 <= points <= most:
            text = _("From 0 to %(most)s points.") % {"most": plain(most)}
            raise MarkRefused(text, n, field)
        if points % HALF and points != most:
            raise MarkRefused(_("Half points are the smallest."), n, field)
    return min(task.most, sum(given, Decimal(0)))


def give(marking: Marking, marks: Marks, comment: str, *, actor_id: int) -> Script:
    """Give marks for a script that this marker has; both agreeing, or the third, settle it.
    Raises MarkRefused, and NotYours when it was marked before or somebody else took it."""
    with transaction.atomic():
        script = _hold(marking.script_id)
        points = points_of(sheet_of(script), marks)
        rows = Marking.objects.unscoped("marking").filter(
            pk=marking.pk, marker_id=actor_id, marked_at__isnull=True
        )
        settled = script.state == ScriptState.SETTLED
        if settled != (marking.turn == AGAIN) or not rows.update(
            marked_at=clock.now(),
            points=points,
            marks=[[str(each) for each in task] for task in marks],
            comment=comment,
        ):
            raise NotYours(marking.pk)
        data = {"turn": marking.turn, "points": str(points)}
        _note("script.marked", script, actor_id, data)
        _compare(marking, script, points, actor_id)
    return script


def _hold(script_id: int) -> Script:
    """Both markers may give at the same moment: the second sees what the first gave."""
    rows = Script.objects.unscoped("marking").select_for_update(of=("self",), no_key=True)
    return rows.select_related("question__version__item", "attempt__person__organisation").get(
        pk=script_id
    )


def _compare(marking: Marking, script: Script, points: Decimal, actor_id: int) -> None:
    """With what others gave for it."""
    if marking.turn == THIRD:
        _settle(script, points, How.DECIDED, actor_id)
    elif marking.turn == AGAIN:
        sampling.compare(marking, script, points)
    else:
        _compare_two(script, actor_id)


def _compare_two(script: Script, actor_id: int) -> None:
    rows = Marking.objects.unscoped("marking").filter(
        script=script, turn__lte=MOST_TURNS, marked_at__isnull=False
    )
    given = list(rows.order_by("turn").values_list("points", flat=True))
    if len(given) < MOST_TURNS:
        return
    first, second = (Decimal(points or 0) for points in given)
    gap = rule("exam.mark_gap_percent", on=clock.day_of(script.collected_at)).number
    points = agreed(first, second, script.most, gap)
    if points is not None:
        _settle(script, points, How.AGREED, actor_id)
        return
    moved = _scripts(script).filter(state=ScriptState.WAITING).update(state=ScriptState.APART)
    if moved:
        script.state = ScriptState.APART
        _note("script.apart", script, None, {"points": [str(first), str(second)]})


def _settle(script: Script, points: Decimal, how: How, actor_id: int) -> None:
    """The points stand, and the result takes them together with what keys gave."""
    settled = _scripts(script).exclude(state=ScriptState.SETTLED)
    if not settled.update(
        state=ScriptState.SETTLED, how=how, points=points, settled_at=clock.now()
    ):
        raise NotYours(script.pk)
    script.state, script.how, script.points = ScriptState.SETTLED, how, points
    _note("script.settled", script, actor_id, {"how": str(how), "points": str(points)})
    most = Decimal(script.question.points)
    whole = most if _free(script) else points + script.given
    full = whole == most
    releasing.take_mark(script.attempt_id, script.pk, whole, full=full)


def _free(script: Script) -> bool:
    """Whether everybody gets the points of its question, whatever the markers gave."""
    return CorrectedKey.objects.filter(pk=script.version_id, fix=Fix.FREE).exists()


def _scripts(script: Script) -> QuerySet[Script]:
    return Script.objects.unscoped("marking").filter(pk=script.pk)


def _note(kind: str, script: Script, actor_id: int | None, data: dict[str, object]) -> None:
    place = script.attempt.person.organisation.path
    record(kind, script, actor_id=actor_id, place=place, data=data)
