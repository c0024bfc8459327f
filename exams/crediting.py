"""Giving time back to attempts that run: a line that was down, a room without power, a person with
a right to more time."""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F

from exams.choices import AttemptState
from exams.models import Attempt, TimeCredit
from exams.models.credits import MOST_MINUTES
from portal import clock
from portal.audit.recording import Note, record_many

AT_ONCE = 500


class BadMinutes(ValueError):
    """Fewer than one minute, or more than anybody is given."""


@dataclass(frozen=True)
class Credited:
    """How many attempts were given the minutes, and how many of those asked for had ended."""

    given: int
    ended: int


def credit(
    attempt_ids: Collection[int], *, minutes: int, reason: str, action: str, actor_id: int | None
) -> Credited:
    """Move the deadline of each of these attempts, while it is open, later by so many minutes.

    `action` names what was pressed, up to 16 signs: pressed twice it is one action, and nothing
    more is given. Raises BadMinutes.
    """
    if not 1 <= minutes <= MOST_MINUTES:
        raise BadMinutes(minutes)
    wanted = sorted(set(attempt_ids))
    for start in range(0, len(wanted), AT_ONCE):
        with suppress(IntegrityError), transaction.atomic():  # pressed twice at once
            _credit_some(wanted[start : start + AT_ONCE], minutes, reason, action, actor_id)
    credited = TimeCredit.objects.unscoped("crediting").filter(action=action)
    given = credited.filter(attempt__in=wanted).count()
    return Credited(given, len(wanted) - given)


def _credit_some(
    attempt_ids: Collection[int], minutes: int, reason: str, action: str, actor_id: int | None
) -> None:
    """The update comes first: it waits for those who hand in at the same moment."""
    credited = TimeCredit.objects.unscoped("crediting").filter(action=action)
    known = set(credited.filter(attempt__in=attempt_ids).values_list("attempt_id", flat=True))
    some = Attempt.objects.unscoped("crediting").filter(
        pk__in=set(attempt_ids) - known, state=AttemptState.OPEN
    )
    some.update(deadline=F("deadline") + timedelta(minutes=minutes))
    rows = list(some.select_related("person__organisation"))
    moment = clock.now()
    TimeCredit.objects.unscoped("crediting").bulk_create(
        TimeCredit(
            attempt=row,
            action=action,
            minutes=minutes,
            reason=reason,
            at=moment,
            granted_by_id=actor_id,
        )
        for row in rows
    )
    notes = [
        Note(row, row.person.organisation.path, {"minutes": minutes, "action": action})
        for row in rows
    ]
    record_many("attempt.credited", notes, actor_id=actor_id, reason=reason)
