"""Annual appraisals of mediators, each entry kept for good."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certificates.roster.choices import ROSTER_KEEPERS
from certificates.roster.choices_of_appraisals import AppraisalGrade
from certificates.roster.models.appointments import Appointment
from certificates.roster.models.logins import a_login
from portal.people.models import Organisation, Person
from portal.scope import Scope, ScopedManager


class Appraisal(models.Model):
    """What somebody in office did in a calendar year, as counted, and the grade for it. Written by
    `appraising.recording` only.

    Rows are never changed: a later one `corrects` the one before, which is `superseded_at` that
    moment. The grade is proposed, published for some days, and final by a document.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appraisals")
    appointment = models.ForeignKey(
        Appointment, on_delete=models.PROTECT, related_name="appraisals"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"))
    screenings = models.PositiveIntegerField(_("screenings"))
    accepted = models.PositiveIntegerField(_("cases accepted"))
    succeeded = models.PositiveIntegerField(_("cases settled"))
    return_visits = models.PositiveIntegerField(_("return visits"))
    documents = models.PositiveIntegerField(_("mediation documents"))
    archived = models.PositiveIntegerField(_("files archived"))
    proposed = models.CharField(
        _("proposed grade"), max_length=20, choices=AppraisalGrade, blank=True
    )
    published_from = models.DateField(_("published from"), null=True)
    published_until = models.DateField(_("published up to and with"), null=True)
    objection = models.CharField(
        pgettext_lazy("appraisal", "objection"), max_length=500, blank=True
    )
    final = models.CharField(_("final grade"), max_length=20, choices=AppraisalGrade, blank=True)
    document = models.CharField(_("document number"), max_length=100, blank=True)
    reason = models.CharField(_("reason of the change"), max_length=500, blank=True)
    corrects = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="corrected_by"
    )
    superseded_at = models.DateTimeField(_("corrected at"), null=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = a_login(verbose_name=_("recorded by"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "appraisal")
        verbose_name_plural = pgettext_lazy("record", "appraisals")
        indexes = [models.Index(fields=["person", "year"], name="appraisal_of_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "year"],
                condition=Q(superseded_at__isnull=True),
                name="one_appraisal_of_a_year",
            ),
            models.CheckConstraint(
                name="no_more_than_accepted",
                condition=Q(succeeded__lte=F("accepted"), archived__lte=F("accepted")),
            ),
            models.CheckConstraint(
                name="published_for_some_days",
                condition=Q(published_from__isnull=True, published_until__isnull=True)
                | Q(
                    published_from__isnull=False,
                    published_until__isnull=False,
                    published_until__gte=F("published_from"),
                ),
            ),
            models.CheckConstraint(
                name="final_after_publication",
                condition=Q(final="") | (Q(published_until__isnull=False) & ~Q(document="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.year}: {self.final or self.proposed}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        """One's own, and those at a keeper's places."""
        return Q(person=scope.person_id or 0) | scope.below("organisation__path", *ROSTER_KEEPERS)
