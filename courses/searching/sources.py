"""What is indexed of each object: title, headings, text; and whether the public may find it.

The keys and explanations of self-checks are never among it, nor anything of people, items, cases.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from django.utils.html import strip_tags
from modelsearch.index import AutocompleteField, SearchField
from wagtail.models import Page
from wagtail.rich_text import get_text_for_indexing

from courses.models import CommentaryPage, LessonPage, ModulePage
from courses.models.commentaries import PARTS
from courses.searching.choices import Kind
from courses.statutes.articles import known_names
from courses.statutes.models import Article, Statute
from courses.statutes.numerals import article_label, typed_number

LONGEST_BODY = 300_000  # characters; the rest of a longer text is not found

PLAIN = ("key_holding", "issues", "say", "dos", "donts", "keywords", "author", "court")


@dataclass(frozen=True)
class Source:
    """Plain text of one object by weight; `kind` is empty for what only editors may find."""

    object_id: int
    title: str
    headings: str = ""
    body: str = ""
    kind: str = ""
    subject: str = ""
    dispute_kind: str = ""
    edition_id: int | None = None
    dated: datetime | None = None


# Whoever can read more of a page (the text of its attachments) adds a function of the page here.
MORE_TEXT: list[Callable[[Page], str]] = []


def source_of(found: Any) -> Source:
    """What is to be indexed of a page, an article, a picture or a document."""
    for kind, reader in _READERS.items():
        if isinstance(found, kind):
            return reader(found)
    return _any(found)


def _text(parts: Iterable[Any]) -> str:
    """Put together, one part to a line; control characters are no text, and PostgreSQL refuses
    one of them."""
    lines = (" ".join(str(part).replace("\0", "").split()) for part in parts if part)
    return "\n".join(filter(None, lines))[:LONGEST_BODY]


def _module(page: ModulePage) -> Source:
    return Source(
        page.pk,
        title=page.title,
        headings=_text([page.get_subject_display()]),
        body=_text([page.summary, *_more(page)]),
        kind=Kind.LESSON,
        subject=page.subject,
        dated=page.first_published_at,
    )


def _lesson(page: LessonPage) -> Source:
    headings = [page.goal]
    body = [page.lecturer, page.court]
    for block in page.body:
        if block.block_type == "heading":
            headings.append(block.value)
        else:
            body += _block(block)
    parent = page.get_parent()
    module = parent.specific if parent else None
    return Source(
        page.pk,
        title=page.title,
        headings=_text(headings),
        body=_text([*body, *_more(page)]),
        kind=Kind.LESSON,
        subject=getattr(module, "subject", ""),
        dated=page.first_published_at,
    )


def _block(block: Any) -> list[str]:
    """The words of a block as they are read on the page."""
    kind, value = block.block_type, block.value
    if kind == "check":
        return [value["question"]]  # options, key and explanation stay inside
    if kind == "statute":
        return [_citation(value["statute"], value["article"]), value.get("marked") or ""]
    if kind == "attachment":
        return [value.title] if value else []
    return [str(part) for part in block.block.get_searchable_content(value)]


def _citation(slug: str, typed: str) -> str:
    number = typed_number(typed)
    title = Statute.objects.filter(slug=slug).values_list("short_title", flat=True).first()
    return f"《{title}》{article_label(*number)}" if title and number else ""


def _commentary(page: CommentaryPage) -> Source:
    prose = [get_text_for_indexing(getattr(page, name)) for name in PARTS]
    cited = [
        f"《{row.statute}》{article_label(row.number, row.sub)}"
        for row in page.citations.select_related("statute")
    ]
    return Source(
        page.pk,
        title=page.title,
        headings=_text([page.key_holding, page.get_dispute_kind_display(), page.keywords]),
        body=_text([*prose, *(getattr(page, name) for name in PLAIN), *cited, *_more(page)]),
        kind=Kind.COMMENTARY,
        dispute_kind=page.dispute_kind,
        dated=page.first_published_at,
    )


def _more(page: Page) -> list[str]:
    return [read(page) for read in MORE_TEXT]


def _article(row: Article) -> Source:
    """The names of its statute are text, so that whoever looks for a law's name does not get its
    thousand articles first."""
    version = row.version
    places = (row.book, row.part, row.chapter, row.section)
    return Source(
        row.pk,
        title=f"{row.label} {row.heading}".strip(),
        headings=_text(places),
        body=_text([row.text, *known_names(version.statute)]),
        kind=Kind.ARTICLE,
        edition_id=row.version_id,
        dated=datetime.combine(version.since, time.min, UTC),
    )


def _any(found: Any) -> Source:
    """By the fields it names for searching: other pages, pictures, documents."""
    titles: list[str] = []
    rest: list[str] = []
    for field in found.get_search_fields():
        if not isinstance(field, SearchField | AutocompleteField):
            continue
        of_title = field.field_name == "title" or isinstance(field, AutocompleteField)
        (titles if of_title else rest).append(strip_tags(_flat(field.get_value(found))))
    return Source(found.pk, title=_text(dict.fromkeys(titles)), body=_text(rest))


def _flat(value: Any) -> str:
    if isinstance(value, list | tuple | set):
        return " ".join(map(_flat, value))
    return "" if value is None else str(value)


_READERS: dict[type, Callable[[Any], Source]] = {
    ModulePage: _module,
    LessonPage: _lesson,
    CommentaryPage: _commentary,
    Article: _article,
}
