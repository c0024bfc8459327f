"""Notices (消息): what the platform tells one person or one login."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from portal.scope import Scope, ScopedManager


class Notice(models.Model):
    """Told once: unique by (addressee, kind, key). Written by `telling` and `reading`, `mailed_at`
    by `sending`.

    `subject` and `text` are message ids with places for `facts`; they are put into words in the
    reader's language. A person's notice waits for a login that the person may only get later.
    """

    person = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="notices"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="notices"
    )
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=80)
    subject = models.CharField(max_length=200)
    text = models.CharField(max_length=500)
    facts: Any = models.JSONField(default=dict)
    link = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        indexes = [models.Index(fields=["created_at"], name="notice_by_age")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "key"],
                condition=Q(person__isnull=False),
                name="one_notice_per_person_and_key",
            ),
            models.UniqueConstraint(
                fields=["user", "kind", "key"],
                condition=Q(user__isnull=False),
                name="one_notice_per_login_and_key",
            ),
            models.CheckConstraint(
                name="notice_has_one_addressee",
                condition=Q(person__isnull=False, user__isnull=True)
                | Q(person__isnull=True, user__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        """One's own only, whatever roles one holds."""
        return Q(user_id=scope.user_id or 0) | Q(person_id=scope.person_id or 0)
