"""Marking by people: who marks, the written answers without their names, and what each marker gave.

Nothing here that a marker receives leads to a person: a script is known by its own number.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from exams.marking.choices import OFFICER, How, ScriptState
from exams.models import Attempt, Exam, ItemVersion, PaperQuestion
from portal.scope import Scope, ScopedManager


class Marker(models.Model):
    """Somebody who marks an exam's written answers; `chief` decides where two markers differ, and
    sees how far all are. Written by `appointing` only; ended, never deleted."""

    exam = models.ForeignKey(Exam, on_delete=models.PROTECT, related_name="markers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    chief = models.BooleanField(_("chief examiner"), default=False)
    named_at = models.DateTimeField(_("named at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "marker")
        verbose_name_plural = pgettext_lazy("record", "markers")
        constraints = [
            models.UniqueConstraint(
                fields=["exam", "user"],
                condition=Q(ended_at__isnull=True),
                name="one_open_duty_per_marker",
            )
        ]

    def __str__(self) -> str:
        return f"{self.exam_id} / {self.user_id}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        """One's own duty, and for exam officers those of all: exams belong to the whole city."""
        own = Q(user_id=scope.user_id or 0)
        return own | Q(pk__isnull=False) if scope.holds(OFFICER) else own


class Script(models.Model):
    """A written answer to be marked: one question of one paper. Markers get those to the same
    version one after the other, in the order of `shuffle`, which says nothing of whose they are.
    Written by `collecting` and `giving` only.

    `most` is what people can give at most; `given` what keys gave for other questions of the same
    case, which is added to it.
    """

    question = models.OneToOneField(
        PaperQuestion, primary_key=True, on_delete=models.PROTECT, related_name="script"
    )
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="scripts")
    exam = models.ForeignKey(Exam, on_delete=models.PROTECT, related_name="scripts")
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")
    shuffle = models.BigIntegerField(_("place in the order"))
    most = models.DecimalField(_("points at most"), max_digits=5, decimal_places=2)
    given = models.DecimalField(_("points by key"), max_digits=5, decimal_places=2)
    state = models.CharField(
        _("state"), max_length=8, choices=ScriptState, default=ScriptState.WAITING
    )
    how = models.CharField(_("how it was settled"), max_length=8, choices=How, blank=True)
    points = models.DecimalField(_("points"), max_digits=5, decimal_places=2, null=True, blank=True)
    collected_at = models.DateTimeField(_("collected at"))
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "script")
        verbose_name_plural = pgettext_lazy("record", "scripts")
        indexes = [
            models.Index(
                fields=["exam", "version", "shuffle"],
                name="script_to_be_marked",
                condition=~Q(state=ScriptState.SETTLED),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="settled_script_has_points",
                condition=Q(
                    state=ScriptState.SETTLED, points__isnull=False, settled_at__isnull=False
                )
                | Q(~Q(state=ScriptState.SETTLED), points__isnull=True, settled_at__isnull=True),
            ),
            models.CheckConstraint(
                name="script_within_bounds",
                condition=Q(points__isnull=True) | Q(points__gte=0, points__lte=F("most")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}: {self.state}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        """Of the exams one marks, and for exam officers those of people at their places."""
        own = Q(exam__markers__user_id=scope.user_id or 0, exam__markers__ended_at__isnull=True)
        return own | scope.below("attempt__person__organisation__path", OFFICER)


class Marking(models.Model):
    """What one marker gave for a script, or that they have it before them (`marked_at` empty):
    then until `kept_until`. The first two turns mark without knowing of each other; the third
    decides. What was given is never changed (triggers). Written by `claiming` and `giving` only.

    `marks` holds for each written question of the script, in order, the points of each marking
    point: [["2", "0.5"], …]; where the scheme has no points, one number for the question.
    """

    script = models.ForeignKey(Script, on_delete=models.PROTECT, related_name="markings")
    turn = models.PositiveSmallIntegerField(_("turn"))
    marker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    claimed_at = models.DateTimeField(_("taken at"))
    kept_until = models.DateTimeField(_("kept until"))
    marked_at = models.DateTimeField(_("marked at"), null=True, blank=True)
    points = models.DecimalField(_("points"), max_digits=5, decimal_places=2, null=True, blank=True)
    marks: Any = models.JSONField(_("points of each marking point"), default=list)
    comment = models.CharField(_("comment"), max_length=1000, blank=True)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "marking")
        verbose_name_plural = pgettext_lazy("record", "markings")
        constraints = [
            models.UniqueConstraint(fields=["script", "turn"], name="one_marking_per_turn"),
            models.UniqueConstraint(fields=["script", "marker"], name="nobody_marks_twice"),
            models.CheckConstraint(
                name="marked_has_points",
                condition=Q(marked_at__isnull=True, points__isnull=True)
                | Q(marked_at__isnull=False, points__gte=0),
            ),
        ]
        indexes = [models.Index(fields=["marker", "marked_at"], name="marking_by_marker")]

    def __str__(self) -> str:
        return f"{self.script_id} / {self.turn}: {self.points}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        """One's own; who sees how far all are reads numbers, or what `overseeing` shows."""
        return Q(marker_id=scope.user_id or 0)
