"""Releasing the results of many at once, as an act of the exam office with its reason (成绩公布):
who they belong to read of it, and the days for objections begin."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_noop

from exams import releasing
from exams.choices import ResultState
from exams.models import Exam, Result
from exams.signals import results_moved
from portal.audit.recording import record
from portal.jobs.enqueueing import enqueue_again
from portal.notices.telling import Message, tell_many
from portal.notices.wording import Wording

RELEASE = "exams.release_results"
AT_ONCE = 200
OUT = Wording(
    "result.released",
    gettext_noop("Your result is out: %(exam)s"),
    gettext_noop(
        "The result of “%(exam)s” is out. If you do not agree with it, the page of the result says"
        " how and until when you can object."
    ),
)


@dataclass(frozen=True)
class Wait:
    """Why results had better wait, and the way to mend it, of those at the top of the tree."""

    words: str
    action: str = ""
    address: str = ""


Warns = Callable[[int, int | None], Wait | None]
_warnings: list[Warns] = []


@dataclass(frozen=True)
class Batch:
    """The results of an exam that belong to one sitting (None: to none), of people at or below
    some places (tree paths); `upto` is the last attempt (id) that there was when it was decided,
    and `seen` the moment (ISO) until which they had been graded."""

    exam: int
    sitting: int | None
    places: Sequence[str]
    upto: int
    actor: int
    reason: str
    seen: str = ""


@dataclass(frozen=True)
class Standing:
    """How the results of an exam at one sitting stand."""

    exam_id: int
    exam: str
    sitting_id: int | None
    sitting: str
    marking: int
    graded: int
    released: int
    effective: int
    passed: int
    upto: int


def warns(provider: Warns) -> Warns:
    """Let a room above say why the results of an exam at a sitting had better wait (None for no
    reason): whoever releases them reads it."""
    _warnings.append(provider)
    return provider


def reasons_to_wait(standing: Standing) -> list[Wait]:
    """Where something waits for its release, or to be marked."""
    if not standing.graded and not standing.marking:
        return []
    told = (provider(standing.exam_id, standing.sitting_id) for provider in _warnings)
    return [one for one in told if one]


def standings(rows: QuerySet[Result]) -> list[Standing]:
    """By exam and sitting, newest sittings first; one query."""
    grouped = rows.values(
        *("attempt__exam_id", "attempt__exam__title"),
        *("attempt__seat__sitting_id", "attempt__seat__sitting__title"),
    )
    counted = grouped.annotate(
        marking=Count("pk", filter=Q(state=ResultState.MARKING)),
        graded=Count("pk", filter=Q(state=ResultState.GRADED)),
        released=Count("pk", filter=Q(state=ResultState.RELEASED)),
        effective=Count("pk", filter=Q(state=ResultState.EFFECTIVE)),
        passing=Count("pk", filter=Q(passed=True) & ~Q(state=ResultState.MARKING)),
        upto=Max("pk"),
    )
    return [
        Standing(
            row["attempt__exam_id"],
            row["attempt__exam__title"],
            row["attempt__seat__sitting_id"],
            row["attempt__seat__sitting__title"] or "",
            *(row["marking"], row["graded"], row["released"], row["effective"]),
            *(row["passing"], row["upto"]),
        )
        for row in counted.order_by("-upto")
    ]


def of_batch(batch: Batch) -> QuerySet[Result]:
    """The results that are graded and wait for this release."""
    below = Q(pk__in=[])
    for place in batch.places:
        below |= Q(attempt__person__organisation__path__startswith=place)
    rows = Result.objects.unscoped("releasing many").filter(
        below,
        attempt__exam=batch.exam,
        attempt__seat__sitting=batch.sitting,
        attempt_id__lte=batch.upto,
        state=ResultState.GRADED,
    )
    if batch.seen:
        rows = rows.filter(graded_at__lte=datetime.fromisoformat(batch.seen))
    return rows.select_related("attempt__exam", "attempt__person__organisation").order_by("pk")


def ask(batch: Batch) -> int:
    """Decide to release; a job does it. How many there are; pressed twice it is done once."""
    many = of_batch(batch).count()
    where = hashlib.sha256(" ".join(batch.places).encode()).hexdigest()[:16]
    with transaction.atomic():
        name = f"{batch.exam}:{batch.sitting}:{where}"
        if not many or not enqueue_again(RELEASE, name, asdict(batch)):
            return 0
        exam = Exam.objects.get(pk=batch.exam)
        record(
            "exam.results_released",
            exam,
            actor_id=batch.actor,
            place=batch.places[0],
            data={"sitting": batch.sitting, "results": many},
            reason=batch.reason,
        )
    return many


def release_some(batch: Batch) -> int:
    """Release the next AT_ONCE results and tell their people, in a transaction of its own; how
    many. Done again it goes on where it was."""
    with transaction.atomic():
        some = list(of_batch(batch)[:AT_ONCE])
        done = [
            one for one in some if releasing.release(one, actor_id=batch.actor, reason=batch.reason)
        ]
        tell_many([_message(one) for one in done])
        if not some:
            results_moved.send(sender=Result, exam_ids={batch.exam})
    return len(some)


def _message(result: Result) -> Message:
    return Message(
        OUT,
        key=f"{result.pk}",
        person_id=result.attempt.person_id,
        facts={"exam": result.attempt.exam.title},
        link=reverse("result", args=[result.pk]),
    )
