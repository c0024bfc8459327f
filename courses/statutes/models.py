"""The law library: statutes, their versions by date, and articles with the text as published."""

from datetime import date

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelsearch import index

from courses.statutes.numerals import article_label


class Statute(models.Model):
    """A law, regulation or judicial interpretation, whatever its version."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=200, unique=True)
    short_title = models.CharField(_("short title"), max_length=100)

    class Meta:
        verbose_name = pgettext_lazy("record", "statute")
        verbose_name_plural = pgettext_lazy("record", "statutes")

    def __str__(self) -> str:
        return self.short_title


class StatuteVersion(models.Model):
    """The text of a statute as adopted or last amended on a day; never overwritten by a later one.

    `edition` tells versions apart: the day of adoption or of the last amendment in ISO form, empty
    when the source states none. Written by `importing`.
    """

    statute = models.ForeignKey(Statute, on_delete=models.PROTECT, related_name="versions")
    edition = models.CharField(_("edition"), max_length=10, blank=True)
    adopted_on = models.DateField(_("adopted or last amended on"), null=True, blank=True)
    in_force_on = models.DateField(_("in force since"), null=True, blank=True)
    verified_on = models.DateField(_("checked against the official database on"), null=True)
    history = models.TextField(_("adoption and amendments"), blank=True)
    preamble = models.TextField(_("preamble"), blank=True)
    source_note = models.CharField(_("source"), max_length=200, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["statute", "edition"], name="one_version_per_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.statute} {self.edition}".strip()

    @property
    def since(self) -> date:
        """The first day on which this version counts; the earliest day when no date is known."""
        return self.in_force_on or self.adopted_on or date.min


class Article(index.Indexed, models.Model):
    """One article. `sub` is 1 for 第X条之一 and 0 for 第X条 itself; sorted by (number, sub).

    `is_gist` marks a summary in the project's own words, which importing the official text
    replaces. `original` keeps the published paragraphs before cleaning.
    """

    version = models.ForeignKey(StatuteVersion, on_delete=models.PROTECT, related_name="articles")
    number = models.PositiveIntegerField(_("number"))
    sub = models.PositiveSmallIntegerField(_("sub-number"), default=0)
    book = models.CharField(_("book"), max_length=60, blank=True)
    part = models.CharField(_("part"), max_length=60, blank=True)
    chapter = models.CharField(_("chapter"), max_length=60, blank=True)
    section = models.CharField(_("section"), max_length=60, blank=True)
    heading = models.CharField(_("heading"), max_length=60, blank=True)
    text = models.TextField(_("text"))
    original = models.TextField(_("text as published"), blank=True)
    is_gist = models.BooleanField(_("gist in our own words"), default=False)

    search_fields = [index.SearchField("heading"), index.SearchField("text")]

    class Meta:
        ordering = [F("number").asc(), F("sub").asc()]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "number", "sub"], name="one_article_per_number"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @classmethod
    def get_indexed_objects(cls) -> models.QuerySet["Article"]:
        return cls.objects.select_related("version__statute")

    @property
    def label(self) -> str:
        """第二百九十条, 第二百八十条之一."""
        return article_label(self.number, self.sub)

    @property
    def address(self) -> str:
        """The number as it stands in the address: 290, 280-1."""
        return f"{self.number}-{self.sub}" if self.sub else str(self.number)

    @property
    def paragraphs(self) -> list[str]:
        return self.text.split("\n")

    @property
    def place(self) -> str:
        """Book, part, chapter and section, those that the statute has."""
        return "　".join(filter(None, (self.book, self.part, self.chapter, self.section)))
