"""Which pages a document or picture hangs on, and whether it may still be changed there."""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Model
from django.db.models.functions import Cast
from wagtail.models import Page, ReferenceIndex, Revision, TaskState

from courses.models import CommentaryPage, LessonPage

CHECKED = (LessonPage, CommentaryPage)
SHOWN = ("file", "title", "description")  # what a reader comes to see of a file


def held_by(model: Any, pages: Any) -> Any:
    """The keys of the documents or pictures that hang on these pages, as Wagtail has written down
    of their rows (as words, in columns of its own: hence the casts)."""
    references = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(model),
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=_in_words(pages),
    )
    found = model.objects.annotate(in_words=Cast("pk", CharField()))
    return found.filter(in_words__in=references.values("to_object_id")).order_by().values("pk")


def _in_words(pages: Any) -> Any:
    return pages.annotate(in_words=Cast("pk", CharField())).order_by().values("in_words")


def referred(page: Any, model: Any) -> set[str]:
    """The keys of the documents or pictures that a page object, a draft's too, refers to."""
    kind = ContentType.objects.get_for_model(model).pk
    return {key for of_kind, key in references_of(page) if of_kind == kind}


def references_of(page: Any) -> set[tuple[int, str]]:
    """What a page object refers to: the content type and the key of each."""
    found = ReferenceIndex._extract_references_from_object(page)  # noqa: SLF001 - as Wagtail does
    return {(kind, key) for kind, key, *_where in found}


def is_settled(item: Any) -> bool:
    """Hangs on a lesson or commentary that is public, that waits for its moment, or that is under
    review: it stays as it was looked through."""
    model = type(item)
    if held_by(model, Page.objects.live().type(CHECKED)).filter(pk=item.pk).exists():
        return True
    return any(
        isinstance(page, CHECKED) and str(item.pk) in referred(page, model)
        for page in _on_their_way()
    )


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
