"""Templates of superiors, lists that were asked for as a file, and public lists as published."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certificates.roster.choices import ROSTER_KEEPERS
from certificates.roster.sharing.choices import Form, Stage
from portal.people.models import Organisation, Person
from portal.scope import Scope, ScopedManager

DOCUMENT_LENGTH = 100


class RosterTemplate(models.Model):
    """A version of a superior's workbook. Written by `templating` only; only its end is ever added.

    The workbook lies as a file under its SHA-256 (hex); `placeholders` are those found in it. Of a
    name at an organisation one version at most is in use.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name of the template"), max_length=60)
    version = models.PositiveIntegerField(_("version"))
    file_name = models.CharField(_("file name"), max_length=200)
    sha256 = models.CharField(max_length=64)
    placeholders: Any = models.JSONField(_("placeholders"))
    recorded_at = models.DateTimeField(_("recorded at"))
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(pgettext_lazy("template", "ended at"), null=True, blank=True)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "template of the roster")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name", "version"], name="one_template_per_version"
            ),
            models.UniqueConstraint(
                fields=["organisation", "name"],
                condition=Q(ended_at__isnull=True),
                name="one_template_in_use",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.version})"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return scope.below("organisation__path", *ROSTER_KEEPERS)


class Handout(models.Model):
    """The list as somebody asked for it, and the files made of it, which go after two days. Written
    by `handing_out` only.

    `known_at` is the moment as known on which it is told (none: as known when the file is made).
    `filters` are the fields of `listing.Filters`; `files` are names in the order of their parts;
    `done` of `rows` are written.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    form = models.CharField(_("form"), max_length=8, choices=Form)
    template = models.ForeignKey(
        RosterTemplate, null=True, on_delete=models.PROTECT, related_name="+"
    )
    day = models.DateField(_("day"))
    known_at = models.DateTimeField(_("as known at"), null=True)
    filters: Any = models.JSONField()
    language = models.CharField(max_length=10)
    asked_at = models.DateTimeField(_("asked at"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    stage = models.CharField(_("stage"), max_length=7, choices=Stage, default=Stage.MAKING)
    rows = models.PositiveIntegerField(_("rows"), null=True)
    done = models.PositiveIntegerField(default=0)
    files: Any = models.JSONField(default=list)
    trouble = models.CharField(max_length=500, blank=True)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        constraints = [
            models.CheckConstraint(
                name="handout_has_its_template",
                condition=Q(form=Form.TEMPLATE, template__isnull=False)
                | Q(form__in=[Form.PRINT, Form.WORKBOOK], template__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.day} ({self.stage})"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        """One's own, and only while one keeps the roster of that place."""
        return Q(asked_by=scope.user_id or 0) & scope.below("organisation__path", *ROSTER_KEEPERS)


class PublicList(models.Model):
    """The mediators of a place as they were published, never changed. Written by `publishing` only;
    only its end is ever added: without a reason where a newer list took its place, else with that
    for which it was taken down.

    `sha256` (hex) is that of the lines as `publishing.canonical` writes them.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="public_lists"
    )
    day = models.DateField(_("as of"))
    document_number = models.CharField(_("document number"), max_length=DOCUMENT_LENGTH)
    rows = models.PositiveIntegerField(_("rows"))
    sha256 = models.CharField(max_length=64)
    published_at = models.DateTimeField(_("published at"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(pgettext_lazy("list", "ended at"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    end_reason = models.CharField(_("reason"), max_length=500, blank=True)

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "public list of mediators")
        verbose_name_plural = pgettext_lazy("record", "public lists of mediators")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(ended_at__isnull=True),
                name="one_public_list_per_place",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} ({self.day})"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return scope.below("organisation__path", *ROSTER_KEEPERS)


class PublicLine(models.Model):
    """A line of a public list, in the words that were published; append-only. `left` is somebody
    whom the list before still named: no longer a mediator here (已不再担任)."""

    public_list = models.ForeignKey(
        PublicList,
        verbose_name=_("public list"),
        on_delete=models.PROTECT,
        related_name="lines",
    )
    position = models.PositiveIntegerField(pgettext_lazy("list", "place in the list"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name"), max_length=50)
    organisation_name = models.CharField(_("organisation"), max_length=100)
    post = models.CharField(_("post"), max_length=10)
    number = models.CharField(_("certificate number, masked"), max_length=30, blank=True)
    left = models.BooleanField(_("no longer a mediator here"))

    every = models.Manager()
    objects = ScopedManager()

    class Meta:
        default_manager_name = "every"
        verbose_name = pgettext_lazy("record", "line of a public list")
        verbose_name_plural = pgettext_lazy("record", "lines of public lists")
        constraints = [
            models.UniqueConstraint(fields=["public_list", "position"], name="one_line_per_place"),
        ]

    def __str__(self) -> str:
        return f"{self.public_list_id}: {self.position}"

    @classmethod
    def scope_filter(cls, scope: Scope) -> Q:
        return Q(person=scope.person_id or 0) | scope.below(
            "public_list__organisation__path", *ROSTER_KEEPERS
        )
