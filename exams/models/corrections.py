"""Keys that were found wrong after an exam: what they should be, who it flips, who agreed."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exams.choices import CorrectionState, Fix
from exams.models.attempts import Result, reached
from exams.models.bank import ItemVersion
from portal.scope import Scope, ScopedManager


class KeyCorrection(models.Model):
    """Another key for a version that people have answered (`Fix.KEY`), or its points for everybody
    who had it (`Fix.FREE`). Proposed with a list of whom it flips (`CorrectionLine`), approved by a
    second person; nothing changes before that. Written by `correcting` only.

    `key`, `accepted` and `any_order` are as in `ItemKey`.
    """

    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="corrections")
    fix = models.CharField(_("correction"), max_length=4, choices=Fix)
    key = models.CharField(_("key"), max_length=26, blank=True)
    accepted: Any = models.JSONField(_("accepted answers"), default=list)
    any_order = models.BooleanField(_("in any order"), default=False)
    reason = models.CharField(_("reason"), max_length=500)
    state = models.CharField(
        _("state"), max_length=10, choices=CorrectionState, default=CorrectionState.PROPOSED
    )
    papers = models.PositiveIntegerField(_("papers that asked it"), default=0)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("proposed by"),
    )
    proposed_at = models.DateTimeField(_("proposed at"))
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("decided by a second person"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    applied_at = models.DateTimeField(_("applied at"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("record", "correction of a key")
        verbose_name_plural = pgettext_lazy("record", "corrections of keys")
        constraints = [
            models.UniqueConstraint(
                fields=["version"],
                condition=Q(state=CorrectionState.PROPOSED),
                name="one_proposed_correction",
            ),
            models.CheckConstraint(
                name="two_people_correct_a_key",
                condition=Q(second__isnull=True) | ~Q(second=F("proposed_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.fix} {self.key} ({self.state})"


class CorrectionLine(models.Model):
    """Whom a proposed correction would touch, as listed for the second person: those whose score
    changes. `certificate` names what hangs on the result. Written by `correcting` only."""

    correction = models.ForeignKey(KeyCorrection, on_delete=models.PROTECT, related_name="lines")
    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="+")
    score_before = models.DecimalField(_("score before"), max_digits=6, decimal_places=2)
    passed_before = models.BooleanField(_("passed before"))
    score = models.DecimalField(_("score"), max_digits=6, decimal_places=2)
    passed = models.BooleanField(_("passed"))
    certificate = models.CharField(_("certificate"), max_length=60, blank=True)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        constraints = [
            models.UniqueConstraint(
                fields=["correction", "result"], name="one_line_per_correction_and_result"
            )
        ]

    def __str__(self) -> str:
        return f"{self.correction_id} / {self.result_id}"

    @property
    def flips(self) -> bool:
        return self.passed_before != self.passed

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return reached(scope, "result__attempt__person")


class CorrectedKey(models.Model):
    """The key by which a version is graded since a correction was approved. Written by `correcting`
    only. No candidate-facing query may touch this table before release."""

    version = models.OneToOneField(
        ItemVersion, primary_key=True, on_delete=models.PROTECT, related_name="corrected"
    )
    correction = models.ForeignKey(KeyCorrection, on_delete=models.PROTECT, related_name="+")
    fix = models.CharField(_("correction"), max_length=4, choices=Fix)
    key = models.CharField(_("key"), max_length=26, blank=True)
    accepted: Any = models.JSONField(_("accepted answers"), default=list)
    any_order = models.BooleanField(_("in any order"), default=False)

    def __str__(self) -> str:
        return f"{self.version_id}: {self.fix} {self.key}"
