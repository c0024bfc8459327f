"""Who asks the register: keys of offices, what they spent on a day, and every question."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certificates.asking.choices import Way
from portal.scope import Scope, ScopedManager

KEEPERS = ("admin", "hr")  # who may make and end keys
PURPOSE_LENGTH = 200


class OfficeKey(models.Model):
    """An office's key to the interface. Written by `keying`; only its end is ever added.

    Of the key itself its SHA-256 (hex) is kept: 256 random bits need no salt. `daily` is how many
    certificates may be asked for in a day, `until` the last day. `roster_of`: whose roster, with
    all below it, the key may read; empty for a key that only verifies. `once` is the secret of the
    form it was made by, so that a form sent twice makes one key.
    """

    organisation = models.ForeignKey(
        "people.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    purpose = models.CharField(_("purpose"), max_length=PURPOSE_LENGTH)
    daily = models.PositiveIntegerField(_("questions a day"))
    until = models.DateField(pgettext_lazy("key", "last day"))
    roster_of = models.ForeignKey(
        "people.Organisation",
        verbose_name=pgettext_lazy("key", "roster of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    digest = models.CharField(max_length=64, unique=True)
    once = models.CharField(max_length=43, unique=True)
    made_at = models.DateTimeField(pgettext_lazy("key", "made at"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(pgettext_lazy("key", "ended at"), null=True, blank=True)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "key of an office")
        constraints = [
            models.CheckConstraint(name="key_has_a_quota", condition=Q(daily__gte=1)),
            models.CheckConstraint(
                name="key_ends_after_start",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("made_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.purpose}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return scope.below("organisation__path", *KEEPERS)


class KeyDay(models.Model):
    """How many certificates a key asked for on a day; counted up by `spending` in one statement."""

    key = models.ForeignKey(OfficeKey, on_delete=models.PROTECT, related_name="days")
    day = models.DateField()
    spent = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "day"], name="one_count_per_day")]

    def __str__(self) -> str:
        return f"{self.key_id} {self.day}: {self.spent}"


class Asked(models.Model):
    """A question to the register and what it answered; written by `noting`, never changed.

    No name, no code, no address but its network. `certificate` is empty when nothing was found.
    Certificates and keys are never deleted, so the database is spared looking for them at every
    question (`db_constraint`).
    """

    query = models.CharField(_("query number"), max_length=20)
    day = models.DateField(_("day"))
    verdict = models.CharField(_("verdict"), max_length=12)
    way = models.CharField(_("way"), max_length=8, choices=Way)
    network = models.CharField(_("network"), max_length=50)
    certificate = models.ForeignKey(
        "certificates.Certificate",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )
    key = models.ForeignKey(
        OfficeKey,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_constraint=False,
        db_index=False,
    )

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        indexes = [
            models.Index(
                fields=["certificate", "day"],
                condition=Q(certificate__isnull=False),
                name="asked_of_certificate",
            ),
            models.Index(fields=["day"], name="asked_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.query}: {self.verdict}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        """One's own certificates only: who asked about others is nobody's business."""
        return Q(certificate__person_id=scope.person_id or 0)
