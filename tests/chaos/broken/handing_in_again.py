"""Handing in that looks first and acts then; the database lets it."""

from datetime import datetime

from django.db import transaction

from exams import attempts
from exams.choices import AttemptState
from exams.models import Attempt
from portal import clock


def submit(
    attempt_id: int, *, actor_id: int | None, received_at: datetime | None = None
) -> Attempt:
    moment = received_at or clock.now()
    attempt = attempts._with_exam(attempt_id)
    if attempt.state != AttemptState.OPEN:
        return attempt
    with transaction.atomic():
        attempts._attempts().filter(pk=attempt_id).update(
            state=AttemptState.SUBMITTED,
            submitted_at=moment,
            receipt=attempts._receipt(moment),
        )
        attempt = attempts._with_exam(attempt_id)
        attempts._count(attempt, actor_id)
    return attempt


def change() -> None:
    attempts.submit = submit
