"""Which pages a document or picture hangs on, and whether it may still be changed there."""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.models import Page, ReferenceIndex, Revision, TaskState

from courses.models import CommentaryPage, LessonPage

CHECKED = (LessonPage, CommentaryPage)
SHOWN = ("file", "title", "description")  # what a reader comes to see of a file


def pages_holding(item: Any) -> Any:
    """The pages a document or picture hangs on, as Wagtail has written down of their rows."""
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(type(item)),
        to_object_id=str(item.pk),
        base_content_type=ContentType.objects.get_for_model(Page),
    )
    ids = [int(pk) for pk in references.values_list("object_id", flat=True)]
    return Page.objects.filter(pk__in=ids)


def holds(page: Any, item: Any) -> bool:
    """A page object, a draft's too, refers to this document or picture."""
    kind = ContentType.objects.get_for_model(type(item)).pk
    return (kind, str(item.pk)) in references_of(page)


def references_of(page: Any) -> set[tuple[int, str]]:
    """What a page object refers to: the content type and the key of each."""
    found = ReferenceIndex._extract_references_from_object(page)  # noqa: SLF001 - as Wagtail does
    return {(kind, key) for kind, key, *_where in found}


def is_settled(item: Any) -> bool:
    """Hangs on a lesson or commentary that is public, that waits for its moment, or that is under
    review: it stays as it was looked through."""
    if pages_holding(item).live().type(CHECKED).exists():
        return True
    return any(isinstance(page, CHECKED) and holds(page, item) for page in _on_their_way())


def _on_their_way() -> Iterator[Model]:
    waiting = Revision.page_revisions.filter(approved_go_live_at__isnull=False)
    reviews = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
    reviewed = Revision.page_revisions.filter(pk__in=reviews.values("revision_id"))
    for revision in waiting | reviewed:
        yield revision.as_object()


def differs(item: Any) -> bool:
    """What a reader sees of this document or picture is not what is stored."""
    stored = type(item).objects.filter(pk=item.pk).first()
    return stored is not None and any(
        str(getattr(stored, name, "")) != str(getattr(item, name, "")) for name in SHOWN
    )
