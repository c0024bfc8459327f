"""What two people do together: let somebody through the gate, enter a past day, mend an entry."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certificates.choices import ProposalState
from certificates.roster.choices import ROSTER_KEEPERS, ProposalAct
from certificates.roster.models.appointments import Appointment
from certificates.roster.models.logins import a_login
from portal.people.models import Organisation, Person, Post
from portal.scope import Scope, ScopedManager


class AppointmentCorrection(models.Model):
    """That an appointment was recorded wrongly, who said so and who agreed. Written by
    `writing` only, before the row is superseded; the right one, if any, `corrects` it."""

    wrong = models.OneToOneField(
        Appointment, primary_key=True, on_delete=models.PROTECT, related_name="correction"
    )
    reason = models.CharField(_("reason"), max_length=500)
    first_signer = a_login(verbose_name=_("first signer"))
    second_signer = a_login(verbose_name=_("second signer"))
    recorded_at = models.DateTimeField(_("recorded at"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        constraints = [
            models.CheckConstraint(
                name="correction_has_two_signers",
                condition=Q(first_signer__isnull=False, second_signer__isnull=False)
                & ~Q(first_signer=F("second_signer"))
                & ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.wrong_id}: {self.reason}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return Q(wrong__person=scope.person_id or 0) | scope.below(
            "wrong__organisation__path", *ROSTER_KEEPERS
        )


class RosterProposal(models.Model):
    """What one keeper wants recorded that takes two, and what another one said to it.

    `terms` are the arguments of the act as plain values (days as ISO texts). Written and moved by
    `proposing` only; nothing of it changes but its state, once.
    """

    act = models.CharField(_("act"), max_length=20, choices=ProposalAct)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="roster_proposals")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    appointment = models.ForeignKey(
        Appointment, null=True, on_delete=models.PROTECT, related_name="proposals"
    )
    terms: Any = models.JSONField(default=dict)
    reason = models.CharField(_("reason in words"), max_length=500)
    state = models.CharField(_("state"), max_length=10, choices=ProposalState)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(_("recorded at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(_("reason in words"), max_length=500, blank=True)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "proposal to the roster")
        verbose_name_plural = pgettext_lazy("record", "proposals to the roster")
        constraints = [
            models.UniqueConstraint(
                fields=["appointment"],
                condition=Q(state=ProposalState.WAITING, appointment__isnull=False),
                name="one_proposal_for_an_appointment",
            ),
            models.UniqueConstraint(
                fields=["person", "post"],
                condition=Q(state=ProposalState.WAITING, appointment__isnull=True),
                name="one_proposal_for_a_post",
            ),
            models.CheckConstraint(name="proposal_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="roster_proposal_says_who_decided",
                condition=Q(state=ProposalState.WAITING, decided_by__isnull=True)
                | (~Q(state=ProposalState.WAITING) & Q(decided_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="roster_proposal_is_decided_by_another",
                condition=Q(state=ProposalState.WAITING)
                | Q(state=ProposalState.TAKEN_BACK, decided_by=F("proposed_by"))
                | (~Q(state=ProposalState.TAKEN_BACK) & ~Q(decided_by=F("proposed_by"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.person_id}: {self.state}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        """Those about posts at or below an organisation that one keeps the roster of."""
        return scope.below("organisation__path", *ROSTER_KEEPERS)
