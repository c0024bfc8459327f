"""What the page of a paper asks each 20 s, and what it tells of having been left; by the short
way."""

from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from exams import delivering, passing, presence, storing
from exams.choices import AttemptState
from exams.forms import Malformed, read_leavings
from exams.views.saving import SHOWN, SHUT, UNKNOWN, UNREADABLE
from portal import clock


@require_safe
def clock_of(request: HttpRequest, attempt_id: str) -> JsonResponse:
    """How much time is left, whether the clock stands and why, whether the paper has ended; and
    with that its page was here. One statement."""
    number = int(attempt_id)
    if not passing.opens(number, request.headers.get(SHOWN, "")):
        return JsonResponse({}, status=UNKNOWN)
    hands = storing.read_clock(number)
    moment = clock.now()
    if hands is None or hands.state != AttemptState.OPEN:
        return JsonResponse({"url": reverse("receipt", args=[number])}, status=SHUT)
    presence.here(number)
    left = delivering.seconds_left(hands.deadline, hands.paused_at or moment)
    ends = time_format(localtime(hands.deadline), "H:i")
    return JsonResponse(
        {
            "left": left,
            "ends": _("ends at %(time)s") % {"time": ends},
            "paused": hands.paused_at is not None,
            "reason": hands.reason,
            "writer": hands.writer,
            "now": moment.isoformat(),
        }
    )


@csrf_exempt
@require_POST
def left(request: HttpRequest, attempt_id: str) -> JsonResponse:
    """The page was left, or come back to. It is recorded and has no consequence by itself."""
    if not passing.opens(int(attempt_id), request.headers.get(SHOWN, "")):
        return JsonResponse({}, status=UNKNOWN)
    try:
        told = read_leavings(request)
    except Malformed:
        return JsonResponse({}, status=UNREADABLE)
    return JsonResponse({}, status=200 if presence.leave(int(attempt_id), told) else SHUT)
