"""What goes public: the draft that was reviewed, at once or at its moment; what is due, once."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop
from wagtail.models import Page, Revision

from courses.editing.checking import NotClear
from portal import clock
from portal.audit.recording import record
from portal.jobs.enqueueing import enqueue
from portal.notices.telling import tell
from portal.notices.wording import Wording

GO_LIVE = "page.go_live"
EXPIRE = "page.expire"

HELD_BACK = Wording(
    "draft.held_back",
    gettext_noop("“%(title)s” was not published at its time"),
    gettext_noop(
        "The de-identification check found something in it when its time had come. Please open the"
        " draft: the places are shown there."
    ),
)


def set_moment(revision: Revision, moment: datetime | None) -> None:
    """Let a draft go live at a moment instead of at once; its words stay as they were reviewed."""
    revision.content["go_live_at"] = moment.isoformat() if moment else None
    revision.save(update_fields=["content"])


def enqueue_due() -> int:
    """A job for each page whose moment has come, to go live or to expire; how many are due."""
    moment = clock.now()
    waiting = Revision.objects.filter(approved_go_live_at__lte=moment)
    expired = Page.objects.filter(live=True, expire_at__lte=moment)
    live = list(waiting.values_list("pk", "approved_go_live_at"))
    over = list(expired.values_list("pk", "expire_at"))
    with transaction.atomic():
        for pk, due in live:
            enqueue(GO_LIVE, f"{pk}:{due.isoformat()}", {"revision": pk})
        for pk, due in over:
            enqueue(EXPIRE, f"{pk}:{due.isoformat()}", {"page": pk})
    return len(live) + len(over)


def go_live(revision_id: int) -> bool:
    """Publish a revision whose moment has come, whoever else tries: one conditional UPDATE wins.

    Runs inside the caller's transaction. False when it is done, taken back or not due. What is not
    clear today stays a draft, and its owner is told.
    """
    due = Revision.objects.filter(pk=revision_id, approved_go_live_at__lte=clock.now())
    if not due.update(approved_go_live_at=None):
        return False
    revision = Revision.objects.get(pk=revision_id)
    try:
        with transaction.atomic():
            revision.publish(log_action="wagtail.publish.scheduled")
    except NotClear:
        _held_back(revision)
        return False
    return True


def expire(page_id: int) -> bool:
    """Unpublish a page whose time is over; False when it is not, or was already."""
    page = Page.objects.filter(pk=page_id, live=True, expire_at__lte=clock.now()).first()
    if page is None:
        return False
    page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return True


def _held_back(revision: Revision) -> None:
    page = revision.content_object
    record("draft.held_back", page, actor_id=None, data={"revision": revision.pk})
    if page.owner_id:
        facts = {"title": page.title}
        link = f"/desk/drafts/{page.pk}/"
        tell(HELD_BACK, key=str(revision.pk), user_id=page.owner_id, facts=facts, link=link)
