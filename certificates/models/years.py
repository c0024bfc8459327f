"""What is kept of the years of a certificate: words to its holder, annual reviews."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from certificates.choices import Occasion
from certificates.models.certificates import READERS, Certificate
from portal.scope import Scope, ScopedManager


class CertificateReminder(models.Model):
    """Word that went to the holder so many `days` before the day `due`; each once, append-only.

    Of the certificate and not of a version: who was reminded before a reissue is not reminded
    again. Written by `reminding`.
    """

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="reminders")
    occasion = models.CharField(max_length=10, choices=Occasion)
    due = models.DateField(_("day"))
    days = models.PositiveSmallIntegerField()
    recorded_at = models.DateTimeField(_("recorded at"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "occasion", "due", "days"], name="one_reminder_per_stage"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id}: {self.days} before {self.due}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        own = Q(certificate__person_id=scope.person_id or 0)
        return own | scope.below("certificate__organisation__path", *READERS)


class CertificateReview(models.Model):
    """The annual review of one year of a certificate: hours (of 45 minutes) earned and needed, by
    which version of the rule, for what; append-only. Written by `reviewing`."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="reviews")
    starts = models.DateField(_("first day"))
    ends = models.DateField(_("last day"))
    needed = models.DecimalField(max_digits=5, decimal_places=1)
    hours = models.DecimalField(_("credit hours"), max_digits=6, decimal_places=1)
    passed = models.BooleanField()
    evidence: Any = models.JSONField()
    recorded_at = models.DateTimeField(_("recorded at"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        constraints = [
            models.UniqueConstraint(fields=["certificate", "starts"], name="one_review_per_year"),
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id}: {self.starts} {self.hours}/{self.needed}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        own = Q(certificate__person_id=scope.person_id or 0)
        return own | scope.below("certificate__organisation__path", *READERS)
