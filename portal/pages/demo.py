"""The demo city's public notices."""

import tomllib
from html import escape
from pathlib import Path

from portal.pages.models import NoticeIndexPage, NoticePage

NOTICES = Path(__file__).parent / "demo_content" / "notices.toml"


def seed() -> None:
    index = NoticeIndexPage.objects.get()
    for entry in tomllib.loads(NOTICES.read_text(encoding="utf-8"))["notice"]:
        paragraphs = entry["body"].strip().split("\n\n")
        notice = NoticePage(
            title=entry["title"],
            slug=entry["slug"],
            category=entry["category"],
            event_date=entry["event_date"],
            body="".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs),
        )
        index.add_child(instance=notice)
        notice.save_revision().publish()
