"""Posts: seats with their four haves, each with its paper and its days."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.people.choices import Have, PostKind
from portal.people.models.organisations import Organisation
from portal.people.models.persons import READERS
from portal.scope import Scope, ScopedManager


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
        verbose_name = pgettext_lazy("record", "post")
        verbose_name_plural = pgettext_lazy("record", "posts")
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
    """One of the four haves of a post (四有) with its paper, from one day up to and without
    another. A newer paper ends the one before on its day; written by `recording.provide` only."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="provisions")
    kind = models.CharField(_("have"), max_length=8, choices=Have)
    detail = models.CharField(_("document number, place or source"), max_length=200)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["post", "kind"],
                condition=Q(until__isnull=True),
                name="one_open_provision_per_have",
            ),
            models.CheckConstraint(
                name="provision_ends_after_start",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post}: {self.kind}"
