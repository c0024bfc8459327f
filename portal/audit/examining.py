"""Asking every invariant, keeping what was said, and asking for it in between."""

from dataclasses import asdict
from typing import Any

from django.db import transaction

from portal import clock, invariants
from portal.audit.models import DoctorRun
from portal.jobs.enqueueing import enqueue

EXAMINE = "audit.examine"


def examine() -> list[dict[str, Any]]:
    """The lines of doctor now, by name; may take minutes, so to be called outside a
    transaction."""
    found = sorted(invariants.findings(), key=lambda finding: finding.name)
    return [asdict(finding) for finding in found]


def keep(lines: list[dict[str, Any]]) -> DoctorRun:
    """Store what doctor said, in its caller's transaction; warnings are no failures."""
    failed = sum(invariants.Finding(**line).failed for line in lines)
    return DoctorRun.objects.create(at=clock.now(), lines=lines, failed=failed)


def ask() -> bool:
    """Have the worker ask doctor now; False when somebody asked within this minute already."""
    with transaction.atomic():
        return enqueue(EXAMINE, f"{clock.now():%Y-%m-%dT%H:%M}", {})
