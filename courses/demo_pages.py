"""Publishing the demo's modules, lessons and commentaries from demo_content/."""

import tomllib
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.contrib.auth import get_user_model
from wagtail.models import Page

from courses import demo_files
from courses.models import (
    CommentaryCitation,
    CommentaryIndexPage,
    CommentaryLesson,
    CommentaryPage,
    LessonPage,
    ModuleIndexPage,
    ModulePage,
)
from courses.models.commentaries import PARTS
from courses.statutes.models import Statute
from portal.people.demo import moved

CONTENT = Path(__file__).parent / "demo_content"
OPENED = datetime(2022, 3, 1, 1, 0, tzinfo=UTC)
NEWEST_COMMENTARY = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
ILLUSTRATED = "property/neighbour-water"


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
        blocks[2:2] = [_with_id(key, "picture", demo_files.picture())]
        blocks.append(_with_id(key, "attachment", demo_files.handout(entry)))
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
        "video": lambda: demo_files.film(kind, entry["media"]),
        "audio": lambda: demo_files.film(kind, entry["media"]),
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
        **{name: _html(entry[name]) for name in PARTS},
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
