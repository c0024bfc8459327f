"""Whether somebody marks an exam, for the pages of marking."""

from django.http import Http404, HttpRequest

from exams.marking import claiming
from exams.marking.models import Marker
from portal.accounts.scoping import request_scope

REFUSED, SHUT = 422, 409


def duty_of(request: HttpRequest, exam_id: int, *, chief: bool = False) -> Marker:
    """One's duty at an exam; for all others there is no such page. Raises Http404."""
    duty = claiming.duty(exam_id, request_scope(request).user_id or 0)
    if duty is None or (chief and not duty.chief):
        raise Http404
    return duty
