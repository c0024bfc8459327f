"""The law library: statutes, their versions by date, and articles with the text as published."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelsearch import index

from courses.statutes.choices import ChangeKind, ContentKind, ReviewState
from courses.statutes.numerals import article_address, article_label


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
    when the source states none, the day of force where that is known. It counts until the day
    before the next version's; `repealed_on` is the first day without any. Written by `importing`,
    `repealed_on` by `repealing`.
    """

    statute = models.ForeignKey(Statute, on_delete=models.PROTECT, related_name="versions")
    edition = models.CharField(_("edition"), max_length=10, blank=True)
    adopted_on = models.DateField(_("adopted or last amended on"), null=True, blank=True)
    in_force_on = models.DateField(_("in force since"), null=True, blank=True)
    repealed_on = models.DateField(_("repealed on"), null=True, blank=True)
    repeal_recorded_at = models.DateTimeField(_("repeal recorded at"), null=True, blank=True)
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


@dataclass(frozen=True)
class Later:
    """An article was changed, or removed, by the version that is in force since `since`; `coming`
    when that is still ahead."""

    since: date
    gone: bool
    coming: bool


class Article(index.Indexed, models.Model):
    """One article. `sub` is 1 for 第X条之一 and 0 for 第X条 itself; sorted by (number, sub).

    `is_gist` marks a summary in the project's own words, which importing the official text
    replaces. `original` keeps the published paragraphs before cleaning. `later` is filled in by
    `timeline` where a page shows an article as it stood on a day.
    """

    later: "Later | None" = None

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
    written_at = models.DateTimeField(_("last written at"), null=True, blank=True)

    search_fields = [
        index.SearchField("heading"),
        index.SearchField("text"),
        *(index.FilterField(name) for name in ("version_id", "number", "sub")),
    ]

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
        return article_address(self.number, self.sub)

    @property
    def key(self) -> tuple[int, int]:
        return self.number, self.sub

    @property
    def paragraphs(self) -> list[str]:
        return self.text.split("\n")

    @property
    def place(self) -> str:
        """Book, part, chapter and section, those that the statute has."""
        return "　".join(filter(None, (self.book, self.part, self.chapter, self.section)))


class PageCitation(models.Model):
    """A live page cites an article, or all articles from `number` to `through`. Written by
    `indexing`, anew each time the page is published."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=ContentKind)
    statute = models.ForeignKey(Statute, on_delete=models.PROTECT, related_name="cited_by")
    number = models.PositiveIntegerField()
    sub = models.PositiveSmallIntegerField(default=0)
    through = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["page", "statute", "number", "sub", "through"], name="one_page_citation"
            ),
        ]
        indexes = [models.Index(fields=["statute", "number"], name="cited_by_article")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.statute_id}:{self.number}-{self.sub}"

    def covers(self, number: int, sub: int) -> bool:
        """True when the citation speaks of this article."""
        if self.through == self.number:
            return (number, sub) == (self.number, self.sub)
        return (self.number, self.sub) <= (number, sub) and number <= self.through


class CitationReview(models.Model):
    """A page cites an article that a version changed or removed, and a judge is to look at it:
    open -> confirmed or revised. Opened by `marking`, closed by `reviewing`.

    `event` tells what happened to the article under the version: a digest of the words it has
    since, empty when it is gone, `REPEALED` when the statute was. Other words are another event.
    """

    REPEALED: ClassVar = "repealed"

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind of page"), max_length=10, choices=ContentKind)
    version = models.ForeignKey(StatuteVersion, on_delete=models.PROTECT, related_name="reviews")
    number = models.PositiveIntegerField()
    sub = models.PositiveSmallIntegerField(default=0)
    change = models.CharField(_("change"), max_length=8, choices=ChangeKind)
    event = models.CharField(max_length=16, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ReviewState, default=ReviewState.OPEN
    )
    recorded_at = models.DateTimeField(_("recorded at"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("record", "review after a change of law")
        verbose_name_plural = pgettext_lazy("record", "reviews after changes of law")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "version", "number", "sub", "event"],
                name="one_review_per_citation_and_event",
            ),
            models.CheckConstraint(
                name="decided_reviews_have_moment_and_hand",
                condition=Q(state=ReviewState.OPEN, decided_at=None, decided_by=None)
                | (
                    ~Q(state=ReviewState.OPEN)
                    & Q(decided_at__isnull=False, decided_by__isnull=False)
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.version} {self.label}"

    @property
    def is_repeal(self) -> bool:
        return self.event == self.REPEALED

    @property
    def since(self) -> date:
        """The first day on which the change counts."""
        repealed = self.version.repealed_on if self.is_repeal else None
        return repealed or self.version.since

    @property
    def label(self) -> str:
        return article_label(self.number, self.sub)

    @property
    def address(self) -> str:
        return article_address(self.number, self.sub)
