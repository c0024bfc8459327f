"""Who holds which post, since when and until when; append-only."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certificates.models import Certificate
from certificates.roster.choices import ROSTER_KEEPERS, EndReason
from certificates.roster.models.decisions import GateDecision
from certificates.roster.models.logins import a_login
from portal.people.choices import AppointmentMode
from portal.people.models import Organisation, Person, Post
from portal.scope import Scope, ScopedManager


class Appointment(models.Model):
    """A post held by a person from `starts` up to and without `ends`. Written by `writing` only.

    `term_ends` (exclusive) is what was planned; an appointment ends by an AppointmentEnding alone,
    which sets `ends` once. One that was recorded wrongly is `superseded_at` a moment by an
    AppointmentCorrection, counts for nothing from then on, and stays; `corrects` names the row it
    takes the place of. A day before the day of recording has a `late_reason` and a second signer,
    and stays marked by them. `minority_member` is asked for the committee's composition alone
    (People's Mediation Law art. 8).
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="appointments")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    mode = models.CharField(_("mode"), max_length=7, choices=AppointmentMode)
    full_time = models.BooleanField(_("full-time"))
    starts = models.DateField(_("in office from"))
    ends = models.DateField(_("no longer in office from"), null=True, blank=True)
    term_ends = models.DateField(_("term ends before"), null=True, blank=True)
    basis = models.CharField(_("minutes or letter"), max_length=200, blank=True)
    certificate = models.ForeignKey(
        Certificate, null=True, blank=True, on_delete=models.PROTECT, related_name="appointments"
    )
    gate_decision = models.OneToOneField(
        GateDecision, on_delete=models.PROTECT, related_name="appointment"
    )
    minority_member = models.BooleanField(
        _("member of an ethnic group that is few here"), null=True, blank=True
    )
    late_reason = models.CharField(_("why only now"), max_length=500, blank=True)
    second_signer = a_login(verbose_name=_("second signer"))
    corrects = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    superseded_at = models.DateTimeField(_("corrected at"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = a_login(verbose_name=_("recorded by"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "appointment")
        verbose_name_plural = pgettext_lazy("record", "appointments")
        indexes = [
            models.Index(fields=["post", "starts"], name="appointment_of_post"),
            models.Index(fields=["person", "starts"], name="appointment_of_person"),
            # Who is in office on a day, counted by place without looking at the rows.
            models.Index(
                fields=["ends", "starts", "organisation", "superseded_at"],
                name="appointment_by_end",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="appointment_ends_after_start",
                condition=Q(ends__isnull=True) | Q(ends__gt=F("starts")),
            ),
            models.CheckConstraint(
                name="term_ends_after_start",
                condition=Q(term_ends__isnull=True) | Q(term_ends__gt=F("starts")),
            ),
            models.CheckConstraint(
                name="late_appointment_says_why",
                condition=Q(second_signer__isnull=True, late_reason="")
                | (
                    Q(second_signer__isnull=False)
                    & ~Q(late_reason="")
                    & (Q(recorded_by__isnull=True) | ~Q(second_signer=F("recorded_by")))
                ),
            ),
            models.UniqueConstraint(
                fields=["post"],
                condition=Q(ends__isnull=True, superseded_at__isnull=True),
                name="one_open_appointment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} @ {self.post} ({self.starts} – {self.ends or ''})"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        """One's own, those of one's organisations, and those of one's people elsewhere."""
        return (
            Q(person=scope.person_id or 0)
            | scope.below("organisation__path", *ROSTER_KEEPERS)
            | scope.below("person__organisation__path", *ROSTER_KEEPERS)
        )


class AppointmentEnding(models.Model):
    """Why an appointment ended, who decided it and by which paper. `day` is the first day out of
    office; who came after, or that nobody has, says the Succession. Written by `writing` only."""

    appointment = models.OneToOneField(
        Appointment, primary_key=True, on_delete=models.PROTECT, related_name="ending"
    )
    day = models.DateField(_("no longer in office from"))
    reason = models.CharField(_("reason"), max_length=20, choices=EndReason)
    deciding_body = models.CharField(_("deciding body"), max_length=100)
    document_number = models.CharField(_("document number"), max_length=100, blank=True)
    note = models.CharField(_("explanation of the ending"), max_length=500, blank=True)
    late_reason = models.CharField(_("why only now"), max_length=500, blank=True)
    second_signer = a_login(verbose_name=_("second signer"))
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = a_login(verbose_name=_("recorded by"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        constraints = [
            models.CheckConstraint(
                name="late_ending_says_why",
                condition=Q(second_signer__isnull=True, late_reason="")
                | (
                    Q(second_signer__isnull=False)
                    & ~Q(late_reason="")
                    & (Q(recorded_by__isnull=True) | ~Q(second_signer=F("recorded_by")))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appointment_id}: {self.reason} ({self.day})"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        """Whoever may read the appointment; its organisation is the ending's."""
        return (
            Q(appointment__person=scope.person_id or 0)
            | scope.below("appointment__organisation__path", *ROSTER_KEEPERS)
            | scope.below("appointment__person__organisation__path", *ROSTER_KEEPERS)
        )
