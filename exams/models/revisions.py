"""What a result said before it was changed: old marks stay readable for ever."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exams.choices import Cause
from exams.models.attempts import Mark, Result, reached
from portal.scope import Scope, ScopedManager


class Revision(models.Model):
    """A change of one result after grading, with what it said before and says now; append-only
    (triggers). Written by `revising` only. `by` decided, `second` approved where two are needed."""

    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField(_("number"))
    cause = models.CharField(_("cause"), max_length=10, choices=Cause)
    reason = models.CharField(_("reason"), max_length=500)
    score_before = models.DecimalField(_("score before"), max_digits=6, decimal_places=2)
    passed_before = models.BooleanField(_("passed before"))
    score = models.DecimalField(_("score"), max_digits=6, decimal_places=2)
    passed = models.BooleanField(_("passed"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("approved by"),
    )
    at = models.DateTimeField(_("at"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "change of a result")
        verbose_name_plural = pgettext_lazy("record", "changes of results")
        constraints = [
            models.UniqueConstraint(fields=["result", "number"], name="one_revision_per_number"),
            models.CheckConstraint(
                name="revision_from_one_on",
                condition=Q(number__gte=1) & ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.result_id} #{self.number}: {self.score_before} -> {self.score}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return reached(scope, "result__attempt__person")


class MarkRevision(models.Model):
    """What one question brought before a change, and brings since; append-only (triggers). Written
    by `revising` only."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="marks")
    mark = models.ForeignKey(Mark, on_delete=models.PROTECT, related_name="revisions")
    points_before = models.DecimalField(_("points before"), max_digits=5, decimal_places=2)
    full_before = models.BooleanField(_("all right before"))
    points = models.DecimalField(_("points"), max_digits=5, decimal_places=2)
    full = models.BooleanField(_("all right"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        constraints = [
            models.UniqueConstraint(fields=["revision", "mark"], name="one_change_per_mark")
        ]

    def __str__(self) -> str:
        return f"{self.mark_id}: {self.points_before} -> {self.points}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return reached(scope, "revision__result__attempt__person")
