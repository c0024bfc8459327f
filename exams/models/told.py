"""What people were last told of their seat or duty at a sitting, so that only who is concerned by
a change is told of it."""

from typing import Any

from django.conf import settings
from django.db import models

from exams.models.seats import Seat
from exams.models.sittings import Sitting


class SeatTold(models.Model):
    """The line that somebody last read (`sittings.lines`), empty once they are off the list;
    `times` counts what they were told, `event` is the last act of planning anew that was looked at
    for them. Written by `sittings.telling` only."""

    seat = models.OneToOneField(
        Seat, primary_key=True, on_delete=models.CASCADE, related_name="told"
    )
    line: Any = models.JSONField(default=dict)
    times = models.PositiveSmallIntegerField(default=0)
    event = models.BigIntegerField(default=0, db_default=0)

    def __str__(self) -> str:
        return f"{self.seat_id} / {self.times}"


class DutyTold(models.Model):
    """The same of an invigilator or examiner, for all their rooms at a sitting together. Written
    by `sittings.telling` only."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="duties_told")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    line: Any = models.JSONField(default=dict)
    times = models.PositiveSmallIntegerField(default=0)
    event = models.BigIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sitting", "user"], name="one_duty_told_per_login")
        ]

    def __str__(self) -> str:
        return f"{self.sitting_id} / {self.user_id} / {self.times}"
