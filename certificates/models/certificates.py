"""Certificates, and the counters of their numbers."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certificates.choices import IN_FORCE, STANDING_ON, CertificateKind, CertificateState
from portal.scope import Scope, ScopedManager

READERS = ("admin", "city", "hr", "clerk")
ACTORS = ("hr", "admin")  # who may suspend, revoke or void


class Certificate(models.Model):
    """One person's certificate of a kind, resting on one qualifying act.

    Written by `writing`, its state moved by `lifecycle`; the database refuses any other change. A
    person has at most one of a kind in force; an act brings another one only after a void one.
    `act` names it: `attempt:12` (a pass, which `attempt` is too), `hours:55` (the entry of the
    ledger with which the training was complete), `award:7` (an Award). A title or grade stands on a
    post certificate (`rests_on`) and ends with it; a higher grade has the lower one as its
    `supersedes`. `organisation` is the person's home on the day of issue. `code_hash` is the
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
    act = models.CharField(max_length=40)
    attempt = models.ForeignKey(
        "exams.Attempt", null=True, on_delete=models.PROTECT, related_name="+"
    )
    rank = models.PositiveSmallIntegerField(_("grade"), null=True, blank=True)
    rests_on = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="carries"
    )
    supersedes = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
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
                fields=["person", "kind", "act"],
                condition=~Q(state=CertificateState.VOIDED),
                name="one_certificate_per_act",
            ),
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(state__in=IN_FORCE),
                name="one_certificate_in_force",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=STANDING_ON, rests_on__isnull=False)
                | (~Q(kind__in=STANDING_ON) & Q(rests_on__isnull=True)),
                name="titles_rest_on_a_post_certificate",
            ),
            models.CheckConstraint(
                condition=Q(kind=CertificateKind.GRADE, rank__isnull=False)
                | (~Q(kind=CertificateKind.GRADE) & Q(rank__isnull=True, supersedes__isnull=True)),
                name="grades_have_a_rank",
            ),
        ]
        indexes = [
            # A void certificate is not in it: asking for one is asking for none, to the last step.
            models.Index(
                fields=["code_hash"],
                condition=~Q(state=CertificateState.VOIDED),
                name="certificate_by_code",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        """One's own, and those issued at or below an organisation where one reads certificates."""
        return Q(person_id=scope.person_id or 0) | scope.below("organisation__path", *READERS)


class NumberCounter(models.Model):
    """How many numbers were given out in a division and year from the block of serials that begins
    with `first`; moved inside the issuing transaction, so that no number is skipped and none is
    used twice."""

    division = models.CharField(max_length=6)
    year = models.PositiveSmallIntegerField()
    first = models.PositiveIntegerField(default=1)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["division", "year", "first"], name="one_counter_per_block"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.division} {self.year} {self.first}: {self.last}"
