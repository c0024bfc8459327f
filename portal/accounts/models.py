"""Logins. This app's first migration must not know Wagtail (the user model is needed before it)."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.accounts.choices import Role


class User(AbstractUser):
    """A login. A person may have none, and staff of other offices have one without being a Person
    here."""

    display_name = models.CharField(_("name"), max_length=50, blank=True)
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]

    def get_full_name(self) -> str:
        return self.display_name or self.username

    def get_short_name(self) -> str:
        return self.get_full_name()


class RoleGrant(models.Model):
    """A role held at an organisation from one moment to another; ended, never deleted."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(_("role"), max_length=12, choices=Role)
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    granted_at = models.DateTimeField(_("granted at"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

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
