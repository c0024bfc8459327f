"""Panels of experts (专家库): who gives advice in hard cases, since when and until when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certificates.roster.choices import ROSTER_KEEPERS
from certificates.roster.models.logins import a_login
from portal.people.models import Organisation, Person
from portal.scope import Scope, ScopedManager


class ExpertPanel(models.Model):
    """A panel of an organisation from `since` up to and without `ended`. Written by
    `staffing.panels` only; ended and never deleted."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name of the panel"), max_length=60)
    since = models.DateField(_("panel since"))
    ended = models.DateField(_("no panel any more from"), null=True, blank=True)
    end_reason = models.CharField(_("reason of the panel's end"), max_length=500, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = a_login(verbose_name=_("recorded by"))
    end_recorded_at = models.DateTimeField(_("end recorded at"), null=True, blank=True)
    end_recorded_by = a_login(verbose_name=_("end recorded by"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "panel of experts")
        verbose_name_plural = pgettext_lazy("record", "panels of experts")
        constraints = [
            models.CheckConstraint(
                name="panel_ends_after_start",
                condition=Q(ended__isnull=True) | Q(ended__gt=F("since")),
            ),
            models.CheckConstraint(
                name="end_of_panel_is_recorded",
                condition=Q(ended__isnull=True) | Q(end_recorded_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=Q(ended__isnull=True),
                name="one_open_panel_per_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.name}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return scope.below("organisation__path", *ROSTER_KEEPERS)


class ExpertPanelMember(models.Model):
    """A seat in a panel from `since` up to and without `until`: a person on file, or an expert from
    elsewhere by name and unit. Written by `staffing.panels` only."""

    panel = models.ForeignKey(ExpertPanel, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="panel_seats"
    )
    name = models.CharField(_("name of the expert"), max_length=50, blank=True)
    unit = models.CharField(_("unit of the expert"), max_length=100, blank=True)
    since = models.DateField(_("in the panel from"))
    until = models.DateField(_("not in the panel any more from"), null=True, blank=True)
    end_reason = models.CharField(_("reason of leaving the panel"), max_length=500, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = a_login(verbose_name=_("recorded by"))
    end_recorded_at = models.DateTimeField(_("end recorded at"), null=True, blank=True)
    end_recorded_by = a_login(verbose_name=_("end recorded by"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "seat in a panel of experts")
        verbose_name_plural = pgettext_lazy("record", "seats in panels of experts")
        constraints = [
            models.CheckConstraint(
                name="expert_is_on_file_or_named",
                condition=Q(person__isnull=False, name="") | (Q(person__isnull=True) & ~Q(name="")),
            ),
            models.CheckConstraint(
                name="expert_leaves_after_start",
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
            ),
            models.CheckConstraint(
                name="end_of_expert_is_recorded",
                condition=Q(until__isnull=True) | Q(end_recorded_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["panel", "person"],
                condition=Q(until__isnull=True, person__isnull=False),
                name="one_open_seat_per_person",
            ),
            models.UniqueConstraint(
                fields=["panel", "name", "unit"],
                condition=Q(until__isnull=True, person__isnull=True),
                name="one_open_seat_per_expert",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.panel_id}: {self.shown_name} ({self.since} – {self.until or ''})"

    @property
    def shown_name(self) -> str:
        return self.person.name if self.person else self.name

    @property
    def shown_unit(self) -> str:
        return self.person.organisation.short_name if self.person else self.unit

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return Q(person=scope.person_id or 0) | scope.below(
            "panel__organisation__path", *ROSTER_KEEPERS
        )
