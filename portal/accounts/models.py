"""Logins. This app's first migration must not know Wagtail (the user model is needed before it)."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.accounts.choices import Role


class User(AbstractUser):
    """A login. A person may have none, and staff of other offices have one without being a Person
    here.

    `phone` and `email` are the login's own; those of its Person open the door as well. A higher
    `session_serial` ends every session of the login, a higher `rights_serial` gives each a new id.
    """

    display_name = models.CharField(_("name"), max_length=50, blank=True)
    phone = models.CharField(_("phone"), max_length=11, blank=True, db_index=True)
    session_serial = models.PositiveIntegerField(default=0, editable=False)
    rights_serial = models.PositiveIntegerField(default=0, editable=False)
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]

    class Meta:
        verbose_name = pgettext_lazy("record", "login")
        verbose_name_plural = pgettext_lazy("record", "logins")

    def get_full_name(self) -> str:
        return self.display_name or self.username

    def get_short_name(self) -> str:
        return self.get_full_name()

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must match: the password, and that nobody has ended all sessions since."""
        bound = f"{self.password}:{self.session_serial}"
        salt = "portal.accounts.models.User.session"
        return salted_hmac(salt, bound, secret=secret, algorithm="sha256").hexdigest()


class RoleGrant(models.Model):
    """A role held at an organisation from one moment to another; ended, never deleted. Written by
    `granting` only."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(_("role"), max_length=12, choices=Role)
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    granted_at = models.DateTimeField(_("granted at"))
    granted_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    end_reason = models.CharField(_("reason for the end"), max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "organisation"],
                condition=Q(ended_at__isnull=True),
                name="one_open_grant",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role} @ {self.organisation}"


class SignInTry(models.Model):
    """A try at a door that has not succeeded; `key` is the SHA-256 of what it counts against (a
    login, a network, a device). Written by `throttling` only, forgotten after a day."""

    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["key", "at"], name="try_by_key")]

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.at:%H:%M:%S}"


class Invitation(models.Model):
    """A one-time code that makes a login, for a person or for staff, or sets a new password for a
    login there is. The code itself is kept nowhere: it follows from `seed` and the secret key.
    Written by `inviting` and `accepting` only.
    """

    person = models.ForeignKey(
        "people.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(_("role"), max_length=12, choices=Role, blank=True)
    name = models.CharField(_("name"), max_length=50)
    email = models.EmailField(_("e-mail"), blank=True)
    organisation = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    seed = models.CharField(max_length=32, editable=False)
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created at"))
    created_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    expires_at = models.DateTimeField(_("good until"))
    accepted_at = models.DateTimeField(_("used at"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("record", "invitation")
        verbose_name_plural = pgettext_lazy("record", "invitations")
        constraints = [
            models.CheckConstraint(
                name="invitation_is_for_one_thing",
                condition=Q(person__isnull=False, user__isnull=True, role="")
                | Q(person__isnull=True, user__isnull=False, role="")
                | (Q(person__isnull=True, user__isnull=True) & ~Q(role="")),
            ),
            models.CheckConstraint(
                name="invitation_to_a_role_has_a_place",
                condition=Q(role="") | Q(organisation__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_invitation_per_person",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="one_open_invitation_per_login",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.expires_at:%Y-%m-%d}"


class AssistedEntry(models.Model):
    """An assisting clerk acts for a person who cannot type (帮办), for half an hour at most.

    Written by `assisting` only; what was done meanwhile says so in the audit trail.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField(_("begun at"))
    ends_at = models.DateTimeField(_("ends at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(ended_at__isnull=True),
                name="one_open_assisted_entry",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} for {self.person_id}"
