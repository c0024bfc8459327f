"""People's assessors, as the roster mirrors them; written by `assessors.mirroring` only."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certificates.roster.choices import ROSTER_KEEPERS
from certificates.roster.choices_of_assessors import Channel, RemovalGround
from certificates.roster.models.logins import a_login
from portal.people.models import Organisation, Person
from portal.scope import Scope, ScopedManager


class AssessorTerm(models.Model):
    """A people's assessor's term at a court; the county's standing committee appoints, the roster
    only mirrors it (People's Assessors Law arts. 10, 11, 13).

    It counts from `starts` up to and without `removed_from`, or `ends` when nobody removed the
    person; with `superseded_at` it was recorded wrongly and counts for nothing since then. Rows
    older than `number` (which term it is), `channel`, `decision_number` and `decided_on` have none.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assessor_terms")
    court = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    starts = models.DateField(_("assessor from"))
    ends = models.DateField(_("term ends before"))
    appointed_by = models.CharField(_("appointed by"), max_length=100)
    number = models.PositiveSmallIntegerField(_("which term"), null=True, blank=True)
    channel = models.CharField(  # noqa: DJ001 - a column with a default would rebuild the table
        _("found by"), max_length=12, choices=Channel, null=True, blank=True
    )
    decision_number = models.CharField(  # noqa: DJ001 - as above
        _("number of the decision"), max_length=100, null=True, blank=True
    )
    decided_on = models.DateField(_("day of the decision"), null=True, blank=True)
    removed_from = models.DateField(_("no longer assessor from"), null=True, blank=True)
    superseded_at = models.DateTimeField(_("counts for nothing since"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = a_login(verbose_name=_("recorded by"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "term of a people's assessor")
        verbose_name_plural = pgettext_lazy("record", "terms of people's assessors")
        constraints = [
            models.CheckConstraint(
                name="assessor_term_ends_after_start", condition=Q(ends__gt=F("starts"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} @ {self.court} ({self.starts} – {self.ends})"

    @property
    def last(self) -> date:
        """The last day on which it counts."""
        return (self.removed_from or self.ends) - timedelta(days=1)

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        """One's own, those of a keeper's people, and, for keepers at a court, those of the court's
        assessors."""
        return (
            Q(person=scope.person_id or 0)
            | scope.below("person__organisation__path", *ROSTER_KEEPERS)
            | scope.below("court__path", *ROSTER_KEEPERS)
        )


class OfTerm(models.Model):
    """A fact that hangs on a term, added later and never changed."""

    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = a_login(verbose_name=_("recorded by"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        abstract = True
        default_manager_name = "every"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        """Whoever may read the term."""
        return (
            Q(term__person=scope.person_id or 0)
            | scope.below("term__person__organisation__path", *ROSTER_KEEPERS)
            | scope.below("term__court__path", *ROSTER_KEEPERS)
        )


class AssessorOath(OfTerm):
    """The public oath of art. 12; of several rows the latest counts."""

    term = models.ForeignKey(AssessorTerm, on_delete=models.PROTECT, related_name="oaths")
    day = models.DateField(_("day of the oath"))

    class Meta(OfTerm.Meta):
        abstract = False
        verbose_name = pgettext_lazy("record", "oath of a people's assessor")
        verbose_name_plural = pgettext_lazy("record", "oaths of people's assessors")

    def __str__(self) -> str:
        return f"{self.term_id}: {self.day}"


class AssessorCases(OfTerm):
    """How many cases the court says the assessor sat in during a year; the latest row of a year
    counts."""

    term = models.ForeignKey(AssessorTerm, on_delete=models.PROTECT, related_name="sat")
    year = models.PositiveSmallIntegerField(_("year"))
    cases = models.PositiveSmallIntegerField(pgettext_lazy("assessor", "cases"))
    source = models.CharField(_("by which paper"), max_length=100)

    class Meta(OfTerm.Meta):
        abstract = False
        verbose_name = pgettext_lazy("record", "cases of a people's assessor")
        verbose_name_plural = pgettext_lazy("record", "cases of people's assessors")

    def __str__(self) -> str:
        return f"{self.term_id}: {self.year} {self.cases}"


class AssessorRemoval(OfTerm):
    """The standing committee's decision that ended a term early (art. 27); `day` is the first day
    on which the person is no assessor any more."""

    term = models.OneToOneField(
        AssessorTerm, primary_key=True, on_delete=models.PROTECT, related_name="removal"
    )
    day = models.DateField(_("no longer assessor from"))
    ground = models.CharField(_("ground"), max_length=12, choices=RemovalGround)
    removed_by = models.CharField(_("removed by"), max_length=100)
    decision_number = models.CharField(_("number of the decision"), max_length=100)

    class Meta(OfTerm.Meta):
        abstract = False
        verbose_name = pgettext_lazy("record", "removal of a people's assessor")
        verbose_name_plural = pgettext_lazy("record", "removals of people's assessors")

    def __str__(self) -> str:
        return f"{self.term_id}: {self.ground} {self.day}"


class AssessorCorrection(OfTerm):
    """Why a term that was recorded wrongly counts for nothing any more."""

    term = models.OneToOneField(
        AssessorTerm, primary_key=True, on_delete=models.PROTECT, related_name="correction"
    )
    reason = models.CharField(_("reason"), max_length=500)

    class Meta(OfTerm.Meta):
        abstract = False
        verbose_name = pgettext_lazy("record", "correction of an assessor's term")
        verbose_name_plural = pgettext_lazy("record", "corrections of assessors' terms")

    def __str__(self) -> str:
        return f"{self.term_id}: {self.recorded_at}"
