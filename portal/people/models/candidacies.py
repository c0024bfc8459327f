"""Candidacies (拟任): who is named for which kind of post, and what two offices said to it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.people.choices import (
    OPEN_CANDIDACIES,
    AppointmentMode,
    CandidacyState,
    PostKind,
    Tier,
)
from portal.people.models.organisations import Organisation
from portal.people.models.persons import READERS, Person
from portal.scope import Scope, ScopedManager


class Candidacy(models.Model):
    """A person named for a kind of post at an organisation; learning follows from it.

    Written by `nominating` only; the allowed moves stand in `choices.CANDIDACY_MOVES`.
    `organisation` is where the post is, `nominated_by` who named the person.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="candidacies")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="candidacies"
    )
    nominated_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    post_kind = models.CharField(_("kind of post"), max_length=10, choices=PostKind)
    tier = models.CharField(_("tier"), max_length=8, choices=Tier)
    mode = models.CharField(_("elected or hired"), max_length=7, choices=AppointmentMode)
    state = models.CharField(
        _("state"), max_length=10, choices=CandidacyState, default=CandidacyState.NOMINATED
    )
    recorded_at = models.DateTimeField(_("recorded at"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "candidacy")
        verbose_name_plural = pgettext_lazy("record", "candidacies")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "post_kind"],
                condition=Q(state__in=OPEN_CANDIDACIES),
                name="one_open_candidacy",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.post_kind} at {self.organisation_id}: {self.state}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        own = Q(person_id=scope.person_id or 0)
        return (
            own
            | scope.below("organisation__path", *READERS)
            | scope.below("nominated_by__path", *READERS)
        )


class CandidacyStep(models.Model):
    """What one office did with a candidacy, when, on which paper, and why; append-only."""

    candidacy = models.ForeignKey(Candidacy, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(_("state"), max_length=10, choices=CandidacyState)
    document_number = models.CharField(_("document number"), max_length=60, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"

    def __str__(self) -> str:
        return f"{self.candidacy_id}: {self.state}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        own = Q(candidacy__person_id=scope.person_id or 0)
        return own | scope.below("candidacy__organisation__path", *READERS)
