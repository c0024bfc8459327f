"""Minutes given back to a running attempt."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exams.models.attempts import Attempt, reached
from portal.scope import Scope, ScopedManager

MOST_MINUTES = 180


class TimeCredit(models.Model):
    """Minutes credited to one attempt while it ran, and why. Written by `crediting` only;
    append-only (triggers). Those of one action share `action`."""

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="credits")
    action = models.CharField(_("action"), max_length=16)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    reason = models.CharField(_("reason"), max_length=500)
    at = models.DateTimeField(_("at"))
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("granted by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "time credited")
        verbose_name_plural = pgettext_lazy("record", "times credited")
        constraints = [
            models.UniqueConstraint(fields=["attempt", "action"], name="one_credit_per_action"),
            models.CheckConstraint(
                name="credit_of_some_minutes", condition=Q(minutes__range=(1, MOST_MINUTES))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}: +{self.minutes}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return reached(scope, "attempt__person")
