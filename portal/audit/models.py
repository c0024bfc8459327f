"""Who did what and why: append-only (triggers on both databases), sealed by a job, one root a
day."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

# Who reads the trail, at their places and below.
READERS = ("admin", "auditor")


class AuditEvent(models.Model):
    """One act. Written by `recording.record` only, in the transaction of the act.

    `place` is the tree path of the organisation concerned; `subject` is `model:id`; `digest` is
    the SHA-256 of
    salt and body, so that the body can be erased under privacy law while the event stays
    verifiable.
    """

    at = models.DateTimeField(db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    place = models.CharField(max_length=255, blank=True)
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)

    class Meta:
        indexes = [models.Index(fields=["subject", "at"], name="audit_by_subject")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.kind} {self.subject}"


class AuditBody(models.Model):
    """Reason and details of an event, apart from it so that personal data can be erased."""

    event = models.OneToOneField(
        AuditEvent, primary_key=True, on_delete=models.PROTECT, related_name="body"
    )
    salt = models.CharField(max_length=32)
    reason = models.CharField(max_length=500, blank=True)
    data: Any = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"body of {self.event_id}"


class AuditSeal(models.Model):
    """The place of an event in its day's chain. Written by `sealing.seal` only."""

    event = models.OneToOneField(
        AuditEvent, primary_key=True, on_delete=models.PROTECT, related_name="seal"
    )
    day = models.DateField()
    position = models.PositiveIntegerField()
    chain = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "position"], name="one_seal_per_place"),
        ]

    def __str__(self) -> str:
        return f"{self.day} #{self.position}"


class AuditDay(models.Model):
    """The root of a closed day: how many seals, the last chain value, bound to the day before."""

    day = models.DateField(primary_key=True)
    count = models.PositiveIntegerField()
    head = models.CharField(max_length=64)
    root = models.CharField(max_length=64)

    class Meta:
        verbose_name = pgettext_lazy("record", "day of the audit trail")
        verbose_name_plural = pgettext_lazy("record", "days of the audit trail")

    def __str__(self) -> str:
        return f"{self.day}: {self.root[:16]}"


class DoctorRun(models.Model):
    """What `manage.py doctor` said at a moment: its lines, as they were. Written by `examining`
    only; append-only."""

    at = models.DateTimeField(db_index=True)
    lines: Any = models.JSONField()
    failed = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S}: {self.failed}"


class BackupNote(models.Model):
    """That a backup was made, as whoever made it said; `place` in words. Written by `noting` only;
    append-only."""

    PLACE_LENGTH = 200

    made_at = models.DateTimeField(db_index=True)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    place = models.CharField(max_length=PLACE_LENGTH)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = pgettext_lazy("record", "backup note")
        verbose_name_plural = pgettext_lazy("record", "backup notes")
        constraints = [
            models.UniqueConstraint(fields=["made_at", "sha256"], name="one_note_per_backup"),
        ]

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d %H:%M:%S}: {self.sha256[:12]}"
