"""Who in office is kept from duty."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from certificates.roster.choices import ROSTER_KEEPERS
from certificates.roster.models.appointments import Appointment
from certificates.roster.models.logins import a_login
from portal.people.models import Organisation
from portal.scope import Scope, ScopedManager


class DutySuspension(models.Model):
    """Somebody in office kept from duty from `starts` up to and without `ends`; on no day where
    both are the same: it was lifted before it began."""

    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, related_name="suspensions"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    starts = models.DateField(_("suspended from"))
    ends = models.DateField(_("back on duty from"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = a_login(verbose_name=_("recorded by"))
    lift_reason = models.CharField(_("reason of lifting"), max_length=500, blank=True)
    lift_recorded_at = models.DateTimeField(_("lifting recorded at"), null=True, blank=True)
    lift_recorded_by = a_login(verbose_name=_("lifting recorded by"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        constraints = [
            models.CheckConstraint(
                name="suspension_ends_after_start",
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
            ),
            models.CheckConstraint(
                name="lifting_is_recorded",
                condition=Q(ends__isnull=True) | Q(lift_recorded_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["appointment"], condition=Q(ends__isnull=True), name="one_open_suspension"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appointment_id}: {self.starts} – {self.ends or ''}"

    @property
    def never_began(self) -> bool:
        """It was lifted before its first day."""
        return self.ends == self.starts

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return Q(appointment__person=scope.person_id or 0) | scope.below(
            "organisation__path", *ROSTER_KEEPERS
        )
