"""Objections to results (成绩复核、异议), and what became of them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exams.marking.choices import MARKER, OFFICER, ObjectionState
from exams.models import PaperQuestion, Result
from portal.scope import Scope, ScopedManager


class Objection(models.Model):
    """What somebody says against their own result, of one question or of the whole. While it is
    open the result does not become effective.

    Who decides has marked none of its answers and is not the person. Upholding it is proposed with
    `marks` ([[question, points, all right, the change its mark had undergone by then], …]) and
    approved by a second; then the result is revised. Written by `objecting` and `deciding` only;
    ended, never deleted (triggers).
    """

    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="objections")
    question = models.ForeignKey(
        PaperQuestion, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=1000)
    made_at = models.DateTimeField(_("made at"))
    held = models.BooleanField(_("held the result"), default=False)
    state = models.CharField(
        _("state"), max_length=10, choices=ObjectionState, default=ObjectionState.OPEN
    )
    answer = models.CharField(_("answer"), max_length=1000, blank=True)
    marks: Any = models.JSONField(_("marks proposed"), default=list)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("decided by"),
    )
    second = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("approved by"),
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "objection")
        verbose_name_plural = pgettext_lazy("record", "objections")
        constraints = [
            models.UniqueConstraint(
                fields=["result"], condition=Q(ended_at__isnull=True), name="one_open_objection"
            ),
            models.CheckConstraint(
                name="objection_ends_with_an_answer",
                condition=Q(ended_at__isnull=True) | (Q(decided_by__isnull=False) & ~Q(answer="")),
            ),
            models.CheckConstraint(
                name="two_people_uphold_an_objection",
                condition=Q(second__isnull=True) | ~Q(second=F("decided_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.result_id}: {self.state}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        """One's own; of the people at or below one's places for exam officers; of the exams whose
        chief examiner one is, as long as one holds the role of a marker."""
        own = Q(result__attempt__person_id=scope.person_id or 0)
        chief = Q(
            result__attempt__exam__markers__user_id=scope.user_id or 0,
            result__attempt__exam__markers__chief=True,
            result__attempt__exam__markers__ended_at__isnull=True,
        )
        place = "result__attempt__person__organisation__path"
        reached = own | scope.below(place, OFFICER)
        return reached | chief if scope.holds(MARKER) else reached
