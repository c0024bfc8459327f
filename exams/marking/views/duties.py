"""Whether somebody marks an exam, for the pages of marking."""

from django.http import Http404, HttpRequest

from exams.marking import claiming
from exams.marking.choices import MARKER
from exams.marking.models import Marker
from portal.accounts.scoping import request_scope

REFUSED, SHUT = 422, 409


def duty_or_none(request: HttpRequest, exam_id: int) -> Marker | None:
    """One's duty at an exam, as long as one holds the role of a marker."""
    scope = request_scope(request)
    return claiming.duty(exam_id, scope.user_id or 0) if scope.holds(MARKER) else None


def duty_of(request: HttpRequest, exam_id: int, *, chief: bool = False) -> Marker:
    """One's duty at an exam; for all others there is no such page. Raises Http404."""
    duty = duty_or_none(request, exam_id)
    if duty is None or (chief and not duty.chief):
        raise Http404
    return duty
