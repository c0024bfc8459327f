"""Proposals to revoke a certificate or to declare it void."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certificates.choices import FOR_GOOD, ProposalState, ReasonCode
from certificates.models.certificates import ACTORS, READERS, Certificate
from portal.scope import Scope, ScopedManager


class EndProposal(models.Model):
    """What one officer wants done to a certificate for good, and what another one said to it.

    Written and moved by `proposing_ends`; nothing of it changes but its state, once. The database
    takes one that waits for a certificate, and no agreement of whoever proposed it.
    """

    certificate = models.ForeignKey(
        Certificate, on_delete=models.PROTECT, related_name="end_proposals"
    )
    act = models.CharField(max_length=10)
    reason_code = models.CharField(_("reason"), max_length=30, choices=ReasonCode)
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
        verbose_name = pgettext_lazy("record", "proposal to end a certificate")
        verbose_name_plural = pgettext_lazy("record", "proposals to end certificates")
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"],
                condition=Q(state=ProposalState.WAITING),
                name="one_end_is_proposed",
            ),
            models.CheckConstraint(name="only_ends_are_proposed", condition=Q(act__in=FOR_GOOD)),
            models.CheckConstraint(
                name="end_says_who_decided",
                condition=Q(state=ProposalState.WAITING, decided_by__isnull=True)
                | (~Q(state=ProposalState.WAITING) & Q(decided_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="end_is_decided_by_another",
                condition=Q(state=ProposalState.WAITING)
                | Q(state=ProposalState.TAKEN_BACK, decided_by=F("proposed_by"))
                | (~Q(state=ProposalState.TAKEN_BACK) & ~Q(decided_by=F("proposed_by"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.certificate_id}: {self.state}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        """Those about certificates at or below an organisation where one reads them."""
        return scope.below("certificate__organisation__path", *READERS, *ACTORS)
