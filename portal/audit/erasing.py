"""Erasing the bodies of audit events: the event, its digest and its seal stay and verify."""

from django.db import models

from portal.audit.models import AuditBody
from portal.audit.recording import subject_of


def bodies_of(subject: models.Model, *, but: str) -> "models.QuerySet[AuditBody]":
    """The bodies of what was done to a row, except by acts of the kind `but`."""
    rows = AuditBody.objects.filter(event__subject=subject_of(subject))
    return rows.exclude(event__kind=but)


def erase_bodies(subject: models.Model, *, but: str) -> int:
    """Delete them, within the caller's transaction; how many."""
    return bodies_of(subject, but=but).delete()[0]
