"""What a sheet that is handed out says beside the page: paper has no links, so the articles that a
text cites stand on it in full."""

from collections.abc import Iterable
from datetime import date

from courses.models import LessonPage
from courses.reading import Reading
from courses.statutes.articles import articles_named
from courses.statutes.indexing import keys_cited_by
from courses.statutes.models import Article

MOST = 30


def more_of_lesson(lesson: LessonPage, reading: Reading) -> list[Article]:
    """What a lesson cites beside the articles that its blocks show, as they stood on its day."""
    groups = (part.value for part in reading.parts if part.kind == "statutes")
    shown = [row.article for group in groups for row in group if row.article is not None]
    return more(lesson.pk, reading.law.day, shown)


def more(page_id: int, day: date, shown: Iterable[Article]) -> list[Article]:
    """What a live page cites beside the articles shown, 30 at most."""
    held = {(row.version.statute.slug, row.number, row.sub) for row in shown}
    keys = [key for key in keys_cited_by(page_id) if key not in held][:MOST]
    found = articles_named(keys, on=day) if keys else {}
    return [found[key] for key in keys if key in found]
