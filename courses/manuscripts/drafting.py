"""A page out of what was read: an unpublished lesson or commentary with its pictures, no more."""

import io
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from courses.manuscripts.choices import Aim
from courses.manuscripts.commenting import Fields, fields_of
from courses.manuscripts.findings import Findings
from courses.manuscripts.headings import MOST_OF_TITLE
from courses.manuscripts.reading import Drawn, Read
from courses.models import CommentaryCitation, CommentaryPage, LessonPage
from courses.statutes.articles import shelf
from courses.statutes.citations import Citation, Finder
from courses.statutes.models import Statute
from portal.accounts.models import User

PARAGRAPH = re.compile(r"(<p>.*?</p>)", re.DOTALL)
TAG = re.compile(r"<[^>]+>")
AROUND = ' \u3000。；;：:，,.、“”"（）()·-—'
A_MINUTE = 300  # characters read in a minute
MOST_CITATIONS = 20
LONGEST_TITLE = MOST_OF_TITLE


@dataclass
class Draft:
    """What is to be made, and what came of it: the document that hangs on the page, what there was
    no place for, the files that were written."""

    aim: str
    parent: Page
    user: User
    title: str
    document: Any = None
    findings: Findings = field(default_factory=Findings)
    files: list[Any] = field(default_factory=list)

    def take_back_files(self) -> None:
        """After the rows were rolled back, their files go as well."""
        for file in self.files:
            file.storage.delete(file.name)


def make(read: Read, draft: Draft) -> Page:
    """The unpublished page, in the caller's transaction."""
    page = _commentary(read, draft) if draft.aim == Aim.COMMENTARY else _lesson(read, draft)
    draft.parent.add_child(instance=page)
    page.save_revision(user=draft.user, log_action="wagtail.create", clean=False)
    return page


def _lesson(read: Read, draft: Draft) -> LessonPage:
    """A PDF hangs on an otherwise empty lesson."""
    body = [_block("attachment", _document(read, draft))] if read.raw else []
    body += _body(read, draft)
    return LessonPage(
        title=draft.title,
        slug=_slug(),
        live=False,
        owner=draft.user,
        goal="",
        minutes=_minutes(read, 240),
        lecturer=draft.user.display_name[:50],
        body=body,
    )


def _commentary(read: Read, draft: Draft) -> CommentaryPage:
    """Its parts in the fields they belong to; a commentary shows no pictures and no tables."""
    fields: Fields = fields_of(read.blocks, read.notes, draft.findings)
    page = CommentaryPage(
        title=draft.title,
        slug=_slug(),
        live=False,
        owner=draft.user,
        dispute_kind="",
        author=draft.user.display_name[:50],
        court="",
        minutes=_minutes(read, 60),
        **fields,
    )
    page.citations = _citations(read)
    return page


def _slug() -> str:
    return f"word-{secrets.token_hex(4)}"


def _minutes(read: Read, most: int) -> int:
    length = sum(len(words_of(block)) for block in read.blocks)
    return min(max(length // A_MINUTE, 3), most)


def words_of(block: dict[str, Any]) -> str:
    """The words of a block without markup."""
    if block["kind"] == "table":
        return "\n".join("\t".join(row) for row in block["rows"])
    if block["kind"] == "picture":
        return f"{block['alt']} {block['caption']}"
    return unescape(TAG.sub("\n", block.get("html", "")) or block.get("text", ""))


def _block(kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(uuid4())}


def _body(read: Read, draft: Draft) -> list[dict[str, Any]]:
    body: list[dict[str, Any]] = []
    images: dict[int, int] = {}
    finder = Finder(shelf().names)
    for block in read.blocks:
        if block["kind"] == "text":
            body += (_block(kind, value) for kind, value in _texts(block["html"], finder))
        elif block["kind"] == "table":
            body.append(_block("table", _table(block)))
        elif block["kind"] == "picture":
            number = block["number"]
            if number not in images:
                name = f"{draft.title} {len(images) + 1}"
                images[number] = _image(read.pictures[number - 1], name, draft)
            value = {"image": images[number], "alt": block["alt"], "caption": block["caption"]}
            body.append(_block("picture", value))
        else:
            list(finder.find(block["text"]))  # a heading may name the law that follows
            body.append(_block(block["kind"], block["text"]))
    if read.notes:
        items = [{"type": "item", "value": text, "id": str(uuid4())} for text in read.notes]
        body.append(_block("footnotes", items))
    return body


def _texts(html: str, finder: Finder) -> Iterator[tuple[str, Any]]:
    """A text in pieces; a paragraph that is nothing but one citation becomes the article."""
    piece = ""
    for part in PARAGRAPH.split(html):
        words = unescape(TAG.sub("", part)).strip()
        cited = _sole(words, list(finder.find(words)))
        if cited is None:
            piece += part
            continue
        if piece:
            yield "text", piece
        piece = ""
        number = f"{cited.number}-{cited.sub}" if cited.sub else str(cited.number)
        yield "statute", {"statute": cited.slug, "article": number, "marked": ""}
    if piece:
        yield "text", piece


def _sole(words: str, citations: list[Citation]) -> Citation | None:
    if len(citations) != 1 or citations[0].through != citations[0].number:
        return None
    cited = citations[0]
    around = words[: cited.start] + words[cited.end :]
    held = shelf().has(cited.slug, cited.number, cited.sub)
    return cited if held and not around.strip(AROUND) else None


def _table(block: dict[str, Any]) -> dict[str, Any]:
    first, *others = block["rows"]
    return {
        "columns": [{"type": "cell", "heading": heading} for heading in first],
        "rows": [{"values": row} for row in others],
        "caption": block["caption"],
    }


def _image(picture: Drawn, name: str, draft: Draft) -> int:
    """Kept under a random name; the name in the file says nothing about where it came from."""
    file = ImageFile(io.BytesIO(picture.content), name=f"{uuid4().hex}.{picture.form}")
    row = get_image_model().objects.create(title=name, file=file, uploaded_by_user=draft.user)
    draft.files.append(row.file)
    return int(row.pk)


def _document(read: Read, draft: Draft) -> int:
    file = ContentFile(read.raw, name=f"{uuid4().hex}.pdf")
    row = get_document_model().objects.create(
        title=draft.title, file=file, uploaded_by_user=draft.user
    )
    draft.files.append(row.file)
    draft.document = row
    return int(row.pk)


def _citations(read: Read) -> list[CommentaryCitation]:
    """Each article the paper cites and the library holds, once."""
    held, finder = shelf(), Finder(shelf().names)
    keys = dict.fromkeys(
        (found.slug, found.number, found.sub)
        for block in read.blocks
        for found in finder.find(words_of(block))
        if held.has(found.slug, found.number, found.sub)
    )
    statutes = {row.slug: row for row in Statute.objects.filter(slug__in={key[0] for key in keys})}
    return [
        CommentaryCitation(statute=statutes[slug], number=number, sub=sub)
        for slug, number, sub in list(keys)[:MOST_CITATIONS]
    ]
