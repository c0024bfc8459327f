"""How far the marking of an exam is: by question and by marker, and what waits for the third."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Avg, Count, Exists, F, OuterRef, Q, QuerySet

from exams.marking import claiming, sufficing
from exams.marking.choices import MARKER, MOST_TURNS, THIRD, How, SampleState, ScriptState
from exams.marking.models import Marker, Marking, Script
from exams.marking.scheming import Sheet
from exams.models import Exam
from portal.scope import Scope

PERCENT = 100
MOST_LISTED = 100


@dataclass(frozen=True)
class OfQuestion:
    """The scripts of one question: `once` have one mark, `decided` took a third marker."""

    version_id: int
    ref: str
    scripts: int
    once: int
    apart: int
    settled: int
    decided: int

    @property
    def share(self) -> int:
        """Settled, in percent."""
        return _percent(self.settled, self.scripts) if self.scripts else PERCENT

    @property
    def agreement(self) -> int | None:
        """Of those that two have marked, how many percent they agreed on; None before any."""
        compared = self.settled + self.apart
        return _percent(self.settled - self.decided, compared) if compared else None


def _percent(part: int, whole: int) -> int:
    """Rounded as people do; all and none are said of all and of none only."""
    rounded = (2 * part * PERCENT + whole) // (2 * whole)
    return rounded if part in (0, whole) else min(max(rounded, 1), PERCENT - 1)


@dataclass(frozen=True)
class OfMarker:
    """What one marker has given: how many, and how much of what could be given, in percent; `apart`
    counts those where they were one of two who differed."""

    marker: Marker
    marked: int
    mean: Decimal | None
    apart: int


def by_question(exam_id: int) -> list[OfQuestion]:
    """Two queries, however many scripts there are."""
    rows = Script.objects.unscoped("how far the marking is").filter(exam_id=exam_id)
    counted = rows.values("version_id", "version__item__ref").annotate(
        scripts=Count("pk"),
        apart=Count("pk", filter=Q(state=ScriptState.APART)),
        settled=Count("pk", filter=Q(state=ScriptState.SETTLED)),
        decided=Count("pk", filter=Q(how=How.DECIDED)),
    )
    given = Marking.objects.unscoped("how far the marking is").filter(
        script__exam_id=exam_id, script__state=ScriptState.WAITING, marked_at__isnull=False
    )
    once = dict(given.values_list("script__version_id").annotate(many=Count("pk")).order_by())
    return [
        OfQuestion(
            row["version_id"],
            row["version__item__ref"],
            row["scripts"],
            once.get(row["version_id"], 0),
            row["apart"],
            row["settled"],
            row["decided"],
        )
        for row in counted.order_by("version__item__ref")
    ]


def by_marker(exam_id: int) -> list[OfMarker]:
    """Three queries."""
    duties = Marker.objects.unscoped("how far the marking is").filter(exam_id=exam_id)
    open_ones = duties.filter(ended_at__isnull=True).select_related("user")
    given = Marking.objects.unscoped("how far the marking is").filter(
        script__exam_id=exam_id, marked_at__isnull=False
    )
    of_all = given.values("marker").annotate(
        many=Count("pk"),
        mean=Avg(F("points") * PERCENT / F("script__most")),
        apart=Count("pk", filter=_differs()),
    )
    counted = {row["marker"]: (int(row["many"]), row["mean"], int(row["apart"])) for row in of_all}
    return [
        OfMarker(duty, *counted.get(duty.user_id, (0, None, 0)))
        for duty in open_ones.order_by("-chief", "pk")
    ]


def _differs() -> Q:
    """Whoever decided, or looked once more, was none of the two."""
    apart_or_decided = Q(script__state=ScriptState.APART) | Q(script__how=How.DECIDED)
    return Q(apart_or_decided, turn__lte=MOST_TURNS)


@dataclass(frozen=True)
class ToDecide:
    """An answer that waits for a chief examiner, for one of them: `mine` says that they may decide,
    `held` that another one has it before them, `nobody` that none who is named may."""

    script: Script
    mine: bool
    held: bool
    nobody: bool


def apart(exam_id: int, user_id: int) -> list[ToDecide]:
    """What waits for a third marker, oldest first; one query."""
    return _to_decide(_apart(exam_id), exam_id, user_id)


def differing(exam_id: int, user_id: int) -> list[ToDecide]:
    """Samples that came out otherwise, oldest first; one query."""
    return _to_decide(_differing(exam_id), exam_id, user_id)


def _apart(exam_id: int) -> QuerySet[Script]:
    rows = Script.objects.unscoped("what waits for the third marker")
    waiting = rows.filter(exam_id=exam_id, state=ScriptState.APART)
    return waiting.order_by("collected_at", "shuffle")


def _differing(exam_id: int) -> QuerySet[Script]:
    rows = Script.objects.unscoped("what waits for the chief examiner")
    waiting = rows.filter(exam_id=exam_id, sample__state=SampleState.DIFFERS)
    return waiting.select_related("sample").order_by("sample__drawn_at", "pk")


def _judged(rows: QuerySet[Script], exam_id: int, user_id: int) -> QuerySet[Any]:
    return rows.select_related("version__item").annotate(
        of_login=_third(user_id) | sufficing.may_decide(exam_id, user_id),
        of_other=sufficing.taken(THIRD) & ~_third(user_id) & Q(state=ScriptState.APART),
        of_any=sufficing.somebody_decides(exam_id),
    )


def _to_decide(rows: QuerySet[Script], exam_id: int, user_id: int) -> list[ToDecide]:
    return [
        ToDecide(
            script,
            mine=script.of_login and not script.of_other,
            held=script.of_other,
            nobody=not (script.of_login or script.of_other or script.of_any),
        )
        for script in _judged(rows, exam_id, user_id)[:MOST_LISTED]
    ]


def _third(user_id: int) -> Exists:
    """In a query over scripts: this login has it before them, to decide."""
    rows = Marking.objects.unscoped("deciding between two markers").filter(
        sufficing.held_or_marked(), script=OuterRef("pk"), turn=THIRD, marker_id=user_id
    )
    return Exists(rows)


def earlier(script: Script) -> Sequence[Marking]:
    """What the first two gave, for who decides between them."""
    rows = Marking.objects.unscoped("deciding between two markers")
    return list(rows.filter(script=script, turn__lte=MOST_TURNS).order_by("turn"))


def counted(script: Script) -> Sequence[Marking]:
    """What the points of a marked script came from."""
    rows = Marking.objects.unscoped("deciding on a sample").filter(script=script)
    return list(rows.filter(turn__lte=THIRD, marked_at__isnull=False).order_by("turn"))


@dataclass(frozen=True)
class Beside:
    """A marking point ("" for a whole question) of task `number`, and what each marking gave."""

    number: int
    text: str
    most: Decimal
    given: tuple[Decimal, ...]

    @property
    def differ(self) -> bool:
        return len(set(self.given)) > 1


def side_by_side(sheet: Sheet, markings: Sequence[Marking]) -> list[Beside]:
    """What several gave for the same answer, point by point."""
    found = []
    for n, task in enumerate(sheet.tasks):
        texts = [point.text for point in task.points] or [""]
        for place, (text, most) in enumerate(zip(texts, task.fields, strict=True)):
            given = tuple(Decimal(one.marks[n][place]) for one in markings)
            found.append(Beside(task.number, text, most, given))
    return found


def duties(scope: Scope) -> list[Marker]:
    """The exams somebody marks, as long as they hold the role."""
    if not scope.holds(MARKER):
        return []
    rows = Marker.objects.scoped(scope).filter(user_id=scope.user_id or 0, ended_at__isnull=True)
    return list(rows.select_related("exam").order_by("-named_at"))


def left_for(duty: Marker) -> tuple[int, int, int]:
    """For one marker: how many they have marked, how many they would be given now, how many wait
    for them to decide as chief examiner."""
    mine = Marking.objects.unscoped("what is left").filter(
        marker_id=duty.user_id, script__exam_id=duty.exam_id, marked_at__isnull=False
    )
    left = claiming.left(duty.exam_id, duty.user_id)
    return mine.count(), left, to_decide(duty) if duty.chief else 0


def to_decide(duty: Marker) -> int:
    """How many answers a chief examiner may decide on now."""
    rows = _apart(duty.exam_id), _differing(duty.exam_id)
    judged = [_judged(each, duty.exam_id, duty.user_id) for each in rows]
    return sum(each.filter(of_login=True, of_other=False).count() for each in judged)


def marked_exams() -> list[Exam]:
    """The exams that have something to be marked by people, or somebody who marks them."""
    rows = Exam.objects.filter(Q(scripts__isnull=False) | Q(markers__isnull=False))
    return list(rows.distinct().order_by("title", "pk"))
