"""The demo city's public notices, dated around the day of seeding."""

import tomllib
from html import escape
from pathlib import Path
from typing import Any

from portal.pages.models import NoticeIndexPage, NoticePage
from portal.people.demo import moved

NOTICES = Path(__file__).parent / "demo_content" / "notices.toml"


def seed() -> None:
    index = NoticeIndexPage.objects.get()
    for entry in tomllib.loads(NOTICES.read_text(encoding="utf-8"))["notice"]:
        notice = _notice(entry)
        index.add_child(instance=notice)
        notice.save_revision().publish()


def _notice(entry: dict[str, Any]) -> NoticePage:
    days = {name: day + moved() for name, day in entry["days"].items()}
    title, slug, body = (entry[part].format(**days) for part in ("title", "slug", "body"))
    return NoticePage(
        title=title,
        slug=slug,
        category=entry["category"],
        event_date=days["on"],
        body="".join(f"<p>{escape(paragraph)}</p>" for paragraph in body.strip().split("\n\n")),
    )
