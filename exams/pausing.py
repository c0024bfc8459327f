"""Stopping the clock of papers that run: power gone, fire alarm, a room that must be left.

A paused paper stays open, whatever the hour: what arrives counts, and nothing closes it; one that
is forgotten goes on by itself after the longest time that a pause may last. When it
goes on, its deadline moves later by the whole pause and by RETURN, because a page learns of it only
when it asks next (`views.presence`): nobody loses a second of writing.
"""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from exams.choices import AttemptState
from exams.models import Attempt, Pause
from portal import clock
from portal.audit.recording import Note, record_many
from portal.policy.rules import rule

AT_ONCE = 500
RETURN = 30  # seconds


@dataclass(frozen=True)
class Stopped:
    """How many attempts of those asked for stand by this action, and how many do not: their time
    was up, they had ended or stood already."""

    stopped: int
    left: int


def pause(
    attempt_ids: Collection[int], *, reason: str, action: str, actor_id: int | None
) -> Stopped:
    """Let the clock of each of these attempts stand, while it is open and has time left.

    `action` names what was pressed, up to 16 signs: pressed twice it is one action.
    """
    wanted = sorted(set(attempt_ids))
    for start in range(0, len(wanted), AT_ONCE):
        with suppress(IntegrityError), transaction.atomic():  # pressed twice at once
            _pause_some(wanted[start : start + AT_ONCE], reason, action, actor_id)
    stopped = Pause.objects.unscoped("pausing").filter(action=action, attempt__in=wanted).count()
    return Stopped(stopped, len(wanted) - stopped)


def _pause_some(
    attempt_ids: Collection[int], reason: str, action: str, actor_id: int | None
) -> None:
    """The update comes first: it waits for those who hand in at the same moment."""
    pauses = Pause.objects.unscoped("pausing").filter(attempt__in=attempt_ids)
    known = set(pauses.filter(action=action).values_list("attempt_id", flat=True))
    known |= set(pauses.filter(ended_at__isnull=True).values_list("attempt_id", flat=True))
    some = Attempt.objects.unscoped("pausing").filter(
        pk__in=set(attempt_ids) - known, state=AttemptState.OPEN
    )
    moment = clock.now()
    some.filter(paused_at__isnull=True, deadline__gt=moment).update(paused_at=moment)
    rows = list(some.filter(paused_at=moment).select_related("person__organisation"))
    pauses.bulk_create(
        Pause(attempt=row, action=action, reason=reason, began_at=moment, began_by_id=actor_id)
        for row in rows
    )
    notes = [Note(row, row.person.organisation.path, {"action": action}) for row in rows]
    record_many("attempt.paused", notes, actor_id=actor_id, reason=reason)


def resume(attempt_ids: Collection[int], *, actor_id: int | None, reason: str = "") -> int:
    """Let those of these attempts go on that stand; how many. Done twice, at once or later, it is
    done once; one that was handed in meanwhile has ended."""
    wanted = sorted(set(attempt_ids))
    gone_on = 0
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        open_ones = _open_pauses().filter(attempt__in=some)
        for began_at in sorted(set(open_ones.values_list("began_at", flat=True))):
            with transaction.atomic():
                gone_on += _resume_those(open_ones, began_at, actor_id, reason)
    return gone_on


def _resume_those(
    pauses: QuerySet[Pause], began_at: datetime, actor_id: int | None, reason: str
) -> int:
    """The attempts first, as handing in does: who is second waits and finds nothing to do."""
    moment = clock.now()
    given = ceil((moment - began_at).total_seconds()) + RETURN
    ids = list(pauses.filter(began_at=began_at).values_list("attempt_id", flat=True))
    attempts = Attempt.objects.unscoped("pausing").filter(pk__in=ids, state=AttemptState.OPEN)
    attempts.filter(paused_at=began_at).update(
        paused_at=None, deadline=F("deadline") + timedelta(seconds=given)
    )
    mine = _open_pauses().filter(attempt__in=attempts.filter(paused_at__isnull=True))
    rows = list(mine.select_related("attempt__person__organisation"))
    _open_pauses().filter(pk__in=[row.pk for row in rows]).update(
        ended_at=moment, ended_by=actor_id, given_seconds=given
    )
    notes = [
        Note(row.attempt, row.attempt.person.organisation.path, {"seconds": given}) for row in rows
    ]
    record_many("attempt.resumed", notes, actor_id=actor_id, reason=reason)
    return len(rows)


def end_forgotten() -> int:
    """Let those go on that have stood for as long as a pause may last (`exam.pause_most_minutes`):
    somebody forgot them, and nothing would ever close them; how many."""
    most = rule("exam.pause_most_minutes", on=clock.today()).number
    ids = list(standing_since(clock.now() - timedelta(minutes=most)))
    reason = _("Paused for the longest time allowed, %(minutes)s minutes; goes on by itself.")
    return resume(ids, actor_id=None, reason=reason % {"minutes": most}) if ids else 0


def standing_since(moment: datetime) -> QuerySet[Pause, int]:
    """The attempts that have stood since then or longer."""
    rows = _open_pauses().filter(began_at__lte=moment)
    return rows.order_by("pk").values_list("attempt_id", flat=True)


def end_with(attempt: Attempt, moment: datetime, *, actor_id: int | None) -> None:
    """The paper was handed in while it stood: so does its pause end. In that transaction."""
    _open_pauses().filter(attempt=attempt).update(
        ended_at=max(moment, attempt.paused_at or moment), ended_by=actor_id
    )


def reason_of(attempt: Attempt) -> str:
    """Why it stands, in the words of who stopped it; "" when it runs."""
    if attempt.paused_at is None:
        return ""
    found = _open_pauses().filter(attempt=attempt).values_list("reason", flat=True).first()
    return str(found or "")


def _open_pauses() -> QuerySet[Pause]:
    return Pause.objects.unscoped("pausing").filter(ended_at__isnull=True)
