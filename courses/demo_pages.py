"""Publishing the demo's modules, lessons and commentaries from demo_content/, with one picture and
one handout."""

import tomllib
from datetime import UTC, datetime, timedelta
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image, ImageDraw
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from courses.models import (
    CommentaryCitation,
    CommentaryIndexPage,
    CommentaryLesson,
    CommentaryPage,
    LessonPage,
    ModuleIndexPage,
    ModulePage,
)
from courses.statutes.models import Statute
from portal.people.demo import moved

CONTENT = Path(__file__).parent / "demo_content"
OPENED = datetime(2022, 3, 1, 1, 0, tzinfo=UTC)
NEWEST_COMMENTARY = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
ILLUSTRATED = "property/neighbour-water"
PAPER, LINE, WATER, WALL = "#fdfdfb", "#4a525a", "#0b5d5e", "#8a6d1f"


def publish() -> None:
    lessons: dict[str, LessonPage] = {}
    index = ModuleIndexPage.objects.get()
    for entry in read("modules"):
        module = ModulePage(
            **{name: entry[name] for name in ("title", "slug", "summary", "subject", "tier")},
            credit_hours=entry["credit_hours"],
        )
        _publish(index, module, OPENED + moved())
        for lesson in entry["lessons"]:
            key = f"{entry['slug']}/{lesson['slug']}"
            lessons[key] = _lesson(module, key, lesson)
    cases = CommentaryIndexPage.objects.get()
    for number, entry in enumerate(read("cases")):
        page = commentary(entry, lessons)
        _publish(cases, page, NEWEST_COMMENTARY + moved() - timedelta(days=4 * number))


def read(folder: str) -> list[dict[str, Any]]:
    paths = sorted((CONTENT / folder).glob("*.toml"))
    return [tomllib.loads(path.read_text(encoding="utf-8")) for path in paths]


def _publish(parent: Page, page: Page, moment: datetime) -> None:
    """Below `parent`, with a revision by the demo's judge, as if published at `moment`."""
    page.first_published_at = page.last_published_at = moment
    parent.add_child(instance=page)
    judge = get_user_model().objects.filter(username="judge1").first()
    revision = page.save_revision(user=judge, changed=False)
    revision.publish(user=judge, skip_permission_checks=True)
    Page.objects.filter(pk=page.pk).update(owner=judge, last_published_at=moment)


def _lesson(module: ModulePage, key: str, entry: dict[str, Any]) -> LessonPage:
    blocks = [_block(key, number, block) for number, block in enumerate(entry["blocks"])]
    if key == ILLUSTRATED:
        blocks[2:2] = [_with_id(key, "picture", _picture())]
        blocks.append(_with_id(key, "attachment", _handout(entry)))
    lesson = LessonPage(
        **{name: entry[name] for name in ("title", "slug", "minutes", "lecturer", "court", "goal")},
        body=blocks,
    )
    _publish(module, lesson, OPENED)
    return lesson


def _with_id(key: str, kind: str, value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value, "id": str(uuid5(NAMESPACE_URL, f"{key}/{kind}"))}


def _block(key: str, number: int, entry: dict[str, Any]) -> dict[str, Any]:
    kind = entry["type"]
    values: dict[str, Any] = {
        "heading": lambda: entry["text"],
        "text": lambda: _html(entry["text"]),
        "case": lambda: {"title": entry["title"], "text": _html(entry["text"])},
        "statute": lambda: {"statute": entry["statute"], "article": str(entry["article"])},
        "steps": lambda: [{"title": title, "text": text} for title, text in entry["items"]],
        "key_points": lambda: entry["items"],
        "check": lambda: {
            name: entry[name] for name in ("question", "options", "right", "explanation")
        },
    }
    identity = str(uuid5(NAMESPACE_URL, f"{key}/{number}"))
    return {"type": kind, "value": values[kind](), "id": identity}


def _html(text: str) -> str:
    """Paragraphs set apart by blank lines, as HTML."""
    paragraphs = (part.strip() for part in text.strip().split("\n\n"))
    return "".join(
        f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in paragraphs if paragraph
    )


def commentary(entry: dict[str, Any], lessons: dict[str, LessonPage]) -> CommentaryPage:
    """A case of the demo as a page that is not stored yet; `lessons` by module and slug."""
    plain = ("title", "slug", "dispute_kind", "author", "court", "minutes", "key_holding", "say")
    page = CommentaryPage(
        **{name: entry[name] for name in plain},
        **{name: _html(entry[name]) for name in ("facts", "process", "analysis", "significance")},
        **{name: "\n".join(entry[name]) for name in ("issues", "dos", "donts")},
        keywords=" ".join(entry["keywords"]),
    )
    statutes = {statute.slug: statute for statute in Statute.objects.all()}
    page.citations = [
        CommentaryCitation(statute=statutes[slug], number=number, sort_order=order)
        for order, (slug, number) in enumerate(entry["cites"])
    ]
    page.related_lessons = [
        CommentaryLesson(lesson=lessons[key], sort_order=order)
        for order, key in enumerate(entry["related_lessons"])
    ]
    return page


def _picture() -> dict[str, Any]:
    """Two houses on a slope, a wall between them, and the ditch below the wall."""
    canvas = Image.new("RGB", (1200, 560), PAPER)
    draw = ImageDraw.Draw(canvas)
    draw.polygon([(0, 300), (1200, 440), (1200, 560), (0, 560)], fill="#f5f4ef", outline=LINE)
    for left, ground in ((120, 314), (820, 396)):
        draw.rectangle(
            (left, ground - 150, left + 260, ground + 8), fill=PAPER, outline=LINE, width=6
        )
        roof = [(left - 30, ground - 150), (left + 130, ground - 250), (left + 290, ground - 150)]
        draw.polygon(roof, fill="#e8f1ef", outline=LINE)
        draw.rectangle((left + 105, ground - 80, left + 155, ground + 5), outline=LINE, width=5)
    draw.rectangle((588, 240, 622, 372), fill=WALL)
    draw.rectangle((588, 345, 622, 372), fill=WATER)
    draw.line(
        [(390, 352), (600, 360), (810, 398), (1190, 446)], fill=WATER, width=12, joint="curve"
    )
    stream = BytesIO()
    canvas.quantize(16).save(stream, "PNG", optimize=True)
    title = "过水洞示意图"
    image = get_image_model().objects.create(
        title=title,
        width=canvas.width,
        height=canvas.height,
        file=ImageFile(BytesIO(stream.getvalue()), name="water-passage.png"),
    )
    return {
        "image": image.pk,
        "alt": "坡上坡下两户人家，中间一道院墙，墙脚留着过水洞，雨水顺坡从洞里流过去。",
        "caption": "墙脚留一个过水洞，水照旧走，墙也保得住。",
    }


def _handout(entry: dict[str, Any]) -> int:
    """The steps and key points of a lesson on one sheet of plain text."""
    lines = [entry["title"], ""]
    for block in entry["blocks"]:
        if block["type"] == "steps":
            lines += [f"{title}：{text}" for title, text in block["items"]] + [""]
        elif block["type"] == "key_points":
            lines += [f"· {item}" for item in block["items"]]
    content = "\r\n".join(lines).encode("utf-8-sig")
    document = get_document_model().objects.create(
        title=f"讲义：{entry['title']}", file=ContentFile(content, name="handout.txt")
    )
    document.get_file_size()
    return int(document.pk)
