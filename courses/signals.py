"""What courses tells the apps above it."""

from django.dispatch import Signal

progress_changed = Signal()
"""Sent inside the transaction that completes a lesson, with `person_id`. Receivers may only write
an outbox job."""
