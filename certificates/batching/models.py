"""Batches of certificates: who is to get one together, who asked for it and who agreed."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certificates.batching.choices import BatchState, MemberState
from certificates.models import ACTORS
from portal.scope import Scope, ScopedManager


class Batch(models.Model):
    """A list of people that never grows, to be certified at or below one organisation.

    Written by `proposing`, moved by `steering`, worked through by `stepping`. `key` names the form
    that was sent: sent twice it is one batch. `turn` is the step that may work next; a job with
    another one does nothing. `two_people` is the rule as it was when the batch was proposed; then
    `decided_by` is somebody else than `proposed_by`.
    """

    key = models.CharField(max_length=32, unique=True)
    organisation = models.ForeignKey(
        "people.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    state = models.CharField(_("state"), max_length=10, choices=BatchState)
    reason = models.CharField(_("reason"), max_length=500)
    total = models.PositiveIntegerField(_("people"))
    two_people = models.BooleanField()
    turn = models.PositiveIntegerField(default=0)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(_("recorded at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.CharField(_("reason in words"), max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "batch of certificates")
        verbose_name_plural = pgettext_lazy("record", "batches of certificates")
        constraints = [
            models.CheckConstraint(
                name="batch_two_are_two",
                condition=Q(two_people=False)
                | Q(decided_by__isnull=True)
                | Q(state=BatchState.DECLINED)  # also one's own, proposed by mistake
                | ~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="batch_works_when_decided",
                condition=Q(state=BatchState.PROPOSED, decided_by__isnull=True)
                | (~Q(state=BatchState.PROPOSED) & Q(decided_by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"batch {self.pk}: {self.state}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        """Batches at or below an organisation where one may issue."""
        return scope.below("organisation__path", *ACTORS)


class BatchMember(models.Model):
    """One person of a batch with the pass that is to bring the certificate, and what came of it:
    written once. `decision` is what was missing, as `requirements.kept` stores it."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    attempt = models.ForeignKey("exams.Attempt", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        _("state"), max_length=10, choices=MemberState, default=MemberState.WAITING
    )
    certificate = models.ForeignKey(
        "certificates.Certificate", null=True, on_delete=models.PROTECT, related_name="+"
    )
    decision: Any = models.JSONField(null=True)
    settled_at = models.DateTimeField(null=True)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        constraints = [
            models.UniqueConstraint(fields=["batch", "person"], name="once_in_a_batch"),
            models.CheckConstraint(
                name="member_says_what_came_of_it",
                condition=Q(
                    state=MemberState.WAITING, certificate__isnull=True, settled_at__isnull=True
                )
                | Q(
                    state__in=[MemberState.ISSUED, MemberState.OVERTAKEN],
                    certificate__isnull=False,
                    settled_at__isnull=False,
                )
                | Q(state=MemberState.HELD, certificate__isnull=True, settled_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["batch", "state"], name="member_by_state")]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.person_id}: {self.state}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return scope.below("batch__organisation__path", *ACTORS)
