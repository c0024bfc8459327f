"""Who hears of what happens to a draft: the reviewers of the next stage, the author."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_noop
from wagtail.models import Page, TaskState

from courses.editing.choices import Stage
from courses.editing.deadlines import due_on
from courses.editing.duties import reviewers, stage_of
from portal.notices.telling import tell
from portal.notices.wording import Fact, Wording

WAITS = Wording(
    "draft.waits",
    gettext_noop("“%(title)s” waits for your %(stage)s"),
    gettext_noop(
        "%(stage)s until %(due)s. Read the draft, look at what the de-identification check found"
        " and at what has changed, then let it pass or return it with a reason."
    ),
)
PASSED = Wording(
    "draft.passed",
    gettext_noop("“%(title)s” has passed its %(stage)s"),
    gettext_noop("It now waits for the next review. Your desk shows where it is."),
)
RETURNED = Wording(
    "draft.returned",
    gettext_noop("“%(title)s” was returned to you (%(stage)s)"),
    gettext_noop("The reviewer writes: %(reason)s"),
)
PUBLISHED = Wording(
    "draft.published",
    gettext_noop("“%(title)s” has passed all reviews"),
    gettext_noop("It is public now, or will be at the moment set by the final review."),
)
OVERDUE = Wording(
    "draft.overdue",
    gettext_noop("The %(stage)s of “%(title)s” is overdue"),
    gettext_noop("It was due on %(due)s. Please let it pass, or return it with a reason."),
)


def tell_reviewers(state: TaskState, wording: Wording = WAITS) -> None:
    due = due_on(state)
    facts = _facts(state) | ({"due": due} if due else {})
    for user in reviewers(state):
        _tell(wording, state, [user.pk], facts)


def tell_author(state: TaskState, wording: Wording, reason: str = "") -> None:
    workflow = state.workflow_state
    page = workflow.content_object
    people = dict.fromkeys(pk for pk in (workflow.requested_by_id, page.owner_id) if pk)
    _tell(wording, state, people, _facts(state) | {"reason": reason})


def _facts(state: TaskState) -> dict[str, Fact]:
    stage: Any = Stage(stage_of(state)).label
    page: Page = state.revision.as_object()
    return {"title": page.title, "stage": stage}


def _tell(wording: Wording, state: TaskState, users: Iterable[int], facts: Any) -> None:
    link = f"/desk/drafts/{state.workflow_state.object_id}/"
    for pk in users:
        tell(wording, key=str(state.pk), user_id=pk, facts=facts, link=link)
