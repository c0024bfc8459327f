"""What HR found when it looked whether somebody may become a people's assessor."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certificates.roster.choices_of_assessors import SCREENERS, Education
from certificates.roster.models.logins import a_login
from portal.people.models import Person
from portal.scope import Scope, ScopedManager


class Screening(models.Model):
    """The coded facts of arts. 5 to 7 of the People's Assessors Law for one person; append-only,
    the latest counts. Written by `assessors.screening` only.

    `found` maps each code of Condition, Incompatible and Barred to an Answer; there is no field for
    words about a case. `paper` names what was looked at.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="screenings")
    found: Any = models.JSONField(_("what was found"))
    education = models.CharField(_("education"), max_length=10, choices=Education)
    checked_on = models.DateField(_("looked at on"))
    paper = models.CharField(_("on what paper"), max_length=100)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = a_login(verbose_name=_("recorded by"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "screening for people's assessors")
        verbose_name_plural = pgettext_lazy("record", "screenings for people's assessors")

    def __str__(self) -> str:
        return f"{self.person_id}: {self.checked_on}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        """Oneself, and administrators and HR of the person's place: nobody else."""
        return Q(person=scope.person_id or 0) | scope.below(
            "person__organisation__path", *SCREENERS
        )
