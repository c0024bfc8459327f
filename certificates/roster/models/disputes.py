"""Disputes that mediators have mediated, so far as the check of art. 6 needs them (an assessor who
mediated first may not sit); written by `assessors.disputing` and `assessors.recusing` only."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certificates.roster.choices import ROSTER_KEEPERS
from certificates.roster.models.logins import a_login
from portal.people.models import Organisation, Person
from portal.scope import Scope, ScopedManager


class MediatedDispute(models.Model):
    """One mediator's part in a dispute. `number_key` is the dispute number as it is compared; the
    parties' names are kept as keyed hashes only, and nothing says what the dispute was about."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    mediator = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mediated")
    number = models.CharField(_("dispute number"), max_length=60)
    number_key = models.CharField(max_length=60, db_index=True)
    starts = models.DateField(_("mediated from"))
    ends = models.DateField(_("mediation closed on"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = a_login(verbose_name=_("recorded by"))
    withdrawn_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    withdrawn_by = a_login(verbose_name=_("taken back by"))
    withdrawn_reason = models.CharField(_("why it was taken back"), max_length=500, blank=True)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "mediated dispute")
        verbose_name_plural = pgettext_lazy("record", "mediated disputes")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "number_key", "mediator"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_part_in_a_dispute",
            ),
            models.CheckConstraint(
                name="dispute_closed_after_start",
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} @ {self.organisation_id}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return Q(mediator=scope.person_id or 0) | scope.below("organisation__path", *ROSTER_KEEPERS)


class DisputeParty(models.Model):
    """A party's name as a keyed hash (hex): equal names, equal hash; nobody can read it back."""

    dispute = models.ForeignKey(MediatedDispute, on_delete=models.PROTECT, related_name="parties")
    name_index = models.CharField(max_length=64, db_index=True)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        constraints = [
            models.UniqueConstraint(fields=["dispute", "name_index"], name="one_row_of_a_party"),
        ]

    def __str__(self) -> str:
        return f"{self.dispute_id}: {self.name_index[:8]}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return scope.below("dispute__organisation__path", *ROSTER_KEEPERS)


class RecusalCheck(models.Model):
    """That somebody checked, when, by what, and how many hits there were; never the names."""

    by_number = models.BooleanField(_("by dispute number"))
    names = models.PositiveSmallIntegerField(_("how many names"))
    hits = models.PositiveSmallIntegerField(_("how many hits"))
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = a_login(verbose_name=_("recorded by"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "recusal check")
        verbose_name_plural = pgettext_lazy("record", "recusal checks")

    def __str__(self) -> str:
        return f"{self.recorded_at}: {self.hits}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return Q(recorded_by=scope.user_id or 0)
