"""The end of an attempt: handed in, or closed when time is up.

Handing in is a one-way door: one conditional update ends the attempt, grading and release happen
in the same transaction.
"""

import random
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from decimal import Decimal

import structlog
from django.db import transaction
from django.db.models import QuerySet

from exams import answering, grading, pausing, releasing, storing
from exams.choices import AttemptState, Fix, Kind
from exams.models import Attempt, ItemKey, PaperQuestion
from exams.parting import parts_of
from exams.remembering import versions
from portal import clock
from portal.audit.recording import record
from portal.prepared import Prepared

log = structlog.get_logger("hezhong.exams")

RECEIPT_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RECEIPT_LENGTH = 8


def submit(
    attempt_id: int, *, actor_id: int | None, received_at: datetime | None = None
) -> Attempt:
    """Hand in: end the attempt, grade it, release the result; asking again returns the same
    receipt. After deadline and grace the saved answers count and the end is the deadline; the
    attempt then stays open for `answering.CLOSING_MARGIN`, and nothing changes until that is over.
    """
    moment = received_at or clock.now()
    with transaction.atomic():
        attempt = _with_exam(attempt_id)
        if attempt.state != AttemptState.OPEN:
            return attempt
        in_time = answering.in_time(attempt, moment)
        if not in_time and not answering.may_close(attempt, moment):
            return attempt
        shut = _shut(attempt, moment if in_time else None)
        if not shut:
            return _with_exam(attempt_id)
        if shut.paused_at:
            pausing.end_with(attempt, moment, actor_id=actor_id)
        _count(attempt, actor_id if in_time else None)
    return attempt


def _shut(attempt: Attempt, moment: datetime | None) -> storing.Shut | None:
    """End an attempt, handed in at this moment or closed at its deadline, and let its values say
    so; None when somebody was faster."""
    last = attempt.deadline + timedelta(seconds=attempt.grace_seconds)
    receipt = _receipt(moment or attempt.deadline)
    if moment:
        shut = storing.hand_in(attempt.pk, receipt, moment, last)
    else:
        shut = storing.close(attempt.pk, receipt, attempt.deadline)
    if shut:
        attempt.state = AttemptState.SUBMITTED if moment else AttemptState.CLOSED
        attempt.receipt, attempt.submitted_at = receipt, shut.submitted_at
        attempt.paused_at = shut.paused_at
    return shut


def _attempts() -> QuerySet[Attempt]:
    return Attempt.objects.unscoped("attempts by their id, or open ones by their deadline")


_WITH_EXAM = Prepared(
    lambda pk: _attempts().select_related("exam", "person__organisation").filter(pk=pk), int
)


def _with_exam(attempt_id: int) -> Attempt:
    found = _WITH_EXAM.objects(attempt_id)
    if not found:
        raise Attempt.DoesNotExist
    return found[0]


def _count(attempt: Attempt, actor_id: int | None) -> None:
    verb = "submitted" if attempt.state == AttemptState.SUBMITTED else "closed"
    record(
        f"attempt.{verb}",
        attempt,
        actor_id=actor_id,
        place=attempt.person.organisation.path,
        data={"receipt": attempt.receipt},
    )
    asked = _asked(attempt)
    grade = grading.grade(list(asked.values()), attempt.pass_mark)
    releasing.settle(attempt, grade, {one.position: pk for pk, one in asked.items()})


_ASKED = Prepared(
    lambda pk: PaperQuestion.with_answers(pk, "grading").values_list(
        *("pk", "position", "version__item__kind", "points", "option_order", "version__credit"),
        *("version__answer_key__key", "version__answer_key__accepted"),
        *("version__answer_key__any_order", "given__value", "version_id"),
        *(f"version__corrected__{name}" for name in ("fix", "key", "accepted", "any_order")),
    ),
    int,
)


def _asked(attempt: Attempt) -> dict[int, grading.Asked]:
    """The questions of a paper with keys and answers, by their rows; one query and no text, and
    two more for cases."""
    rows = _ASKED.rows(attempt.pk)
    cases = _parts_of([(row[10], row[3], row[9]) for row in rows if row[2] == Kind.CASE])
    return {
        pk: grading.Asked(
            position=position,
            kind=kind,
            points=points,
            key=key if fix is None else corrected[0],
            order=tuple(order),
            answer=tuple(value or ()),
            credit=credit,
            accepted=tuple(map(tuple, accepted if fix is None else corrected[1])),
            any_order=any_order if fix is None else corrected[2],
            parts=cases.get(version_id, ()),
            free=fix == Fix.FREE,
        )
        for pk, position, kind, points, order, credit, *rest in rows
        for key, accepted, any_order, value, version_id, fix, *corrected in [rest]
    }


def _parts_of(
    cases: Collection[tuple[int, Decimal, list[str] | None]],
) -> dict[int, tuple[grading.Asked, ...]]:
    """The questions of these cases, as (version, points, answer), by the version."""
    wanted = [version_id for version_id, _points, _value in cases]
    if not wanted:
        return {}
    faces, keys = versions(wanted), ItemKey.objects.in_bulk(wanted)
    return {
        pk: parts_of(faces[pk], keys[pk].parts, Decimal(points), value or ())
        for pk, points, value in cases
    }


def _receipt(moment: datetime) -> str:
    """The day of handing in and 40 random bits, as 20261123-7K3Q9XTM; unique in the table."""
    code = "".join(secrets.choice(RECEIPT_ALPHABET) for _ in range(RECEIPT_LENGTH))
    return f"{clock.day_of(moment):%Y%m%d}-{code}"


def close_expired() -> int:
    """Close every open attempt past its deadline, grace and closing margin; how many. Safe to run
    twice at once; one that fails does not hold up the others. Workers that do so at the same time
    take them in another order, so that they rarely meet."""
    moment = clock.now()
    over = _attempts().filter(
        state=AttemptState.OPEN,
        deadline__lt=moment - answering.CLOSING_MARGIN,
        paused_at__isnull=True,
    )
    ids = list(over.values_list("pk", flat=True))
    random.shuffle(ids)
    closed = 0
    for pk in ids:
        try:
            closed += submit(pk, actor_id=None).state == AttemptState.CLOSED
        except Exception as error:
            log.error("an attempt could not be closed", attempt=pk, exc_info=error)
    return closed
