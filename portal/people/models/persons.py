"""People: one record for each, with a home organisation, a protected document number and what
became of doubles."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal import hooks
from portal.people.choices import DoubleReason, DoubleState, IdentityDocument, Sex
from portal.people.models.organisations import Organisation
from portal.scope import Scope, ScopedManager

READERS = ("admin", "city", "hr", "clerk", "officer", "assistant")
KEEPERS = ("admin", "hr", "clerk", "assistant")  # who may write down people of their places
REVEALERS = ("admin", "hr")  # who may see a whole document number, with a reason, logged


class Person(models.Model):
    """A natural person, with or without a login; belongs to one home organisation.

    `enrolling` enters people with all that is known of them (`recording` those of the demo).
    Afterwards `correcting` writes names and contact, `transferring` the organisation, `identifying`
    the document, `doubling` the merge, `accounts.granting` the login; `erasing` empties contact and
    document.

    The document number is kept three ways: `id_cipher` (AES-256-GCM under the key named in
    `id_key`, written anew by `rotating`), `id_index` (HMAC-SHA-256, hex, for equality) and
    `id_masked` for screens. A double found later is `merged_into` the record that stays.
    """

    name = models.CharField(_("name"), max_length=50)
    latin_name = models.CharField(_("name in Latin letters"), max_length=100, blank=True)
    sex = models.CharField(_("sex"), max_length=6, choices=Sex)
    birth_date = models.DateField(_("birth date"))
    phone = models.CharField(_("phone"), max_length=11, blank=True, db_index=True)
    email = models.EmailField(_("e-mail"), blank=True)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("home organisation"),
        on_delete=models.PROTECT,
        related_name="people",
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="person",
    )
    id_document = models.CharField(
        _("identity document"), max_length=12, choices=IdentityDocument, blank=True
    )
    id_cipher = models.BinaryField(null=True, blank=True)
    id_key = models.CharField(max_length=16, blank=True)
    id_index = models.CharField(max_length=64, blank=True)
    id_masked = models.CharField(_("document number"), max_length=30, blank=True)
    id_checked_at = models.DateTimeField(_("document seen at"), null=True, blank=True)
    id_checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="doubles"
    )
    erased_at = models.DateTimeField(_("contact and document data erased at"), null=True)
    recorded_at = models.DateTimeField(_("recorded at"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "person")
        verbose_name_plural = pgettext_lazy("record", "people")
        indexes = [models.Index(fields=["name", "birth_date"], name="person_by_name_and_birth")]
        constraints = [
            models.UniqueConstraint(
                fields=["id_index"], condition=~Q(id_index=""), name="one_person_per_document"
            ),
            models.CheckConstraint(
                name="document_number_is_whole",
                condition=Q(id_cipher__isnull=True, id_key="")
                | (Q(id_cipher__isnull=False) & ~Q(id_key="") & ~Q(id_index="")),
            ),
            models.CheckConstraint(
                name="nobody_is_his_own_double",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        """Oneself, everybody at or below an organisation where one reads people, and whoever the
        rooms above say one may read (an open appointment at one's organisation)."""
        own = Q(pk=scope.person_id or 0) | scope.below("organisation__path", *READERS)
        return own | hooks.reach("people.Person", scope)


class Transfer(models.Model):
    """A change of home organisation on a day; append-only, written by `transferring` only."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="transfers")
    origin = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    destination = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("day"))
    reason = models.CharField(_("reason"), max_length=500)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        constraints = [
            models.CheckConstraint(
                name="transfer_goes_elsewhere", condition=~Q(origin=F("destination"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.origin_id} -> {self.destination_id} {self.day}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        own = Q(person_id=scope.person_id or 0)
        return own | scope.below("person__organisation__path", *READERS)


class SuspectedDouble(models.Model):
    """Two records that may be one person: held until a human has looked; never merged by itself.

    `newcomer` is the later record. Written by `doubling` only.
    """

    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    newcomer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="suspicions")
    why = models.CharField(_("why"), max_length=14, choices=DoubleReason)
    state = models.CharField(
        _("state"), max_length=10, choices=DoubleState, default=DoubleState.OPEN
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "suspected double")
        verbose_name_plural = pgettext_lazy("record", "suspected doubles")
        constraints = [
            models.UniqueConstraint(fields=["kept", "newcomer"], name="one_suspicion_per_pair"),
            models.CheckConstraint(name="two_records", condition=~Q(kept=F("newcomer"))),
            models.CheckConstraint(
                name="decided_suspicion_has_time",
                condition=Q(state=DoubleState.OPEN, decided_at__isnull=True)
                | (~Q(state=DoubleState.OPEN) & Q(decided_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kept_id} = {self.newcomer_id}? {self.state}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        """Only where one keeps both records: nobody learns of people elsewhere this way."""
        return scope.below("kept__organisation__path", *REVEALERS) & scope.below(
            "newcomer__organisation__path", *REVEALERS
        )


class Reveal(models.Model):
    """Somebody looked at a whole document number, and why; append-only (triggers).

    `number` counts a login's looks of a day from 1, so that of two at once one takes the next and
    the cap holds; null in rows older than the column.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="reveals")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    day = models.DateField(_("day"))
    number = models.PositiveIntegerField(null=True, editable=False)
    reason = models.CharField(_("reason"), max_length=500)
    recorded_at = models.DateTimeField(_("recorded at"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        indexes = [models.Index(fields=["user", "day"], name="reveal_by_user_and_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "day", "number"],
                condition=Q(number__isnull=False),
                name="one_look_per_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} saw {self.person_id} {self.day}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        own = Q(person_id=scope.person_id or 0)
        return own | scope.below("person__organisation__path", "admin", "auditor")


class Portrait(models.Model):
    """A portrait photo for certificates only, re-encoded; the file lies under its SHA-256.

    Written by `portraying` only; a new one retires the one before. `forgotten_at` is when the file
    of a retired one was destroyed: hash and dates stay.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="portraits")
    sha256 = models.CharField(max_length=64)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    retired_at = models.DateTimeField(_("replaced or withdrawn at"), null=True, blank=True)
    forgotten_at = models.DateTimeField(_("file destroyed at"), null=True, blank=True)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(retired_at__isnull=True), name="one_portrait"
            ),
            models.CheckConstraint(
                name="forgotten_portrait_is_retired",
                condition=Q(forgotten_at__isnull=True) | Q(retired_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.sha256[:12]}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        own = Q(person_id=scope.person_id or 0)
        return own | scope.below("person__organisation__path", *KEEPERS)
