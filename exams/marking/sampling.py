"""Marking some answers once more before results are released, to see whether the marks stand
(抽检复评)."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from secrets import SystemRandom

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from exams import revising
from exams.choices import Cause, ResultState
from exams.marking.agreeing import agreed
from exams.marking.choices import AGAIN, SampleState, ScriptState
from exams.marking.models import Marking, Sample, Script
from exams.models import Exam, Mark
from exams.revising import Decided, NewMark
from portal import clock
from portal.audit.recording import record
from portal.policy.rules import rule

WHY = "marking samples again"
PERCENT = 100
UNRELEASED = (ResultState.MARKING, ResultState.GRADED)


class SampleRefused(ValueError):
    """This cannot be decided; the message says why."""


@dataclass(frozen=True)
class Standing:
    """How the samples of an exam stand: how many of each state."""

    drawn: int
    waiting: int
    fits: int
    differs: int
    kept: int
    changed: int


def draw(exam: Exam, percent: int, *, actor_id: int | None) -> int:
    """Draw so many percent of the marked answers of each question, by lot, rounded up; those that
    were drawn before count. Of results that are not released yet: after that objections are the
    way. How many were drawn now."""
    with transaction.atomic():
        chosen = [pk for pks in _marked(exam).values() for pk in _lot(pks, percent)]
        made = [Sample(script_id=pk, drawn_at=clock.now()) for pk in chosen]
        before = _samples().filter(script__exam=exam).count()
        _samples().bulk_create(made, ignore_conflicts=True)  # somebody else may draw just now
        many = _samples().filter(script__exam=exam).count() - before
        if many:
            data = {"percent": percent, "answers": many}
            record("exam.sample_drawn", exam, actor_id=actor_id, place="", data=data)
    return many


def _marked(exam: Exam) -> dict[int, list[tuple[int, bool]]]:
    """By question: each marked script, and whether it was drawn before."""
    rows = Script.objects.unscoped(WHY).filter(exam=exam, state=ScriptState.SETTLED)
    rows = rows.filter(attempt__result__state__in=UNRELEASED)
    found: dict[int, list[tuple[int, bool]]] = {}
    for version_id, pk, sample in rows.values_list("version_id", "pk", "sample"):
        found.setdefault(version_id, []).append((pk, sample is not None))
    return found


def _lot(scripts: Sequence[tuple[int, bool]], percent: int) -> list[int]:
    free = [pk for pk, drawn in scripts if not drawn]
    wanted = ceil(len(scripts) * percent / PERCENT) - (len(scripts) - len(free))
    return SystemRandom().sample(free, min(max(wanted, 0), len(free)))


def compare(marking: Marking, script: Script, points: Decimal) -> None:
    """What marking it once more came to, in the transaction that keeps it."""
    gap = rule("exam.mark_gap_percent", on=clock.day_of(script.collected_at)).number
    fits = agreed(script.points or Decimal(0), points, script.most, gap) is not None
    state = SampleState.FITS if fits else SampleState.DIFFERS
    waiting = _samples().filter(pk=script.pk, state=SampleState.WAITING)
    waiting.update(state=state, ended_at=clock.now() if fits else None)
    data = {"points": str(script.points), "again": str(points), "fits": fits}
    _note("script.marked_again", script, marking.marker_id, data)


def again(script_id: int) -> Marking:
    """What the second look at a sample gave. Raises DoesNotExist."""
    rows = Marking.objects.unscoped(WHY).filter(marked_at__isnull=False)
    return rows.get(script_id=script_id, turn=AGAIN)


def may_decide(script: Script, user_id: int) -> str:
    """Why somebody may not decide on a sample; "" when they may."""
    if script.attempt.person.user_id == user_id:
        return _("Nobody decides on their own answer.")
    if Marking.objects.unscoped(WHY).filter(script=script, marker_id=user_id).exists():
        return _("You have marked this answer. Another chief examiner decides.")
    return ""


def decide(sample: Sample, *, change: bool, reason: str, actor_id: int) -> None:
    """The chief examiner says whether the points stand, or those of the second look count from now
    on. Raises SampleRefused, also when the marks of the paper were changed meanwhile."""
    script = sample.script
    if why := may_decide(script, actor_id):
        raise SampleRefused(why)
    state = SampleState.CHANGED if change else SampleState.KEPT
    with transaction.atomic():
        rows = _samples().filter(pk=sample.pk, state=SampleState.DIFFERS)
        if not rows.update(
            state=state, ended_at=clock.now(), decided_by_id=actor_id, reason=reason
        ):
            raise SampleRefused(_("It was decided meanwhile."))
        if change:
            _change(script, reason, actor_id)
            _note("sample.changed", script, actor_id, {}, reason)
        else:
            _note("sample.kept", script, actor_id, {}, reason)


def _change(script: Script, reason: str, actor_id: int) -> None:
    looked = again(script.pk)
    if script.attempt.result.state not in UNRELEASED:
        raise SampleRefused(_("The result is released: its points change by an objection only."))
    stands = Mark.objects.unscoped(WHY).get(pk=script.pk)
    if stands.revision_id is not None:
        raise SampleRefused(_("The points were changed meanwhile for another reason. They stand."))
    points = (looked.points or Decimal(0)) + script.given
    new = NewMark(script.pk, points, points == Decimal(script.question.points))
    try:
        revising.revise(script.attempt_id, [new], Decided(Cause.SAMPLE, reason, actor_id))
    except revising.Changed:
        raise SampleRefused(_("The points were changed this very moment. Please look.")) from None


def standing(exam_id: int) -> Standing:
    """One query."""
    rows = _samples().filter(script__exam=exam_id).values_list("state")
    counted = dict(rows.annotate(many=Count("pk")).order_by())
    each = {str(state): counted.get(state, 0) for state in SampleState}
    return Standing(drawn=sum(each.values()), **each)


def undecided(exam_id: int, sitting_id: int | None) -> int:
    """How many samples of results that are not released yet are still open."""
    rows = _samples().filter(
        script__exam=exam_id,
        script__attempt__seat__sitting=sitting_id,
        script__attempt__result__state__in=UNRELEASED,
        state__in=(SampleState.WAITING, SampleState.DIFFERS),
    )
    return rows.count()


def _samples() -> QuerySet[Sample]:
    return Sample.objects.unscoped(WHY)


def _note(
    kind: str, script: Script, actor_id: int, data: dict[str, object], reason: str = ""
) -> None:
    place = script.attempt.person.organisation.path
    record(kind, script, actor_id=actor_id, place=place, data=data, reason=reason)
