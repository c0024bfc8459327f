"""Erasing the bodies of audit events: the event, its digest and its seal stay and verify.

An act of its own names them; a body that is gone without one is a fault.
"""

from django.db import models

from portal.audit.models import AuditBody
from portal.audit.recording import BODIES_ERASED, record, subject_of


def bodies_of(subject: models.Model, *, but: str) -> "models.QuerySet[AuditBody]":
    """The bodies of what was done to a row, except by acts of the kind `but`."""
    rows = AuditBody.objects.filter(event__subject=subject_of(subject))
    return rows.exclude(event__kind__in=(but, BODIES_ERASED))


def erase_bodies(subject: models.Model, *, but: str, actor_id: int | None, place: str) -> int:
    """Delete them and name their events, within the caller's transaction; how many."""
    rows = bodies_of(subject, but=but)
    named = list(rows.order_by("pk").values_list("pk", flat=True))
    gone = AuditBody.objects.filter(pk__in=named).delete()[0]
    if named:
        data = {"events": named}
        record(BODIES_ERASED, subject, actor_id=actor_id, place=place, data=data)
    return gone
