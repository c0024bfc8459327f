"""Rescue files that the exam office took in."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exams.models.attempts import Attempt, reached
from portal.scope import Scope, ScopedManager


class RescueFile(models.Model):
    """A file of answers that a device could not send, taken in once. Written by `rescuing` only;
    append-only (triggers).

    `answers` holds all of them as the file had them, each with the moment it says (`at`, by the
    server's clock as the device knew it, and `device_at` by the device's own; neither is proven)
    and what became of it (`became`, `choices.Became`). `made_at` is the file's word too.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="rescues")
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    answers: Any = models.JSONField(_("answers"))
    made_at = models.DateTimeField(_("made at"), null=True)
    taken_at = models.DateTimeField(pgettext_lazy("rescue file", "taken in at"))
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("rescue file", "taken in by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reason = models.CharField(_("reason"), max_length=500)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = _("rescue file")
        verbose_name_plural = _("rescue files")

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.digest[:12]}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return reached(scope, "attempt__person")
