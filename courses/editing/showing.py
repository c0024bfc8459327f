"""Drafts as the desk shows them: where each is, until when, what was said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Page, TaskState, WorkflowState

from courses.editing.choices import Stage
from courses.editing.deadlines import due_on, due_on_each
from courses.editing.duties import stage_of, waiting_for
from courses.models import CommentaryPage, LessonPage, ModulePage
from portal import clock

KINDS = (LessonPage, CommentaryPage, ModulePage)


@dataclass(frozen=True)
class Where:
    """Where a draft is: words, tone and icon of the badge, and until when its review is due."""

    label: str
    tone: str
    icon: str
    due: date | None = None
    late: bool = False
    returned: bool = False


@dataclass(frozen=True)
class Line:
    page: Page
    title: str
    where: Where


@dataclass(frozen=True)
class Step:
    """A review in the history of a draft."""

    stage: str
    state: TaskState
    word: str
    due: date | None


def drafts_of(user_id: int) -> Any:
    """What somebody wrote and is not, or not in this form, public; the latest in front."""
    unfinished = Q(live=False) | Q(has_unpublished_changes=True)
    rows = Page.objects.type(KINDS).filter(unfinished, owner_id=user_id)
    return rows.order_by("-latest_revision_created_at", "-pk")


def lines(pages: Iterable[Page]) -> list[Line]:
    return [Line(page, page.draft_title, where_is(page)) for page in pages]


def waiting_lines(user: Any) -> list[Line]:
    """What waits for a login's review, the longest waiting in front."""
    states = waiting_for(user)
    dues = due_on_each(states)
    found = ((state.workflow_state.content_object, state) for state in states)
    return [
        Line(page, page.draft_title, _under_review(state, dues[state.pk])) for page, state in found
    ]


def where_is(page: Page) -> Where:
    workflow = page.current_workflow_state
    if workflow is not None and workflow.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return Where(pgettext("draft", "Returned"), "warn", "retry", returned=True)
    if workflow is not None and workflow.current_task_state is not None:
        state = workflow.current_task_state
        return _under_review(state, due_on(state))
    if page.revisions.filter(approved_go_live_at__isnull=False).exists():
        return Where(pgettext("draft", "Waits for its moment"), "soft", "clock")
    if page.live and not page.has_unpublished_changes:
        return Where(pgettext("draft", "Public"), "ok", "check")
    return Where(pgettext("draft", "Not handed in"), "rest", "pencil")


def _under_review(state: TaskState, due: date | None) -> Where:
    late = due is not None and due < clock.today()
    stage = stage_of(state)
    label: Any = Stage(stage).label if stage else state.task.name
    return Where(str(label), "warn" if late else "soft", "clock", due, late)


def steps(page: Page) -> list[Step]:
    """The reviews of the draft's present or latest round, the earliest in front."""
    workflow = page.current_workflow_state or page.workflow_states.order_by("-created_at").first()
    if workflow is None:
        return []
    rows = workflow.task_states.select_related("task", "finished_by").order_by("started_at", "pk")
    return [_step(state) for state in rows]


def returned(page: Page) -> TaskState | None:
    """The review that sent the draft back to its author, as long as it lies there."""
    workflow = page.current_workflow_state
    if workflow is None or workflow.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return None
    state: TaskState | None = workflow.current_task_state
    return state


def _step(state: TaskState) -> Step:
    words = {
        TaskState.STATUS_IN_PROGRESS: pgettext("review", "waits"),
        TaskState.STATUS_APPROVED: pgettext("review", "passed"),
        TaskState.STATUS_REJECTED: pgettext("review", "returned"),
        TaskState.STATUS_CANCELLED: pgettext("review", "taken back"),
        TaskState.STATUS_SKIPPED: pgettext("review", "skipped"),
    }
    stage = stage_of(state)
    label: Any = Stage(stage).label if stage else state.task.name
    open_now = state.status == TaskState.STATUS_IN_PROGRESS
    return Step(str(label), state, words[state.status], due_on(state) if open_now else None)


def changes_url(page: Page) -> str:
    """Wagtail's comparison: of what is public, else of the draft as first returned, else of its
    beginning, with the draft as it is now."""
    returned = TaskState.objects.filter(
        workflow_state__in=page.workflow_states.all(), status=TaskState.STATUS_REJECTED
    )
    revision = page.live_revision_id if page.live else None
    revision = revision or returned.order_by("-pk").values_list("revision_id", flat=True).first()
    since = str(revision) if revision else "earliest"
    return reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, since, "latest"])


def kind_of(page: Page) -> str:
    return str(page.specific_class._meta.verbose_name or _("page"))  # noqa: SLF001
