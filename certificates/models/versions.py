"""What is printed, and what happened to a certificate."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certificates.choices import HAPPENED, NO_END, CertificateState, ReasonCode, VersionCause
from certificates.models.certificates import READERS, Certificate
from portal.audit import own_words
from portal.scope import Scope, ScopedManager


class CertificateVersion(models.Model):
    """What is printed: the plan, committed before anything is rendered, and the file made from it.

    Renewal, reissue and replacement add a version and keep number and code; only a renewal has a
    period of its own (`succeeding`). `act` is the qualifying act this version rests on, `attempt`
    the pass if it is one; `valid_until` the last valid day, `NO_END` for a period without end;
    `decision` what the requirements looked like at that moment (see `requirements.kept`).
    `file_sha256` is empty until the file is stored under that name; beside it stand what it was
    before it was signed, which the plan brings again at any time, and the record embedded in it
    (`describing`). File and `superseded_at` are written once, everything else never changes.
    """

    certificate = models.ForeignKey(Certificate, on_delete=models.PROTECT, related_name="versions")
    n = models.PositiveSmallIntegerField(_("version"), default=1)
    cause = models.CharField(
        _("cause"), max_length=10, choices=VersionCause, default=VersionCause.ISSUE
    )
    act = models.CharField(max_length=40)
    attempt = models.ForeignKey(
        "exams.Attempt", null=True, on_delete=models.PROTECT, related_name="+"
    )
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
                fields=["certificate", "act"],
                condition=Q(cause__in=[VersionCause.ISSUE, VersionCause.RENEWAL]),
                name="one_version_per_act",
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

    @property
    def is_endless(self) -> bool:
        return self.valid_until == NO_END

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        own = Q(certificate__person_id=scope.person_id or 0)
        return own | scope.below("certificate__organisation__path", *READERS)


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
    def why(self) -> str:
        """Code and words in the reader's language; once where both say the same."""
        code = str(ReasonCode(self.reason_code).label)
        words = own_words.told(self.reason)
        if words in {"", code}:
            return code
        return gettext("%(code)s: %(words)s") % {"code": code, "words": words}

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
