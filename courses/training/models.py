"""The ledger of hours: what each person has been credited for which training, for good."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.training.choices import Form
from portal.people.models import READERS, Person
from portal.scope import Scope, ScopedManager

CORRECTORS = ("admin", "city", "hr")  # who may take hours back at the people of their places


class HoursEntry(models.Model):
    """Credit hours (of 45 minutes) of a person for one source; append-only.

    `source` names what was learnt (`module:12`); a source counts once for a person. A mistake is
    taken back by a counter-entry that `reverses` it, with the same hours below zero and a reason.
    Written by `crediting` only.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="hours")
    form = models.CharField(_("form of training"), max_length=12, choices=Form)
    source = models.CharField(_("source"), max_length=80)
    hours = models.DecimalField(_("credit hours"), max_digits=5, decimal_places=1)
    earned_on = models.DateField(_("earned on"))
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reverses = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="reversed_by"
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "credit hours")
        verbose_name_plural = pgettext_lazy("record", "credit hours")
        indexes = [models.Index(fields=["source"], name="hours_by_source")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "source"],
                condition=Q(reverses=None),
                name="one_credit_per_source",
            ),
            models.CheckConstraint(
                name="counter_entries_take_back",
                condition=Q(reverses=None, hours__gt=0) | Q(reverses__isnull=False, hours__lt=0),
            ),
            models.CheckConstraint(
                name="counter_entries_have_a_reason", condition=Q(reverses=None) | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="nothing_reverses_itself", condition=Q(reverses=None) | ~Q(reverses=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.source} {self.hours}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        """One's own, and that of everybody whose organisation one reads."""
        return Q(person_id=scope.person_id or 0) | scope.below(
            "person__organisation__path", *READERS
        )
