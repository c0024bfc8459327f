"""The one gate of publishing: whatever way a page goes live, a row is saved, and here it passes.

Wagtail publishes from many places (the editor, many at once, the API, the end of a workflow, the
clock, a command), all of which end in saving the page with `live`, or a revision with the moment
at which it may go live.
"""

from typing import Any

from django.db import transaction
from django.db.models.signals import pre_save
from django.dispatch import receiver
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex, Revision, TaskState
from wagtail.signals import page_published, task_approved, task_rejected, task_submitted

from courses.editing.checking import is_checked, require_clear
from courses.editing.choices import Stage
from courses.editing.duties import stage_of
from courses.editing.extracting import extract
from courses.editing.forms import SETTLED
from courses.editing.holding import CHECKED, SHOWN, differs, is_settled
from courses.editing.telling import PASSED, PUBLISHED, RETURNED, tell_author, tell_reviewers

# What Wagtail writes about a page beside its words, when a draft of a public page is kept.
KEPT = frozenset((
    "draft_title", "has_unpublished_changes", "latest_revision", "latest_revision_created_at",
    "locked", "locked_at", "locked_by", "owner", "path", "depth", "numchild", "url_path",
))  # fmt: skip


@receiver(pre_save, dispatch_uid="editing.nothing_unclear_goes_live")
def nothing_unclear_goes_live(
    sender: type[Any], instance: Any, *, raw: bool = False, update_fields: Any = None, **_told: Any
) -> None:
    """Raises NotClear. What is live already and keeps its words may be saved (moved, retitled in
    the tree) even if today's check would find more in it than that of its day."""
    if raw or sender not in CHECKED or not instance.live:
        return
    if (update_fields is not None and KEPT.issuperset(update_fields)) or _unchanged(instance):
        return
    require_clear(instance)


@receiver(pre_save, sender=Revision, dispatch_uid="editing.nothing_unclear_waits_to_go_live")
def nothing_unclear_waits_to_go_live(
    instance: Revision, *, raw: bool = False, update_fields: Any = None, **_told: Any
) -> None:
    """Raises NotClear, on the day somebody sets the moment rather than in the night it comes."""
    if raw or instance.approved_go_live_at is None:
        return
    if update_fields is not None and "approved_go_live_at" not in update_fields:
        return
    page = instance.as_object()
    if is_checked(page):
        require_clear(page)


class FileSettled(ValueError):
    """A document or picture stays as it was looked through; the message says what to do."""


@receiver(pre_save, sender=get_document_model(), dispatch_uid="editing.documents_stay")
@receiver(pre_save, sender=get_image_model(), dispatch_uid="editing.pictures_stay")
def what_was_looked_through_stays(
    instance: Any, *, raw: bool = False, update_fields: Any = None, **_told: Any
) -> None:
    """Raises FileSettled: the file of a public page is no way round its reviews. The forms of the
    CMS refuse before (`forms.SettledFiles`), while the old file is still there."""
    if raw or instance.pk is None:
        return
    if update_fields is not None and not set(SHOWN) & set(update_fields):
        return
    if differs(instance) and is_settled(instance):
        raise FileSettled(str(SETTLED))


def _unchanged(page: Page) -> bool:
    if page.pk is None:
        return False
    stored = type(page).objects.filter(pk=page.pk, live=True).first()
    return stored is not None and extract(stored) == extract(page)


@receiver(page_published, dispatch_uid="editing.its_files_are_there_at_once")
def its_files_are_there_at_once(instance: Page, **_told: Any) -> None:
    """A picture is served because of the pages it hangs on. Wagtail has a worker write them down;
    the first readers of a page must not be there before it."""
    ReferenceIndex.create_or_update_for_object(instance)


@receiver(task_submitted, dispatch_uid="editing.review_begins")
def review_begins(instance: TaskState, **_told: Any) -> None:
    if stage_of(instance):
        with transaction.atomic():
            tell_reviewers(instance)


@receiver(task_approved, dispatch_uid="editing.review_passed")
def review_passed(instance: TaskState, **_told: Any) -> None:
    if stage_of(instance):
        last = stage_of(instance) == Stage.FINAL
        with transaction.atomic():
            tell_author(instance, PUBLISHED if last else PASSED)


@receiver(task_rejected, dispatch_uid="editing.review_returned")
def review_returned(instance: TaskState, **_told: Any) -> None:
    if stage_of(instance):
        with transaction.atomic():
            tell_author(instance, RETURNED, instance.comment)
