"""What courses tells the apps above it."""

from django.dispatch import Signal

from courses.statutes.signals import articles_changed, law_changed, lesson_revised
from courses.training.signals import hours_taken_back

__all__ = [
    "articles_changed",
    "hours_taken_back",
    "law_changed",
    "lesson_revised",
    "progress_changed",
]

progress_changed = Signal()
"""Sent inside the transaction that completes a lesson, with `person_id`. Receivers may only write
an outbox job."""
