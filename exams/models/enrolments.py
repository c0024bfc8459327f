"""Enrolling many people at a sitting, as a job that can be watched."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from exams.choices import READERS
from exams.models.sittings import Sitting
from portal.people.models import Person
from portal.scope import Scope, ScopedManager


class EnrolmentRun(models.Model):
    """`people` (ids) are given seats one part after the other, `done` of them so far. `by_name`:
    they are meant themselves, whatever their age. Written by `sittings.enrolling_many` only."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="enrolments")
    people: Any = models.JSONField(_("people"))
    by_name = models.BooleanField(_("chosen by name"), default=False)
    done = models.PositiveIntegerField(_("done"), default=0)
    seats = models.PositiveIntegerField(_("seats given"), default=0)
    had = models.PositiveIntegerField(_("had a seat"), default=0)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(_("ended at"), null=True)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"

    def __str__(self) -> str:
        return f"{self.sitting_id}: {self.done}"

    @property
    def total(self) -> int:
        return len(self.people)

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return scope.below("sitting__organisation__path", *READERS)


class EnrolmentRefusal(models.Model):
    """Somebody who got no seat in a run, and why, in the city's language. Written by
    `sittings.enrolling_many` only."""

    run = models.ForeignKey(EnrolmentRun, on_delete=models.CASCADE, related_name="refusals")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=500)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        constraints = [
            models.UniqueConstraint(fields=["run", "person"], name="each_refused_once_in_a_run")
        ]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.person_id}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return scope.below("run__sitting__organisation__path", *READERS)
