"""Certificates, what is printed on them, the counters of their numbers, and what happened to
them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from certificates.choices import (
    HAPPENED,
    IN_FORCE,
    CertificateKind,
    CertificateState,
    Occasion,
    ReasonCode,
    VersionCause,
)
from portal.scope import Scope, ScopedManager

READERS = ("admin", "city", "hr", "clerk")
ACTORS = ("hr", "admin")  # who may suspend, revoke or void


class Certificate(models.Model):
    """One person's certificate, resting on one qualifying attempt.

    Written by `issuing`, its state moved by `lifecycle`; the database refuses any other change. A
    person has at most one of a kind that is not revoked or void; a pass brings another one only
    after a void one. `organisation` is the person's home on the day of issue. `code_hash` is the
    SHA-256 (hex) of the public code; the register is searched by it, so that a look-up takes the
    same work for every code.
    """

    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="certificates"
    )
    kind = models.CharField(
        _("kind of certificate"),
        max_length=10,
        choices=CertificateKind,
        default=CertificateKind.POST,
    )
    attempt = models.ForeignKey("exams.Attempt", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "people.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="certificates",
    )
    number = models.CharField(_("certificate number"), max_length=17, unique=True)
    code = models.CharField(_("verification code"), max_length=16, unique=True)
    code_hash = models.CharField(max_length=64, unique=True)
    state = models.CharField(
        _("state"), max_length=10, choices=CertificateState, default=CertificateState.ISSUED
    )
    issued_on = models.DateField(_("issued on"))
    recorded_at = models.DateTimeField(_("recorded at"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "certificate")
        verbose_name_plural = pgettext_lazy("record", "certificates")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "attempt"],
                condition=~Q(state=CertificateState.VOIDED),
                name="one_certificate_per_pass",
            ),
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(state__in=IN_FORCE),
                name="one_certificate_in_force",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        """One's own, and those issued at or below an organisation where one reads certificates."""
        return Q(person_id=scope.person_id or 0) | scope.below("organisation__path", *READERS)


class CertificateVersion(models.Model):
    """What is printed: the plan, committed before anything is rendered, and the file made from it.

    Renewal, reissue and replacement add a version and keep number and code; only a renewal has a
    period of its own (`succeeding`). `attempt` is the pass this version rests on;
    `valid_until` the last valid day; `decision` what the requirements looked like at that moment
    (see `eligibility.kept`). `file_sha256` is empty until the file is stored under that name;
    beside it stand what it was before it was signed, which the plan brings again at any time, and
    the record embedded in it (`describing`). File and `superseded_at` are written once, everything
    else never changes.
    """

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="versions")
    n = models.PositiveSmallIntegerField(_("version"), default=1)
    cause = models.CharField(
        _("cause"), max_length=10, choices=VersionCause, default=VersionCause.ISSUE
    )
    attempt = models.ForeignKey("exams.Attempt", on_delete=models.PROTECT, related_name="+")
    plan: Any = models.JSONField(_("plan"))
    decision: Any = models.JSONField(_("decision"), null=True, blank=True)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"))
    template_version = models.CharField(max_length=40)
    font_set = models.CharField(max_length=64)
    file_sha256 = models.CharField(max_length=64, blank=True)
    file_size = models.PositiveIntegerField(null=True, blank=True)
    unsigned_sha256 = models.CharField(max_length=64, blank=True, default="")
    record_sha256 = models.CharField(max_length=64, blank=True, default="")
    recorded_at = models.DateTimeField(_("recorded at"))
    rendered_at = models.DateTimeField(_("rendered at"), null=True, blank=True)
    superseded_at = models.DateTimeField(_("superseded at"), null=True, blank=True)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        constraints = [
            models.UniqueConstraint(fields=["certificate", "n"], name="one_version_per_n"),
            models.UniqueConstraint(
                fields=["certificate", "attempt"],
                condition=Q(cause__in=[VersionCause.ISSUE, VersionCause.RENEWAL]),
                name="one_version_per_pass",
            ),
            models.UniqueConstraint(
                fields=["certificate"],
                condition=Q(superseded_at__isnull=True),
                name="one_current_version",
            ),
            models.CheckConstraint(
                name="version_ends_after_start", condition=Q(valid_until__gte=F("valid_from"))
            ),
            models.CheckConstraint(
                name="version_file_is_whole",
                condition=Q(file_sha256="", file_size__isnull=True, rendered_at__isnull=True)
                | (Q(file_size__gt=0, rendered_at__isnull=False) & ~Q(file_sha256="")),
            ),
        ]
        indexes = [models.Index(fields=["file_sha256"], name="version_by_file")]

    def __str__(self) -> str:
        return f"{self.certificate_id}/{self.n}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        own = Q(certificate__person_id=scope.person_id or 0)
        return own | scope.below("certificate__organisation__path", *READERS)


class NumberCounter(models.Model):
    """The last serial given out in a division and year; moved inside the issuing transaction, so
    that no number is skipped and none is used twice."""

    division = models.CharField(max_length=6)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["division", "year"], name="one_counter_per_year"),
        ]

    def __str__(self) -> str:
        return f"{self.division} {self.year}: {self.last}"


class CertificateChange(models.Model):
    """What happened to a certificate, append-only: the state it came into, on which day, and why.

    `day` is the city's day of the act (no backdating); `actor` is empty for the platform itself;
    `version` is the number of the version that came of it, if one did.
    """

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="changes")
    state = models.CharField(_("state"), max_length=10, choices=CertificateState)
    day = models.DateField(_("day"))
    reason_code = models.CharField(_("reason"), max_length=30, choices=ReasonCode)
    reason = models.CharField(_("reason in words"), max_length=500, blank=True)
    version = models.PositiveSmallIntegerField(_("version"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        indexes = [models.Index(fields=["certificate", "recorded_at"], name="change_by_time")]

    def __str__(self) -> str:
        return f"{self.certificate_id}: {self.state} {self.day}"

    @property
    def happened(self) -> str:
        """What happened, in the reader's words."""
        if self.reason_code in HAPPENED:
            return str(HAPPENED[self.reason_code])
        if self.state == CertificateState.ISSUED and self.reason_code != ReasonCode.ISSUED:
            return gettext("Suspension lifted")
        return str(CertificateState(self.state).label)

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        own = Q(certificate__person_id=scope.person_id or 0)
        return own | scope.below("certificate__organisation__path", *READERS)


class CertificateReminder(models.Model):
    """Word that went to the holder so many `days` before the day `due`; each once, append-only.

    Of the certificate and not of a version: who was reminded before a reissue is not reminded
    again. Written by `reminding`.
    """

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="reminders")
    occasion = models.CharField(max_length=10, choices=Occasion)
    due = models.DateField(_("day"))
    days = models.PositiveSmallIntegerField()
    recorded_at = models.DateTimeField(_("recorded at"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        constraints = [
            models.UniqueConstraint(
                fields=["certificate", "occasion", "due", "days"], name="one_reminder_per_stage"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id}: {self.days} before {self.due}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        own = Q(certificate__person_id=scope.person_id or 0)
        return own | scope.below("certificate__organisation__path", *READERS)


class CertificateReview(models.Model):
    """The annual review of one year of a certificate: hours (of 45 minutes) earned and needed, by
    which version of the rule, for what; append-only. Written by `reviewing`."""

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="reviews")
    starts = models.DateField(_("first day"))
    ends = models.DateField(_("last day"))
    needed = models.DecimalField(max_digits=5, decimal_places=1)
    hours = models.DecimalField(_("credit hours"), max_digits=6, decimal_places=1)
    passed = models.BooleanField()
    evidence: Any = models.JSONField()
    recorded_at = models.DateTimeField(_("recorded at"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        constraints = [
            models.UniqueConstraint(fields=["certificate", "starts"], name="one_review_per_year"),
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id}: {self.starts} {self.hours}/{self.needed}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        own = Q(certificate__person_id=scope.person_id or 0)
        return own | scope.below("certificate__organisation__path", *READERS)
