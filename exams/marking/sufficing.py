"""Whether those who are named suffice: each answer takes two markers, and where they differ a chief
examiner who has marked it not."""

from dataclasses import dataclass

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from exams.marking.choices import (
    AGAIN,
    MARKER,
    MOST_TURNS,
    THIRD,
    SampleState,
    ScriptState,
)
from exams.marking.models import Marker, Marking, Script
from exams.models import Attempt
from portal import clock
from portal.accounts.models import RoleGrant

WHY = "whether those named suffice"


@dataclass(frozen=True)
class Shortage:
    """How many answers wait for somebody who is not named: `unmarked` for a marker, `undecided` for
    a chief examiner. Without any such answer yet, `markers` says that two are wanted and not there,
    `chief` that nobody could decide."""

    unmarked: int
    undecided: int
    markers: bool
    chief: bool

    @property
    def any(self) -> bool:
        return bool(self.unmarked or self.undecided or self.markers or self.chief)


def held_or_marked() -> Q:
    """Of what somebody has taken: not what another may take by now."""
    return Q(marked_at__isnull=False) | Q(kept_until__gt=clock.now())


def taken(turn: int) -> Exists:
    """In a query over scripts: this turn is marked, or a marker has it."""
    rows = Marking.objects.unscoped(WHY).filter(script=OuterRef("pk"), turn=turn)
    return Exists(rows.filter(held_or_marked()))


def wants_marker() -> Q:
    """Of scripts: one of the first two turns is free."""
    return Q(~taken(1) | ~taken(MOST_TURNS), state=ScriptState.WAITING)


def wants_another_look() -> Q:
    """Of scripts: drawn as a sample, and nobody has it."""
    return Q(~taken(AGAIN), sample__state=SampleState.WAITING)


def on_duty(exam_id: int) -> QuerySet[Marker]:
    """Who marks an exam and still holds the role."""
    held = RoleGrant.objects.filter(user=OuterRef("user"), role=MARKER, ended_at__isnull=True)
    rows = Marker.objects.unscoped(WHY).filter(exam_id=exam_id, ended_at__isnull=True)
    return rows.filter(Exists(held), user__is_active=True)


def able(exam_id: int) -> QuerySet[Marker]:
    """In a query over the scripts of an exam: who has neither written nor marked this one."""
    given = Marking.objects.unscoped(WHY).filter(
        held_or_marked(), script=OuterRef(OuterRef("pk")), marker=OuterRef("user")
    )
    written = Attempt.objects.unscoped(WHY).filter(
        pk=OuterRef(OuterRef("attempt")), person__user=OuterRef("user")
    )
    return on_duty(exam_id).filter(~Exists(given), ~Exists(written))


def another_decides(exam_id: int, user_id: int) -> Exists:
    """In such a query: a chief examiner is left who could decide if this login marked it."""
    return Exists(able(exam_id).filter(chief=True).exclude(user_id=user_id))


def may_decide(exam_id: int, user_id: int) -> Exists:
    """In such a query: this login is a chief examiner who may decide on it."""
    return Exists(able(exam_id).filter(chief=True, user_id=user_id))


def somebody_decides(exam_id: int) -> Exists:
    """In such a query: a chief examiner may decide on it."""
    return Exists(able(exam_id).filter(chief=True))


def shortage(exam_id: int) -> Shortage:
    """Four queries."""
    scripts = Script.objects.unscoped(WHY).filter(exam_id=exam_id)
    judged = scripts.annotate(chiefs=_chiefs(exam_id))
    wanting = judged.filter(wants_marker() | wants_another_look())
    unsettled = scripts.exclude(state=ScriptState.SETTLED).exists()
    people = list(on_duty(exam_id).values_list("chief", flat=True))
    chiefs = sum(people)
    two = len(people) - chiefs + max(chiefs - 1, 0) >= MOST_TURNS
    return Shortage(
        wanting.filter(_nobody(exam_id)).count(),
        judged.filter(_to_decide(), chiefs=0).count(),
        markers=unsettled and not two,
        chief=unsettled and not chiefs,
    )


def _nobody(exam_id: int) -> Q:
    """No plain marker may have it, and of chief examiners one has to be left to decide."""
    return Q(~Exists(able(exam_id).filter(chief=False)), chiefs__lt=2)


def _to_decide() -> Q:
    differs = Q(state=ScriptState.APART) & ~taken(THIRD)
    return differs | Q(sample__state=SampleState.DIFFERS)


def _chiefs(exam_id: int) -> Coalesce:
    """How many chief examiners could decide on a script."""
    rows = able(exam_id).filter(chief=True).order_by().values("exam")
    many = rows.annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(many, output_field=IntegerField()), Value(0))
