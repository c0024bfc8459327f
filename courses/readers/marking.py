"""A reader's own marks on pages: bookmarks, one note for a page, "this helped me"."""

from django.db import IntegrityError, transaction

from courses.models import CommentaryPage, LessonPage
from courses.readers.models import Bookmark, Helpful, PageNote, ReaderQuestion
from portal import clock

OWN = "a reader's own marks, by the person's id"
MOST_BOOKMARKS = 500


class TooManyBookmarks(Exception):
    """A reader holds MOST_BOOKMARKS already."""


def headings_of(lesson: LessonPage) -> dict[str, str]:
    """The headings of a lesson by the id of their block, in reading order."""
    return {block.id: str(block.value) for block in lesson.body if block.block_type == "heading"}


def toggle_bookmark(person_id: int, lesson: LessonPage, block_id: str) -> bool:
    """Set a bookmark at a heading, or take it away again; True when it is set now. Raises
    LookupError when the lesson has no such heading, and TooManyBookmarks."""
    heading = headings_of(lesson)[block_id]
    rows = Bookmark.objects.unscoped(OWN).filter(person_id=person_id)
    if rows.filter(page=lesson, block_id=block_id).delete()[0]:
        return False
    if rows.count() >= MOST_BOOKMARKS:
        raise TooManyBookmarks
    Bookmark.objects.unscoped(OWN).get_or_create(
        person_id=person_id,
        page_id=lesson.pk,
        block_id=block_id,
        defaults={"heading": heading[:60], "made_at": clock.now()},
    )
    return True


def write_note(person_id: int, page_id: int, text: str) -> None:
    """Keep a reader's note on a page; empty words take it away."""
    rows = PageNote.objects.unscoped(OWN)
    if not text.strip():
        rows.filter(person_id=person_id, page_id=page_id).delete()
        return
    rows.update_or_create(
        person_id=person_id,
        page_id=page_id,
        defaults={"text": text.strip(), "made_at": clock.now()},
    )


def toggle_helpful(person_id: int, commentary: CommentaryPage) -> bool:
    """Say that a commentary helped, or take that back; True when it is said now."""
    rows = Helpful.objects.unscoped(OWN)
    if rows.filter(person_id=person_id, page=commentary).delete()[0]:
        return False
    try:
        with transaction.atomic():
            rows.create(person_id=person_id, page_id=commentary.pk, made_at=clock.now())
    except IntegrityError:  # the same finger twice
        return True
    return True


def forget(person_id: int) -> None:
    """Take away what an erased person left on pages, the words of their questions included."""
    for model in (Bookmark, PageNote, Helpful, ReaderQuestion):
        model.objects.unscoped("erasure of a person").filter(person_id=person_id).delete()
