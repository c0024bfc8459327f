"""When the clock of a running paper stood, and when its page was left."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exams.models.attempts import Attempt, reached
from portal.scope import Scope, ScopedManager

MARK_SIGNS = 12


class Pause(models.Model):
    """A time in which the clock of one attempt stood, and why; begun once, ended once (guards).
    Those of one action share `action`. `given_seconds` is by how much the deadline moved when it
    ended; none when the paper was handed in meanwhile. Written by `pausing` only."""

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="pauses")
    action = models.CharField(_("action"), max_length=16)
    reason = models.CharField(_("reason"), max_length=500)
    began_at = models.DateTimeField(_("began at"))
    began_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(_("ended at"), null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    given_seconds = models.PositiveIntegerField(_("seconds given back"), null=True)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "pause")
        verbose_name_plural = pgettext_lazy("record", "pauses")
        constraints = [
            models.UniqueConstraint(fields=["attempt", "action"], name="one_pause_per_action"),
            models.UniqueConstraint(
                fields=["attempt"], condition=Q(ended_at__isnull=True), name="one_open_pause"
            ),
            models.CheckConstraint(
                name="pause_ends_after_it_began",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("began_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.began_at:%H:%M:%S}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return reached(scope, "attempt__person")


class PageLeaving(models.Model):
    """That the page of a paper was left, or come back to, as the page itself told; append-only
    (triggers), and by itself without consequence. `mark` names the leaving: one row when it is told
    (`seconds` None) and one for the return. `left_at` is by the server's clock: when it was told,
    less what the page says has gone by; `device_at` is what the device's own clock said. Written by
    `presence` only."""

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="leavings")
    mark = models.CharField(_("mark"), max_length=MARK_SIGNS)
    back = models.BooleanField(_("came back"))
    at = models.DateTimeField(_("told at"))
    left_at = models.DateTimeField(_("left at"))
    device_at = models.DateTimeField(_("left, by the clock of the device"), null=True)
    seconds = models.PositiveIntegerField(_("seconds away"), null=True)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        constraints = [
            models.UniqueConstraint(fields=["attempt", "mark", "back"], name="one_leaving_per_mark")
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.left_at:%H:%M:%S}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return reached(scope, "attempt__person")
