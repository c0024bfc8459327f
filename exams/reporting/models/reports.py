"""What an exam, or one sitting of it, said of its questions and of itself, as last computed.

Sums over people; nobody's marks. No key stands here: which option is right is read from the bank
by who may read there.
"""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exams.models import Exam, ItemVersion, Sitting


class ExamReport(models.Model):
    """Of the whole. Written by `keeping` only. Points as people read them.

    `results` and `revisions` are what it was computed from: so many graded results, changed so many
    times in all; when they are others, it is out of date. `bars` counts the totals from 0 to
    `out_of`.
    """

    exam = models.ForeignKey(Exam, on_delete=models.PROTECT, related_name="reports")
    sitting = models.ForeignKey(
        Sitting, null=True, blank=True, on_delete=models.PROTECT, related_name="reports"
    )
    results = models.PositiveIntegerField(_("results"))
    revisions = models.PositiveIntegerField(_("changes of results"))
    passed = models.PositiveIntegerField(_("passed"))
    out_of = models.FloatField(_("out of"))
    mean = models.FloatField(_("mean"), null=True)
    deviation = models.FloatField(_("standard deviation"), null=True)
    median = models.FloatField(_("median"), null=True)
    alpha = models.FloatField(_("Cronbach's alpha"), null=True)
    sem = models.FloatField(_("standard error of measurement"), null=True)
    bars: Any = models.JSONField(_("histogram"), default=list)
    made_at = models.DateTimeField(_("computed at"))

    class Meta:
        verbose_name = pgettext_lazy("record", "statistics of an exam")
        verbose_name_plural = pgettext_lazy("record", "statistics of exams")
        constraints = [
            models.UniqueConstraint(
                fields=["exam"], condition=Q(sitting__isnull=True), name="one_report_per_exam"
            ),
            models.UniqueConstraint(
                fields=["exam", "sitting"],
                condition=Q(sitting__isnull=False),
                name="one_report_per_sitting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.exam_id} / {self.sitting_id}: {self.results}"


class ItemReport(models.Model):
    """Of one version of a question. Written by `keeping` only.

    `n` people had it; facility, discrimination and point-biserial are those of
    `analysis.computing`, `doubts` those of `analysis.judging`. `options` counts who chose what:
    [letter, best, others, weakest], the letter "" for an open question; [] where nothing is chosen.
    Times are in seconds, of `timed` people.
    """

    report = models.ForeignKey(ExamReport, on_delete=models.CASCADE, related_name="items")
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="reports")
    n = models.PositiveIntegerField(_("people"))
    facility = models.FloatField(_("facility"))
    upper = models.FloatField(_("facility of the best"), null=True)
    lower = models.FloatField(_("facility of the weakest"), null=True)
    discrimination = models.FloatField(_("discrimination"), null=True)
    biserial = models.FloatField(_("point-biserial"), null=True)
    doubts: Any = models.JSONField(_("doubts"), default=list)
    options: Any = models.JSONField(_("options"), default=list)
    timed = models.PositiveIntegerField(_("people with times"), default=0)
    quicker = models.FloatField(_("first quartile of times"), null=True)
    median = models.FloatField(_("median time"), null=True)
    slower = models.FloatField(_("third quartile of times"), null=True)
    dubious = models.BooleanField(_("dubious"), default=False)

    class Meta:
        verbose_name = pgettext_lazy("record", "statistics of a question")
        verbose_name_plural = pgettext_lazy("record", "statistics of questions")
        constraints = [
            models.UniqueConstraint(fields=["report", "version"], name="one_line_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.report_id} / {self.version_id}"
