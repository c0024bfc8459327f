"""Keeping which live page cites which articles."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from wagtail.models import Page

from courses.statutes.articles import shelf
from courses.statutes.choices import ContentKind
from courses.statutes.models import PageCitation, Statute

SHOWN_AT_MOST = 30


@dataclass(frozen=True, order=True)
class Cited:
    """Articles `number` (第X条之`sub`) to `through` of the statute `slug`."""

    slug: str
    number: int
    sub: int
    through: int


def names_of_statutes() -> dict[str, str]:
    """Every name by which texts cite a statute of the library, with its address."""
    return shelf().names


def index_page(page_id: int, kind: str, cited: Iterable[Cited]) -> int:
    """Put what a live page cites in the place of what it cited before; how many citations."""
    statutes = dict(Statute.objects.values_list("slug", "pk"))
    rows = [
        PageCitation(
            page_id=page_id,
            kind=kind,
            statute_id=statutes[row.slug],
            number=row.number,
            sub=row.sub,
            through=row.through,
        )
        for row in sorted(set(cited))
        if row.slug in statutes
    ]
    with transaction.atomic():
        forget_page(page_id)
        PageCitation.objects.bulk_create(rows)
    return len(rows)


def cited_in(statute: Statute, number: int, sub: int) -> list[Page]:
    """The public pages that cite an article, lessons first, each once; at most 30."""
    rows = PageCitation.objects.filter(statute=statute, number__lte=number, through__gte=number)
    kinds = {row.page_id: row.kind for row in rows if row.covers(number, sub)}
    pages = Page.objects.filter(pk__in=kinds).live().public().order_by("path")
    found = sorted(pages, key=lambda page: kinds[page.pk] != ContentKind.LESSON)
    return found[:SHOWN_AT_MOST]


def keys_cited_by(page_id: int) -> list[tuple[str, int, int]]:
    """The articles a live page cites as (statute, number, sub), in order, ranges spelt out."""
    rows = PageCitation.objects.filter(page_id=page_id).select_related("statute")
    found = set()
    for row in rows:
        found.add((row.statute.slug, row.number, row.sub))
        found |= {
            (row.statute.slug, number, 0) for number in range(row.number + 1, row.through + 1)
        }
    return sorted(found)


def forget_page(page_id: int) -> None:
    """The page is live no more and cites nothing."""
    PageCitation.objects.filter(page_id=page_id).delete()


def forget_all_but(page_ids: Iterable[int]) -> None:
    """Drop the citations of pages that are not among these."""
    PageCitation.objects.exclude(page_id__in=list(page_ids)).delete()
