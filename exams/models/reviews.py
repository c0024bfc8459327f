"""What second persons said of versions of questions."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exams.choices import Verdict
from exams.models.bank import ItemVersion


class ItemReview(models.Model):
    """A verdict or a comment on a version. Written by `vetting` only; append-only (triggers).

    `checklist` holds the codes of `choices.CHECKLIST` that the reviewer affirmed.
    """

    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewer"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict)
    checklist: Any = models.JSONField(_("checklist"), default=list)
    comment = models.TextField(_("comment"), blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version"],
                condition=~Q(verdict=Verdict.COMMENT),
                name="one_verdict_per_version",
            )
        ]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.verdict}"
