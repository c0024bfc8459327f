"""What the gate found, kept for good."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from certificates.roster.choices import ROSTER_KEEPERS
from certificates.roster.models.logins import a_login
from portal.people.choices import AppointmentMode
from portal.people.models import Organisation, Person, Post
from portal.scope import Scope, ScopedManager


class GateDecision(models.Model):
    """What the gate found for one person, post and day. Written by `writing` only.

    `requirements` is a list of {id, state, blocks, evidence, rule}; an override has two different
    signers.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="gate_decisions")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="gate_decisions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    mode = models.CharField(_("mode"), max_length=7, choices=AppointmentMode)
    day = models.DateField(_("day"))
    granted = models.BooleanField(_("granted"))
    requirements: Any = models.JSONField(_("requirements"))
    override_reason = models.CharField(_("reason of the override"), max_length=500, blank=True)
    override_first = a_login(verbose_name=_("first signer"))
    override_second = a_login(verbose_name=_("second signer"))
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = a_login(verbose_name=_("recorded by"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        constraints = [
            models.CheckConstraint(
                name="override_has_two_signers",
                condition=Q(override_first__isnull=True, override_second__isnull=True)
                | (
                    Q(override_first__isnull=False, override_second__isnull=False)
                    & ~Q(override_first=F("override_second"))
                    & ~Q(override_reason="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} → {self.post} ({self.day})"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return Q(person=scope.person_id or 0) | scope.below("organisation__path", *ROSTER_KEEPERS)
