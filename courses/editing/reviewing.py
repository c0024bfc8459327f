"""Handing a draft in, letting it pass a review, returning it, taking it back."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms.models import fields_for_model
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState, Workflow, WorkflowState

from courses.editing.checking import is_checked, require_clear
from courses.editing.choices import Stage
from courses.editing.duties import may_review, stage_of
from courses.editing.extracting import extract
from courses.editing.holding import references_of
from courses.editing.publishing import set_moment
from portal import clock
from portal.accounts.models import User
from portal.audit.recording import record

NAMED = 5  # missing fields named in a message


class ReviewRefused(ValueError):
    """A step of a review cannot be taken so; the message says why and what to do."""


def may_hand_in(page: Page, user: User) -> bool:
    """Whoever may edit the draft hands it in, unless it is under review already."""
    perms = page.specific.permissions_for_user(user)
    return bool(
        page.has_workflow
        and not page.workflow_in_progress
        and perms.can_edit()
        and not perms.page_locked()
        and (not page.live or page.has_unpublished_changes)
    )


def hand_in(page: Page, *, by: User) -> WorkflowState:
    """Start the reviews. A draft that was returned goes on where it was only if it reads as those
    read it who let it pass before; else they begin anew: each of the three sees what goes public.

    Raises ReviewRefused: not his to hand in, under review already, or something is missing.
    """
    if not may_hand_in(page, by):
        raise ReviewRefused(_("This draft cannot be handed in now. Please look again."))
    _require_complete(page)
    workflow: Workflow = page.get_workflow()
    with transaction.atomic():
        returned = page.current_workflow_state
        if returned is not None and returned.status == WorkflowState.STATUS_NEEDS_CHANGES:
            if _reads_as_passed(returned, page):
                returned.resume(user=by)
                return returned
            returned.cancel(user=by)
        state: WorkflowState = workflow.start(page.specific, by)
    return state


def _reads_as_passed(workflow: WorkflowState, page: Page) -> bool:
    """Nobody has let it pass yet, or it is, words and files, what the last of them let pass."""
    passed = TaskState.objects.filter(
        workflow_state=workflow, status=TaskState.STATUS_APPROVED
    ).order_by("-pk")
    last = passed.select_related("revision").first()
    if last is None:
        return True
    then, now = last.revision.as_object(), page.get_latest_revision_as_object()
    return extract(then) == extract(now) and references_of(then) == references_of(now)


def let_pass(state: TaskState, *, by: User, remark: str = "", at: datetime | None = None) -> None:
    """Give a review; the last one publishes, at once or at a moment.

    Raises ReviewRefused (not his to give, decided meanwhile, a moment that has passed) and, with
    the places, NotClear.
    """
    _require_reviewer(state, by)
    if at is not None and at <= clock.now():
        raise ReviewRefused(_("This moment has passed. Leave it empty to publish at once."))
    page = state.revision.as_object()
    if is_checked(page):
        require_clear(page)
    try:
        with transaction.atomic():
            _claim(state)
            if stage_of(state) == Stage.FINAL:
                set_moment(state.revision, at)
            state.task.specific.on_action(state, by, "approve", comment=remark)
            _record("draft.passed", state, by, remark)
    except PermissionDenied:
        raise _decided() from None
    except ValidationError as problem:
        raise ReviewRefused(_incomplete(page, problem)) from None


def send_back(state: TaskState, reason: str, *, by: User) -> None:
    """Return a draft to its author. Raises ReviewRefused: not his to give, without a reason,
    decided meanwhile."""
    _require_reviewer(state, by)
    if not reason.strip():
        raise ReviewRefused(_("Please say why, so that the author knows what to change."))
    try:
        with transaction.atomic():
            _claim(state)
            state.task.specific.on_action(state, by, "reject", comment=reason)
            _record("draft.returned", state, by, reason)
    except PermissionDenied:
        raise _decided() from None


def take_back(page: Page, *, by: User) -> None:
    """Let the author change a draft that is under review. Raises ReviewRefused: not his, or not
    under review."""
    workflow = page.current_workflow_state
    if workflow is None or by.pk not in (workflow.requested_by_id, page.owner_id):
        raise ReviewRefused(_("This draft is not under review, or not yours to take back."))
    try:
        with transaction.atomic():
            workflow.cancel(user=by)
            record("draft.taken_back", page, actor_id=by.pk)
    except PermissionDenied:
        raise _decided() from None


def _require_reviewer(state: TaskState, user: User) -> None:
    if state.status != TaskState.STATUS_IN_PROGRESS:
        raise _decided()
    if not may_review(user, state):
        raise ReviewRefused(
            _("This review is not yours: nobody reviews what he wrote, or the same draft twice.")
        )


def _claim(state: TaskState) -> None:
    """One of two hands wins: the row must still be in progress, and is locked from here on."""
    rows = TaskState.objects.filter(pk=state.pk, status=TaskState.STATUS_IN_PROGRESS)
    if not rows.update(status=TaskState.STATUS_IN_PROGRESS):
        raise _decided()


def _decided() -> ReviewRefused:
    return ReviewRefused(_("This review has been decided meanwhile. Please look again."))


def _require_complete(page: Page) -> None:
    try:
        page.get_latest_revision_as_object().full_clean()
    except ValidationError as problem:
        raise ReviewRefused(_incomplete(page, problem)) from None


def _incomplete(page: Page, problem: ValidationError) -> str:
    """Names the fields as the editor does."""
    wrong = list(getattr(problem, "error_dict", {}))[:NAMED]
    known = fields_for_model(page.specific_class, fields=wrong)
    fields = [str(known[name].label) if name in known else name for name in wrong]
    return _("Something is missing or not right in the draft: %(fields)s. Please fill it in.") % {
        "fields": ", ".join(fields)
    }


def _record(kind: str, state: TaskState, by: User, reason: str) -> None:
    page = state.workflow_state.content_object
    data = {"stage": stage_of(state), "revision": state.revision_id}
    record(kind, page, actor_id=by.pk, reason=reason, data=data)
