"""What the public finds: live, public pages and today's articles, in their order.

All words in the title come first, then all in title and headings, then anywhere; newer before
older. Whether a page is live and public is asked at each search, so that one that was withdrawn
a moment ago is gone.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator
from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    Q,
    QuerySet,
    Value,
    When,
)
from wagtail.models import Page

from courses.searching.choices import Kind
from courses.searching.models import Entry
from courses.searching.storing import BODY, HEADS, TITLE, matching
from courses.searching.words import Query
from courses.statutes.articles import shelf
from courses.statutes.models import Article

PER_PAGE = 10
OF_PAGES = (Kind.LESSON, Kind.COMMENTARY)


@dataclass(frozen=True)
class Narrowed:
    """What else was chosen; empty values choose everything. A subject finds lessons only, a kind of
    dispute commentaries only."""

    kind: str = ""
    subject: str = ""
    dispute_kind: str = ""

    def __bool__(self) -> bool:
        return bool(self.kind or self.subject or self.dispute_kind)


@dataclass(frozen=True)
class Hit:
    """An entry with the page or article it stands for."""

    entry: Entry
    found: Any

    @property
    def article(self) -> Article | None:
        return self.found if isinstance(self.found, Article) else None


def visible() -> Q:
    """What anybody may find now."""
    hidden = (Page.objects.not_live() | Page.objects.not_public()).order_by()
    return Q(~Q(object_id__in=hidden.values("pk")), kind__in=OF_PAGES) | Q(
        kind=Kind.ARTICLE, edition_id__in=list(shelf().versions.values())
    )


class Ranked:
    """The entries that a query finds, counted once and fetched page by page."""

    def __init__(self, query: Query, narrowed: Narrowed) -> None:
        self.query = query
        self.kind = narrowed.kind
        rows = Entry.objects.filter(visible(), pk__in=matching(query.words, BODY))
        if narrowed.subject:
            rows = rows.filter(subject=narrowed.subject)
        if narrowed.dispute_kind:
            rows = rows.filter(dispute_kind=narrowed.dispute_kind)
        self.rows: QuerySet[Entry] = rows

    @cached_property
    def counts(self) -> Counter[str]:
        """How many of each kind, whichever kind was chosen."""
        counted = self.rows.order_by().values("kind").annotate(count=Count("pk"))
        return Counter({row["kind"]: row["count"] for row in counted})

    def count(self) -> int:
        return self.counts[self.kind] if self.kind else self.counts.total()

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, wanted: slice) -> list[Hit]:
        """Numbers are sorted first and texts fetched for one page only."""
        words = self.query.words
        rows = self.rows.filter(kind=self.kind) if self.kind else self.rows
        place = Case(
            When(pk__in=matching(words, TITLE), then=Value(0)),
            When(pk__in=matching(words, HEADS), then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        ordered = rows.order_by(place, F("dated").desc(nulls_last=True), "object_id")
        return hits_of(list(ordered.values_list("pk", flat=True)[wanted]))


def find(query: Query, narrowed: Narrowed, number: Any) -> ResultPage[Hit]:
    """One page of hits, the nearest there is to `number`; `.paginator.object_list` is the
    `Ranked` itself."""
    ranked: Any = Ranked(query, narrowed)
    return Paginator(ranked, PER_PAGE).get_page(number)


def hits_of(ids: list[int]) -> list[Hit]:
    """Entries by number, in this order, with what they stand for; three queries for any number."""
    entries = Entry.objects.select_related("body").in_bulk(ids)
    held = [entries[pk] for pk in ids if pk in entries]
    pages = Page.objects.in_bulk([row.object_id for row in held if row.kind in OF_PAGES])
    rows = Article.objects.select_related("version__statute").in_bulk(
        [row.object_id for row in held if row.kind == Kind.ARTICLE]
    )
    found = (
        (row, (rows if row.kind == Kind.ARTICLE else pages).get(row.object_id)) for row in held
    )
    return [Hit(row, thing) for row, thing in found if thing is not None]
