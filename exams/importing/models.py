"""A file of questions on its way into the bank: read, shown, and entered in one transaction."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.choices import Subject
from exams.choices import ItemPool
from exams.importing.choices import BatchState, RowVerdict
from exams.models import Item
from portal.people.choices import Tier


class QuestionBatch(models.Model):
    """Written by `staging`, `looking` and `entering`. `token` and `key` lead to the kept file;
    `subject`, `tier` and `pool` hold for rows that say none; `notes` are of the file as a whole,
    `problem` is why it could not be read (a note). `number` counts what was shown to confirm."""

    state = models.CharField(
        _("state"), max_length=10, choices=BatchState, default=BatchState.READING
    )
    file_name = models.CharField(_("file"), max_length=120)
    digest = models.CharField(max_length=64)
    token = models.CharField(max_length=32, blank=True)
    key = models.CharField(max_length=16)
    form = models.CharField(_("format"), max_length=20, blank=True)
    subject = models.CharField(_("subject"), max_length=12, choices=Subject, blank=True)
    tier = models.CharField(_("tier"), max_length=10, choices=Tier, blank=True)
    pool = models.CharField(_("used for"), max_length=10, choices=ItemPool, default=ItemPool.EXAM)
    is_pasted = models.BooleanField(default=False)
    notes: Any = models.JSONField(default=list)
    problem: Any = models.JSONField(default=list)
    only_good = models.BooleanField(default=False)
    with_alike = models.BooleanField(default=False)
    number = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(_("added"), default=0)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    checked_at = models.DateTimeField(_("read at"), null=True)
    ended_at = models.DateTimeField(_("entered or discarded at"), null=True)

    class Meta:
        verbose_name = _("batch of questions")
        verbose_name_plural = _("batches of questions")

    def __str__(self) -> str:
        return self.file_name


class BatchRow(models.Model):
    """One question of a file, and what importing it would do.

    `entry` is a packed `formats.entries.Entry` (empty for what could not be read), `problem` a note
    when the reader refused it, `field` the field that the bank refuses; `alike` is the reference of
    the question it is very like (or "#" and the row's number), `ratio` how much, in percent.
    """

    batch = models.ForeignKey(QuestionBatch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    verdict = models.CharField(_("verdict"), max_length=10, choices=RowVerdict)
    entry: Any = models.JSONField(default=dict)
    problem: Any = models.JSONField(default=list)
    notes: Any = models.JSONField(default=list)
    ref = models.CharField(max_length=80, blank=True)
    alike = models.CharField(max_length=80, blank=True)
    ratio = models.PositiveSmallIntegerField(default=0)
    item = models.ForeignKey(
        Item, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("bank item")
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="one_row_per_question")
        ]
        indexes = [models.Index(fields=["batch", "verdict", "number"], name="batch_row_by_verdict")]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.number}: {self.verdict}"


class BatchPicture(models.Model):
    """A picture that questions of a batch show, until it is entered."""

    batch = models.ForeignKey(QuestionBatch, on_delete=models.CASCADE, related_name="pictures")
    digest = models.CharField(max_length=64)
    media_type = models.CharField(max_length=20)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "digest"], name="one_picture_per_batch")
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.digest[:12]}"
