"""How the index stands to what it is made of."""

from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from courses.searching.models import Entry
from courses.searching.words import VERSION
from courses.statutes.models import Article


@dataclass(frozen=True)
class Standing:
    """How many live pages and articles there are, how many of them the index holds in words of
    this version, and the id of a page that it lacks."""

    expected: int
    held: int
    lacking: int | None

    @property
    def missing(self) -> int:
        return max(self.expected - self.held, 0)


def standing() -> Standing:
    """Two counts and an anti-join; on 20,000 pages some tens of milliseconds."""
    made = Entry.objects.filter(made_by=VERSION)
    articles = ContentType.objects.get_for_model(Article)
    live = Page.objects.live().filter(depth__gt=1)
    of_pages = made.exclude(content_type=articles).filter(
        content_type__in=live.order_by().values("content_type").distinct()
    )
    lacking = live.exclude(pk__in=of_pages.values("object_id"))
    pages, gone = live.count(), lacking.count()
    return Standing(
        expected=pages + Article.objects.count(),
        held=pages - gone + made.filter(content_type=articles).count(),
        lacking=lacking.order_by("pk").values_list("pk", flat=True).first(),
    )
