"""Who may give a review: the roles of its stage, never a writer of the draft, never who has given
another review of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import prefetch_related_objects
from wagtail.models import Revision, Task, TaskState

from courses.editing.choices import EDITORS, REVIEWERS
from portal.accounts.models import RoleGrant, User


def roles_of(user: User) -> set[str]:
    if not user.is_active:
        return set()
    rows = RoleGrant.objects.filter(user_id=user.pk, ended_at__isnull=True)
    return set(rows.values_list("role", flat=True))


def stage_of(state: TaskState) -> str:
    """The stage of a review; empty for a task that is none of ours."""
    return str(getattr(state.task.specific, "stage", ""))


def barred(states: Sequence[TaskState]) -> dict[int, set[int]]:
    """The logins that may give none of these reviews, by the review: who wrote what is not
    published yet (the owner, who saved a draft since the last publication, who handed it in), and
    who has let the draft pass at an earlier stage. The same number of queries for any number."""
    prefetch_related_objects(states, "workflow_state__content_object")
    pages = {str(state.workflow_state.object_id): _page(state) for state in states}
    saved = _savers(pages)
    passed = _approvers(states)
    found = {}
    for state in states:
        workflow = state.workflow_state
        own = {_page(state).owner_id, workflow.requested_by_id} - {None}
        found[state.pk] = own | saved[str(workflow.object_id)] | passed[workflow.pk]
    return found


def _page(state: TaskState) -> Any:
    return state.workflow_state.content_object


def _savers(pages: dict[str, Any]) -> dict[str, set[int]]:
    """Who saved a draft since the last publication, by the id of the page."""
    rows = Revision.page_revisions.filter(object_id__in=pages, user__isnull=False)
    found: dict[str, set[int]] = defaultdict(set)
    for page_id, revision_id, user_id in rows.values_list("object_id", "pk", "user_id"):
        if revision_id > (pages[page_id].live_revision_id or 0):
            found[page_id].add(user_id)
    return found


def _approvers(states: Iterable[TaskState]) -> dict[int, set[int]]:
    """Who has let a draft pass at an earlier stage, by the workflow."""
    rows = TaskState.objects.filter(
        workflow_state__in={state.workflow_state_id for state in states},
        status=TaskState.STATUS_APPROVED,
        finished_by__isnull=False,
    )
    found: dict[int, set[int]] = defaultdict(set)
    for workflow_id, user_id in rows.values_list("workflow_state_id", "finished_by_id"):
        found[workflow_id].add(user_id)
    return found


def may_review(user: User, state: TaskState) -> bool:
    if state.status != TaskState.STATUS_IN_PROGRESS:
        return False
    if not roles_of(user) & set(REVIEWERS.get(stage_of(state), ())):
        return False
    return user.pk not in barred([state])[state.pk]


def reviewers(state: TaskState) -> list[User]:
    """Everybody who may give this review."""
    grants = RoleGrant.objects.filter(
        role__in=REVIEWERS.get(stage_of(state), ()), ended_at__isnull=True, user__is_active=True
    )
    users = User.objects.filter(pk__in=grants.values("user_id"))
    users = users.exclude(pk__in=barred([state])[state.pk])
    return list(users.order_by("pk"))


def waiting_for(user: User) -> list[TaskState]:
    """The reviews a login may give now, the longest waiting first."""
    roles = roles_of(user)
    if not roles & set(EDITORS):
        return []
    rows = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).select_related(
        "workflow_state"
    )
    states = list(rows.order_by("started_at", "pk"))
    tasks = Task.objects.filter(pk__in={state.task_id for state in states}).specific()
    kinds = {task.pk: task for task in tasks}
    for state in states:
        state.task = kinds[state.task_id]
    asked = [state for state in states if roles & set(REVIEWERS.get(stage_of(state), ()))]
    barring = barred(asked)
    return [state for state in asked if user.pk not in barring[state.pk]]


def reviewed_page(state: TaskState) -> Any:
    """The page under review, in its own class."""
    return state.workflow_state.content_object.specific
