"""Reminding reviewers, once for each review that is overdue."""

from wagtail.models import TaskState

from courses.editing.deadlines import is_late
from courses.editing.models import ReviewTask
from courses.editing.telling import OVERDUE, tell_reviewers


def remind_overdue() -> int:
    """Inside the caller's transaction; how many reviews are overdue."""
    states = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS, task__in=ReviewTask.objects.all()
    )
    late = [state for state in states.select_related("task", "workflow_state") if is_late(state)]
    for state in late:
        tell_reviewers(state, OVERDUE)
    return len(late)
