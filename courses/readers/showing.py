"""A reader's own marks as a page shows them, and all of them in one list."""

from dataclasses import dataclass, field

from wagtail.models import Page

from courses.models import CommentaryPage, LessonPage
from courses.readers.models import Bookmark, Helpful, PageNote, ReaderQuestion

OWN = "a reader's own marks, by the person's id"


@dataclass(frozen=True)
class LessonMarks:
    """`held` are the ids of the headings with a bookmark."""

    held: frozenset[str]
    note: str


@dataclass(frozen=True)
class CommentaryMarks:
    helped: int
    helped_me: bool
    note: str
    questions: tuple[ReaderQuestion, ...]


@dataclass
class Marked:
    """A page with what the reader left there."""

    page: Page
    bookmarks: list[Bookmark] = field(default_factory=list)
    note: str = ""


def lesson_marks(lesson: LessonPage, person_id: int | None) -> LessonMarks:
    """A person's bookmarks and note on a lesson, nothing for a visitor; at most two queries."""
    rows = Bookmark.objects.unscoped(OWN).filter(person_id=person_id or 0, page_id=lesson.pk)
    held = frozenset(rows.values_list("block_id", flat=True)) if person_id else frozenset()
    return LessonMarks(held, _note(lesson.pk, person_id))


def commentary_marks(page: CommentaryPage, person_id: int | None) -> CommentaryMarks:
    """How many it helped, and for a person whether it helped them, their note and questions."""
    helped = Helpful.objects.unscoped("only their number").filter(page_id=page.pk)
    if not person_id:
        return CommentaryMarks(helped.count(), helped_me=False, note="", questions=())
    own = ReaderQuestion.objects.unscoped(OWN).filter(person_id=person_id, page_id=page.pk)
    return CommentaryMarks(
        helped.count(),
        helped_me=helped.filter(person_id=person_id).exists(),
        note=_note(page.pk, person_id),
        questions=tuple(own.order_by("made_at")),
    )


def all_marks(person_id: int) -> list[Marked]:
    """Every live page on which a person left a bookmark or a note, in the order of the tree."""
    found: dict[int, Marked] = {}
    live = Page.objects.live().public()
    bookmarks = Bookmark.objects.unscoped(OWN).filter(person_id=person_id)
    notes = PageNote.objects.unscoped(OWN).filter(person_id=person_id)
    for row in bookmarks.filter(page__in=live).select_related("page").order_by("made_at"):
        found.setdefault(row.page_id, Marked(row.page)).bookmarks.append(row)
    for note in notes.filter(page__in=live).select_related("page"):
        found.setdefault(note.page_id, Marked(note.page)).note = note.text
    return sorted(found.values(), key=lambda marked: marked.page.path)


def _note(page_id: int, person_id: int | None) -> str:
    if not person_id:
        return ""
    rows = PageNote.objects.unscoped(OWN).filter(person_id=person_id, page_id=page_id)
    return rows.values_list("text", flat=True).first() or ""
