"""People's assessors, as the roster mirrors them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certificates.roster.choices import ROSTER_KEEPERS
from certificates.roster.models.logins import a_login
from portal.people.models import Organisation, Person
from portal.scope import Scope, ScopedManager


class AssessorTerm(models.Model):
    """A people's assessor's term at a court; the county's standing committee appoints, the roster
    only mirrors it (People's Assessors Law arts. 10, 11, 13)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="assessor_terms")
    court = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    starts = models.DateField(_("assessor from"))
    ends = models.DateField(_("term ends before"))
    appointed_by = models.CharField(_("appointed by"), max_length=100)
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

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return Q(person=scope.person_id or 0) | scope.below(
            "person__organisation__path", *ROSTER_KEEPERS
        )
