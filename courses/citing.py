"""Which articles lessons and commentaries cite: in blocks, in running text, in rows of their own.
The index itself is the law library's (`courses.statutes.indexing`)."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from django.db import models
from django.utils.html import strip_tags
from wagtail.fields import StreamField
from wagtail.models import Page

from courses.models import CommentaryPage, LessonPage
from courses.statutes import indexing, marking
from courses.statutes.choices import ContentKind
from courses.statutes.citations import Finder
from courses.statutes.indexing import Cited
from courses.statutes.numerals import typed_number

_PARAGRAPH_END = re.compile(r"</(?:p|li|h\d|div|blockquote)>|<br[^>]*>", re.IGNORECASE)

KINDS: dict[type[Page], str] = {
    LessonPage: ContentKind.LESSON,
    CommentaryPage: ContentKind.COMMENTARY,
}


def index(page: Page, names: dict[str, str] | None = None) -> None:
    """Write down what a live page cites; pages of other kinds cite nothing. `names` maps the names
    of statutes to their addresses, those of the library by default."""
    specific = page.specific
    kind = KINDS.get(type(specific))
    if kind:
        found = cited_by(specific, names or indexing.names_of_statutes())
        indexing.index_page(page.pk, kind, found)


def index_all() -> int:
    """Write down anew what all live pages cite, after the library knows more laws; how many."""
    held, names = [], indexing.names_of_statutes()
    for model in KINDS:
        for page in model.objects.live().iterator(chunk_size=100):
            index(page, names)
            held.append(page.pk)
    indexing.forget_all_but(held)
    marking.mark_all()
    return len(held)


def cited_by(page: Page, names: dict[str, str]) -> set[Cited]:
    """Every article a page cites."""
    found = set()
    for text in texts_of(page):
        found |= set(cited_in(text, names))
    for slug, number, sub in _chosen(page):
        found.add(Cited(slug, number, sub, number))
    return found


def cited_in(text: str, names: dict[str, str]) -> Iterator[Cited]:
    for row in Finder(names).find(text):
        yield Cited(row.slug, row.number, row.sub, row.through)


def texts_of(page: Page) -> Iterator[str]:
    """All that stands on a lesson or commentary in words, one text for each field or block,
    without tags."""
    for field in page._meta.local_fields:  # noqa: SLF001 - Django's public interface
        if isinstance(field, StreamField):
            yield from map(_plain, _strings(_raw(page, field)))
        elif isinstance(field, models.CharField | models.TextField):
            yield _plain(str(getattr(page, field.name) or ""))


def _plain(html: str) -> str:
    return unescape(strip_tags(_PARAGRAPH_END.sub("\n", html)))


def _raw(page: Page, field: StreamField) -> Any:
    """The blocks as they are stored: other kinds of block need no word here."""
    return getattr(page, field.name).get_prep_value()


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in {"id", "type"}:
                yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)


def _chosen(page: Page) -> Iterator[tuple[str, int, int]]:
    """Articles chosen in statute blocks, at whatever depth, and in rows of citations."""
    for field in page._meta.local_fields:  # noqa: SLF001 - Django's public interface
        if isinstance(field, StreamField):
            for block in _blocks(_raw(page, field)):
                number = typed_number(str(block.get("article", "")))
                if number:
                    yield (str(block.get("statute", "")), *number)
    if isinstance(page, CommentaryPage):
        for row in page.citations.select_related("statute"):
            yield row.statute.slug, row.number, row.sub


def _blocks(value: Any) -> Iterator[dict[str, Any]]:
    """The values of the statute blocks within stored blocks."""
    if isinstance(value, dict):
        if value.get("type") == "statute" and isinstance(value.get("value"), dict):
            yield value["value"]
        else:
            yield from _blocks(list(value.values()))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _blocks(inner)
