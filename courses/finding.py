"""Finding case commentaries by kind of dispute and by article."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import QueryDict

from courses.choices import DisputeKind
from courses.models import CommentaryCitation, CommentaryPage
from courses.models.commentaries import PARTS
from courses.statutes.numerals import article_label, typed_number

PER_PAGE = 10


@dataclass(frozen=True)
class Choice:
    value: str
    label: Any
    chosen: bool


@dataclass(frozen=True)
class Found:
    """A page of commentaries, and the two filters with what they offer."""

    page: Page[CommentaryPage]
    kinds: list[Choice]
    articles: list[Choice]
    filtered: bool


def commentaries() -> QuerySet[CommentaryPage]:
    """The live commentaries, newest first, with what a list shows of them."""
    rows: QuerySet[CommentaryPage] = CommentaryPage.objects.live().public()
    return (
        rows.prefetch_related("citations__statute")
        .defer(*PARTS, "say", "dos", "donts")
        .order_by("-first_published_at", "-pk")
    )


def find(asked: QueryDict) -> Found:
    """By `kind` of dispute and `article` (civil-code:290); an unknown value finds nothing."""
    kind, article = asked.get("kind", ""), asked.get("article", "")
    rows = commentaries()
    if kind:
        rows = rows.filter(dispute_kind=kind)
    if article:
        slug, _colon, typed = article.partition(":")
        number, sub = typed_number(typed) or (0, 0)
        cited = CommentaryCitation.objects.filter(statute__slug=slug, number=number, sub=sub)
        rows = rows.filter(pk__in=cited.values("page_id"))
    return Found(
        page=Paginator(rows, PER_PAGE).get_page(asked.get("page")),
        kinds=[Choice(value, label, value == kind) for value, label in DisputeKind.choices],
        articles=_cited_articles(article),
        filtered=bool(kind or article),
    )


def _cited_articles(chosen: str) -> list[Choice]:
    """Every article that a live commentary cites, in the order of the statutes."""
    live = CommentaryPage.objects.live().public().values("pk")
    rows = CommentaryCitation.objects.filter(page_id__in=live).order_by(
        "statute_id", "number", "sub"
    )
    found: list[Choice] = []
    names = rows.values_list("statute__slug", "statute__short_title", "number", "sub").distinct()
    for slug, title, number, sub in names:
        value = f"{slug}:{number}-{sub}" if sub else f"{slug}:{number}"
        found.append(Choice(value, f"{title} {article_label(number, sub)}", value == chosen))
    return found
