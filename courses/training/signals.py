"""What the ledger of hours tells the rooms above it; `courses.signals` names it again."""

from django.dispatch import Signal

hours_taken_back = Signal()
"""Sent inside the transaction that takes a credit back, with `person_id` and `entry_id`, the
counter-entry. Receivers may only write an outbox job."""
