"""Organisations (a tree), people, and posts: seats with their four haves."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node

from portal.people.choices import COMMITTEE_KINDS, Have, OrganisationKind, PostKind, Sex
from portal.scope import Scope, ScopedManager

READERS = ("admin", "city", "hr", "clerk", "officer")


class Organisation(MP_Node):
    """A node of the city's tree; a village and its committee are two nodes, the committee below.

    Names are public (the roster of committees is published), so organisations are not behind a
    scope.
    """

    name = models.CharField(_("name"), max_length=100)
    short_name = models.CharField(_("short name"), max_length=40)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind)
    division_code = models.CharField(_("division code"), max_length=12, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name"], name="one_organisation_per_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_committee(self) -> bool:
        return self.kind in COMMITTEE_KINDS


class Person(models.Model):
    """A natural person, with or without a login; belongs to one home organisation."""

    name = models.CharField(_("name"), max_length=50)
    latin_name = models.CharField(_("name in Latin letters"), max_length=100, blank=True)
    sex = models.CharField(_("sex"), max_length=6, choices=Sex)
    birth_date = models.DateField(_("birth date"))
    phone = models.CharField(_("phone"), max_length=11, blank=True)
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
    recorded_at = models.DateTimeField(_("recorded at"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"

    def __str__(self) -> str:
        return self.name

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        """Oneself, and everybody at or below an organisation where one reads people."""
        return Q(pk=scope.person_id or 0) | scope.below("organisation__path", *READERS)


class Post(models.Model):
    """A seat at an organisation; who holds it says the roster."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="posts")
    kind = models.CharField(_("kind of post"), max_length=10, choices=PostKind)
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    recorded_at = models.DateTimeField(_("recorded at"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "number"], name="one_post_per_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.get_kind_display()} {self.number}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return scope.below("organisation__path", *READERS)


class PostProvision(models.Model):
    """One of the four haves of a post, with its paper trail."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="provisions")
    kind = models.CharField(_("have"), max_length=8, choices=Have)
    detail = models.CharField(_("document number, place or source"), max_length=200)
    since = models.DateField(_("since"))
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "kind"], name="one_provision_per_have")
        ]

    def __str__(self) -> str:
        return f"{self.post}: {self.kind}"
