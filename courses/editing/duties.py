"""Who may give a review: the roles of its stage, never a writer of the draft, never who has given
another review of it."""

from typing import Any

from wagtail.models import Page, TaskState, WorkflowState

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


def writers(page: Page) -> set[int]:
    """The logins that wrote what is not published yet: the owner, who saved a draft since the last
    publication, who handed it in."""
    drafts = page.revisions.filter(user__isnull=False, pk__gt=page.live_revision_id or 0)
    found = set(drafts.values_list("user_id", flat=True))
    if page.owner_id:
        found.add(page.owner_id)
    workflow = page.current_workflow_state
    if workflow is not None and workflow.requested_by_id:
        found.add(workflow.requested_by_id)
    return found


def approvers(workflow: WorkflowState) -> set[int]:
    """Who has let this draft pass at an earlier stage."""
    passed = workflow.task_states.filter(status=TaskState.STATUS_APPROVED)
    return set(passed.values_list("finished_by_id", flat=True)) - {None}


def may_review(user: User, state: TaskState) -> bool:
    if state.status != TaskState.STATUS_IN_PROGRESS:
        return False
    if not roles_of(user) & set(REVIEWERS.get(stage_of(state), ())):
        return False
    workflow = state.workflow_state
    page = workflow.content_object
    return user.pk not in writers(page) | approvers(workflow)


def reviewers(state: TaskState) -> list[User]:
    """Everybody who may give this review."""
    grants = RoleGrant.objects.filter(
        role__in=REVIEWERS.get(stage_of(state), ()), ended_at__isnull=True, user__is_active=True
    )
    barred = writers(state.workflow_state.content_object) | approvers(state.workflow_state)
    users = User.objects.filter(pk__in=grants.values("user_id")).exclude(pk__in=barred)
    return list(users.order_by("pk"))


def waiting_for(user: User) -> list[TaskState]:
    """The reviews a login may give now, the longest waiting first."""
    if not roles_of(user) & set(EDITORS):
        return []
    states = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).select_related(
        "task", "workflow_state", "revision"
    )
    return [state for state in states.order_by("started_at", "pk") if may_review(user, state)]


def reviewed_page(state: TaskState) -> Any:
    """The page under review, in its own class."""
    return state.workflow_state.content_object.specific
