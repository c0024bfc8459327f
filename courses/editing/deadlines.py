"""Until when a review is due: working days by the stage's rule, from the day it began."""

from collections.abc import Iterable
from datetime import date

from wagtail.models import TaskState

from courses.editing.choices import Stage
from courses.editing.duties import stage_of
from portal import clock
from portal.clock import CITY_ZONE
from portal.policy.rules import rule
from portal.policy.workdays import add_working_days


def due_on(state: TaskState) -> date | None:
    """The last day of the term; None for a task that is no review of ours."""
    return _last_day(stage_of(state), _began(state))


def due_on_each(states: Iterable[TaskState]) -> dict[int, date | None]:
    """The last days of many by their ids; each stage and first day is looked up once."""
    begun = {state.pk: (stage_of(state), _began(state)) for state in states}
    last = {term: _last_day(*term) for term in set(begun.values())}
    return {pk: last[term] for pk, term in begun.items()}


def _began(state: TaskState) -> date:
    day: date = state.started_at.astimezone(CITY_ZONE).date()
    return day


def _last_day(stage: str, began: date) -> date | None:
    days = _working_days(stage, began)
    return add_working_days(began, days) if days else None


def is_late(state: TaskState) -> bool:
    due = due_on(state)
    return due is not None and due < clock.today()


def _working_days(stage: str, on: date) -> int:
    if stage == Stage.FIRST:
        return rule("review.first_days", on=on).number
    if stage == Stage.SECOND:
        return rule("review.second_days", on=on).number
    if stage == Stage.FINAL:
        return rule("review.final_days", on=on).number
    return 0
