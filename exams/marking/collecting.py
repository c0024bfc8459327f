"""Written answers of a paper that was handed in become scripts to be marked."""

import secrets
from collections.abc import Sequence
from decimal import Decimal

from exams.choices import Kind, ResultState
from exams.grading import Asked, mark
from exams.marking.models import Script
from exams.models import Attempt, ItemKey, PaperQuestion, Result
from exams.parting import parts_of
from exams.remembering import versions
from portal import clock

COLLECT = "marking.collect"
ORDERS = 2**62


def collect(attempt_id: int) -> int:
    """Make a script of each question that waits for people; how many. Done twice it makes none
    twice. Must run in a transaction."""
    result = Result.objects.unscoped("collecting").select_related("attempt").get(pk=attempt_id)
    if result.state != ResultState.MARKING:
        return 0
    rows = PaperQuestion.objects.unscoped("collecting").filter(attempt_id=attempt_id)
    waiting = rows.filter(mark__isnull=True).order_by("position")
    asked = list(waiting.values_list("pk", "version_id", "points", "answer__value"))
    wanted = [version_id for _pk, version_id, _points, _value in asked]
    faces, keys = versions(wanted), ItemKey.objects.in_bulk(wanted)
    scripts = []
    for pk, version_id, points, value in asked:
        parts: Sequence[Asked] = ()
        if faces[version_id].item.kind == Kind.CASE:
            given = value or ()
            parts = parts_of(faces[version_id], keys[version_id].parts, Decimal(points), given)
        scripts.append(_script(result.attempt, (pk, version_id), Decimal(points), parts))
    Script.objects.unscoped("collecting").bulk_create(scripts, ignore_conflicts=True)
    return len(scripts)


def _script(
    attempt: Attempt, question: tuple[int, int], points: Decimal, parts: Sequence[Asked]
) -> Script:
    """`most` is what the written parts bring, `given` what keys gave for the others."""
    written = [part.points for part in parts if part.kind == Kind.OPEN]
    return Script(
        question_id=question[0],
        version_id=question[1],
        attempt=attempt,
        exam_id=attempt.exam_id,
        shuffle=secrets.randbelow(ORDERS),
        most=sum(written, Decimal(0)) if parts else points,
        given=sum((mark(part).points for part in parts), Decimal(0)),
        collected_at=clock.now(),
    )
