"""Organisations: a tree that keeps what it was."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from treebeard.mp_tree import MP_Node

from portal.people.choices import COMMITTEE_KINDS, OrganisationAct, OrganisationKind
from portal.scope import Scope, ScopedManager


class Organisation(MP_Node):
    """A node of the city's tree; a village and its committee are two nodes, the committee below.

    Names are public (the roster of committees is published), so organisations are not behind a
    scope. A dissolved one keeps its place in the tree, for the history of its people; written by
    `organising` only.
    """

    name = models.CharField(_("name"), max_length=100)
    short_name = models.CharField(_("short name"), max_length=40)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    division_code = models.CharField(_("division code"), max_length=12, blank=True)
    dissolved_on = models.DateField(_("dissolved on"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="absorbed",
    )

    class Meta:
        verbose_name = pgettext_lazy("record", "organisation")
        verbose_name_plural = pgettext_lazy("record", "organisations")
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(dissolved_on__isnull=True),
                name="one_organisation_per_name",
            ),
            models.CheckConstraint(
                name="merged_organisation_is_dissolved",
                condition=Q(merged_into__isnull=True) | Q(dissolved_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_committee(self) -> bool:
        return self.kind in COMMITTEE_KINDS


class OrganisationChange(models.Model):
    """What happened to an organisation on a day, append-only: founded, renamed, moved, merged,
    dissolved. `before` and `after` are names, or the names of the organisation above."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="changes")
    act = models.CharField(_("act"), max_length=10, choices=OrganisationAct)
    day = models.DateField(_("day"))
    before = models.CharField(_("before"), max_length=100, blank=True)
    after = models.CharField(_("after"), max_length=100, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["organisation", "day"], name="organisation_change_by_day")]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.act} {self.day}"


class ContactJudge(models.Model):
    """The judge who looks after a community (联系法官), from one day to another."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="contact_judges"
    )
    court = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("login"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    name = models.CharField(_("name"), max_length=50)
    phone = models.CharField(_("office phone"), max_length=20, blank=True)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "contact judge")
        verbose_name_plural = pgettext_lazy("record", "contact judges")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(until__isnull=True),
                name="one_contact_judge",
            ),
            models.CheckConstraint(
                name="contact_ends_after_start",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id}: {self.name}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        """Whoever signed in may know the judge of a community; visitors may not."""
        return Q() if scope.user_id else Q(pk__in=[])
