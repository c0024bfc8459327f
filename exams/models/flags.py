"""Flags of a candidate on questions of the own paper."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exams.models.attempts import Attempt, PaperQuestion, reached
from portal.scope import Scope, ScopedManager


class Flag(models.Model):
    """A question to look at again: a reminder, no answer and no evidence. Written by `flagging`
    only; taken away, the row is deleted."""

    question = models.OneToOneField(
        PaperQuestion, primary_key=True, on_delete=models.PROTECT, related_name="flag"
    )
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="flags")

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = _("flag on a question")
        verbose_name_plural = _("flags on questions")

    def __str__(self) -> str:
        return str(self.question_id)

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return reached(scope, "attempt__person")
