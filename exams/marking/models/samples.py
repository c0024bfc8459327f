"""Scripts that are marked again to see whether their points stand."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exams.marking.choices import OFFICER, SampleState
from exams.marking.models.scripts import Script
from portal.scope import Scope, ScopedManager


class Sample(models.Model):
    """A marked script that was drawn to be marked once more (抽检复评), by somebody who has not
    marked it and does not know; each script once at most. Where it comes out otherwise the chief
    examiner decides. What is decided stands (triggers). Written by `sampling` only."""

    script = models.OneToOneField(
        Script, primary_key=True, on_delete=models.PROTECT, related_name="sample"
    )
    state = models.CharField(
        _("state"), max_length=8, choices=SampleState, default=SampleState.WAITING
    )
    drawn_at = models.DateTimeField(_("drawn at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("decided by"),
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "sample of marking")
        verbose_name_plural = pgettext_lazy("record", "samples of marking")
        constraints = [
            models.CheckConstraint(
                name="sample_decided_with_a_reason",
                condition=~Q(state__in=[SampleState.KEPT, SampleState.CHANGED])
                | Q(decided_by__isnull=False, ended_at__isnull=False) & ~Q(reason=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.state}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        """Of the exams one decides at as chief examiner, and for exam officers of people at their
        places."""
        own = Q(
            script__exam__markers__user_id=scope.user_id or 0,
            script__exam__markers__ended_at__isnull=True,
            script__exam__markers__chief=True,
        )
        return own | scope.below("script__attempt__person__organisation__path", OFFICER)
