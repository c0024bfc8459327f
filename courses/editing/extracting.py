"""Every word of a page that a reader may come to see: fields, blocks, tables, pictures,
attachments.

Walks whatever fields and blocks a page has, so that a new block is looked through without being
named here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail.blocks import StreamValue
from wagtail.blocks.list_block import ListValue
from wagtail.blocks.struct_block import StructValue
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage
from wagtail.models import Page
from wagtail.rich_text import RichText

from courses.blocks import FilmBlock
from courses.editing.attachments import plays, words_of
from courses.editing.deidentifying import Text

OF_EVERY_PAGE = ("title", "slug", "seo_title", "search_description")
ENDS = frozenset((
    "p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "br", "tr", "td", "th", "div", "blockquote",
    "figcaption", "hr",
))  # fmt: skip
SPOKEN = ("alt", "title", "href")
# A file out of a manuscript; seven letters are what Django adds when the name is taken.
RANDOM_NAME = re.compile(r"[0-9a-f]{32}(?:_[A-Za-z0-9]{7})?\.[a-z0-9]{2,5}")


@dataclass
class Extract:
    """The texts of a page, and the attachments whose words no machine here can read."""

    texts: list[Text] = field(default_factory=list)
    unread: list[tuple[Text, str]] = field(default_factory=list)  # with the hash of the file

    def add(self, place: str, words: Any, number: int = 0, attachment: str = "") -> None:
        if str(words or "").strip():
            self.texts.append(Text(place, str(words), number, attachment))


class _Prose(HTMLParser):
    """Rich text as paragraphs; what stands in attributes is read too."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[str] = [""]
        self.embedded: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        for kind in (held.get("linktype"), held.get("embedtype")):
            if kind in ("document", "image") and held.get("id"):
                self.embedded.append((str(kind), str(held["id"])))
        spoken = [held[name] or "" for name in SPOKEN if name in held]
        if tag in ENDS:
            self.paragraphs.append("")
        if spoken:
            self.paragraphs[-1] += " ".join(["", *spoken, ""])

    def handle_endtag(self, tag: str) -> None:
        if tag in ENDS:
            self.paragraphs.append("")

    def handle_data(self, data: str) -> None:
        self.paragraphs[-1] += data


def extract(page: Page) -> Extract:
    """All texts of a page as it stands in this object (a revision's, not yet published)."""
    found = Extract()
    _row(found, page, OF_EVERY_PAGE)
    return found


def _row(found: Extract, row: models.Model, inherited: tuple[str, ...] = ()) -> None:
    for each in row._meta.get_fields():  # noqa: SLF001 - Django's public interface
        if not isinstance(each, models.Field) or each.choices or each.primary_key:
            continue
        own = each.model is type(row) and not getattr(each.remote_field, "parent_link", False)
        if own or each.name in inherited:
            _field(found, row, each)
    for relation in get_all_child_relations(type(row)):
        if relation.related_model.__module__.startswith("wagtail."):
            continue  # comments of the CMS: never public
        for child in getattr(row, relation.get_accessor_name()).all():
            _row(found, child)


def _field(found: Extract, row: models.Model, each: models.Field[Any, Any]) -> None:
    place = str(each.verbose_name)
    if isinstance(each, models.ForeignKey):
        if issubclass(each.related_model, (AbstractDocument, AbstractImage)):
            _value(found, place, 0, getattr(row, each.name))
    elif isinstance(each, StreamField):
        for number, block in enumerate(getattr(row, each.name), start=1):
            _value(found, place, number, block.value)
    elif isinstance(each, RichTextField):
        _prose(found, place, getattr(row, each.name) or "")
    elif isinstance(each, (models.CharField, models.TextField)):
        found.add(place, getattr(row, each.name))


def _prose(found: Extract, place: str, source: str, number: int = 0) -> None:
    """The paragraphs of rich text, counted when they stand in no numbered block."""
    reader = _Prose()
    reader.feed(source)
    reader.close()
    paragraphs = [words for words in reader.paragraphs if words.strip()]
    if number:
        found.add(place, "\n".join(paragraphs), number)
    else:
        for counted, words in enumerate(paragraphs, start=1):
            found.add(place, words, counted)
    for kind, pk in reader.embedded:
        model = get_document_model() if kind == "document" else get_image_model()
        _value(found, place, number, model.objects.filter(pk=pk).first())


def _value(found: Extract, place: str, number: int, value: Any) -> None:
    if isinstance(value, AbstractDocument):
        _document(found, place, number, value)
    elif isinstance(value, AbstractImage):
        words = (value.title, value.description, _given_name(value.filename))
        found.add(place, "\n".join(words), number)
    elif isinstance(value, RichText):
        _prose(found, place, value.source, number)
    elif isinstance(value, str):
        found.add(place, value, number)
    elif isinstance(value, StructValue) and isinstance(value.block, FilmBlock):
        _film(found, place, number, value)
    else:
        for part in _parts(value):
            _value(found, place, number, part)


def _given_name(filename: str) -> str:
    """What somebody called the file; the random name of a file out of a manuscript says nothing,
    and its digits may look like a phone number."""
    return "" if RANDOM_NAME.fullmatch(filename) else filename


def _parts(value: Any) -> Iterator[Any]:
    """What a block is made of; the rows of a table beside one another, so that each is a line."""
    if isinstance(value, StreamValue):
        yield from (block.value for block in value)
    elif isinstance(value, Mapping):
        yield from value.values()
    elif isinstance(value, (list, tuple, ListValue)):
        yield from value
    elif hasattr(value, "rows"):  # a typed table
        yield from (cell.value for row in value.rows for cell in row)


def _film(found: Extract, place: str, number: int, value: StructValue) -> None:
    """What is said in a film stands beside it, in its block; nothing but a film goes unread so."""
    for part in value.values():
        if isinstance(part, AbstractDocument) and plays(part):
            _names_of(found, place, number, part)
        else:
            _value(found, place, number, part)


def _document(found: Extract, place: str, number: int, document: AbstractDocument) -> None:
    name = document.title
    _names_of(found, place, number, document)
    words = words_of(document)
    if words is None:
        found.unread.append((Text(place, name, number, name), document.get_file_hash()))
    else:
        found.add(place, words, number, name)


def _names_of(found: Extract, place: str, number: int, document: AbstractDocument) -> None:
    found.add(place, f"{document.title}\n{_given_name(document.filename)}", number)
