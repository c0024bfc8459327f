"""The outbox and the ledger of periodic work."""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from portal.jobs.choices import JobState


class Job(models.Model):
    """Something that must happen exactly once. Written by `enqueueing` and `working`; put
    back by `retrying`; done index work is dropped by `wagtail_tasks`.

    `key` names the effect (`certificate.issue:17`); its uniqueness is what makes an effect happen
    once.
    `payload` holds ids only, never personal data.
    """

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200, unique=True)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    due_at = models.DateTimeField()
    lease = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("record", "job")
        verbose_name_plural = pgettext_lazy("record", "jobs")
        indexes = [
            models.Index(
                fields=["due_at"],
                name="job_open_by_due",
                condition=Q(state__in=[JobState.WAITING, JobState.RUNNING]),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="job_done_has_time",
                condition=Q(state=JobState.DONE, done_at__isnull=False) | ~Q(state=JobState.DONE),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.state})"


class PeriodicRun(models.Model):
    """One row for each (job, period): its uniqueness makes each period happen once, however many
    beats tick. One row more, (jobs.tick, last), holds the time of the last tick.

    Written by `sweeping` only.
    """

    name = models.CharField(max_length=60)
    period = models.CharField(max_length=20)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "period"], name="one_run_per_period"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.period}"
