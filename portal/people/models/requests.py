"""What people ask for about their own data. Written by `asking` only."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.people.choices import RequestState, Wish
from portal.people.models.persons import Person
from portal.scope import Scope, ScopedManager

ANSWERERS = ("admin", "city", "hr")
LONGEST_WISH, LONGEST_ANSWER = 1000, 2000


class PrivacyRequest(models.Model):
    """One wish of one person. `due_on` was told when it was asked and stays; wish and answer are
    emptied by an erasure, the row remains as proof that somebody answered."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="privacy_requests")
    wish = models.CharField(_("wish"), max_length=10, choices=Wish)
    text = models.TextField(pgettext_lazy("request", "in your words"), blank=True)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField(_("to be answered by"), db_index=True)
    state = models.CharField(
        pgettext_lazy("request", "state"),
        max_length=10,
        choices=RequestState,
        default=RequestState.ASKED,
    )
    answer = models.TextField(pgettext_lazy("request", "answer"), blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = _("request about the own data")
        verbose_name_plural = _("requests about the own data")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "wish"],
                condition=Q(state=RequestState.ASKED),
                name="one_open_request_for_a_wish",
            ),
            models.CheckConstraint(
                name="closed_request_has_its_moment",
                condition=Q(state=RequestState.ASKED, closed_at__isnull=True)
                | Q(~Q(state=RequestState.ASKED), closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"P{self.person_id} {self.wish}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        own = Q(person_id=scope.person_id or 0)
        return own | scope.below("person__organisation__path", *ANSWERERS)
