"""Answers and flags that the page sends itself, by the short way; going on in another window."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from exams import answering, delivering, flagging, passing
from exams.answering import AnswerRefused, Elsewhere, HandedIn, Saved, Sent
from exams.forms import Malformed, read_answers, read_flag, read_window
from exams.models import Attempt
from exams.storing import Door
from exams.views.paper import own_attempt, place_of
from portal import clock
from portal.accounts.permissions import needs_person
from portal.accounts.scoping import request_scope

SHOWN = "X-Exam-Pass"
CLOCK = "H:i:s"
UNREADABLE, UNKNOWN, SHUT, REFUSED = 400, 404, 409, 422


@csrf_exempt
@require_POST
def save(request: HttpRequest, attempt_id: str) -> JsonResponse:
    """Answers sent by the page itself, in words it can show as they are. What shows the pass of
    the paper may write it (CSRF protects sessions; none is asked here)."""
    received_at = clock.now()
    if not passing.opens(int(attempt_id), request.headers.get(SHOWN, "")):
        return _without_pass()
    try:
        window, sent = read_answers(request)
    except Malformed:
        text = _("This answer could not be read. Please reload the page; your answer is kept here.")
        return JsonResponse({"text": text}, status=UNREADABLE)
    try:
        kept = answering.save_all(int(attempt_id), sent, received_at=received_at, window=window)
    except HandedIn as shut:
        return JsonResponse(_handed_in(shut.attempt), status=SHUT)
    except Elsewhere:
        text = _("This paper is being answered in another window.")
        return JsonResponse({"elsewhere": True, "text": text}, status=SHUT)
    answers = [_told(one, came) for one, came in zip(sent, kept.answers, strict=True)]
    refused = any(one["stored"] == "refused" for one in answers)
    told = {"answers": answers, **_clock(kept.door)}
    return JsonResponse(told, status=REFUSED if refused else 200)


def _clock(door: Door | None) -> dict[str, Any]:
    """What the page shows of the time; nothing is left of a paper that is closed."""
    if door is None:
        return {"left": 0, "paused": False}
    left = delivering.seconds_left(door.deadline, door.paused_at or clock.now())
    return {"left": left, "paused": door.paused_at is not None}


def _without_pass() -> JsonResponse:
    text = _("Not saved: please reload the page. Your answers are kept on this device.")
    return JsonResponse({"text": text}, status=UNKNOWN)


@csrf_exempt
@require_POST
def flag(request: HttpRequest, attempt_id: str) -> JsonResponse:
    """A flag set or taken away by the page itself, whichever window it is."""
    if not passing.opens(int(attempt_id), request.headers.get(SHOWN, "")):
        return _without_pass()
    try:
        question, flagged = read_flag(request)
    except Malformed:
        text = _("This flag could not be read. Please reload the page.")
        return JsonResponse({"text": text}, status=UNREADABLE)
    try:
        flagging.flag(int(attempt_id), question, flagged=flagged)
    except HandedIn as shut:
        return JsonResponse(_handed_in(shut.attempt), status=SHUT)
    except flagging.NoSuchQuestion:
        return JsonResponse({"text": _("This question is not on your paper.")}, status=REFUSED)
    return JsonResponse({"question": question, "flagged": flagged})


def _told(sent: Sent, came: Saved | AnswerRefused) -> dict[str, Any]:
    if isinstance(came, AnswerRefused):
        return {"question": sent.question, "stored": "refused", "text": str(came)}
    at = time_format(localtime(came.saved_at), CLOCK) if came.saved_at else ""
    text = {
        "saved": _("Saved %(time)s") % {"time": at},
        "newer": _("A newer answer was saved %(time)s") % {"time": at},
        "late": _("Time is up. This answer came too late; it is kept but does not count."),
    }[came.stored]
    return {
        "question": sent.question,
        "stored": came.stored,
        "sequence": came.sequence,
        "value": came.value,
        "text": text,
    }


def _handed_in(attempt: Attempt) -> dict[str, Any]:
    if attempt.receipt is None:
        return {"text": _("Time was up long ago. This answer is not kept.")}
    at = time_format(localtime(attempt.submitted_at), "H:i") if attempt.submitted_at else ""
    text = _("The paper was handed in at %(time)s, receipt %(receipt)s.")
    return {
        "text": text % {"time": at, "receipt": attempt.receipt},
        "receipt": attempt.receipt,
        "url": reverse("receipt", args=[attempt.pk]),
    }


@require_POST
@needs_person
def here(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """Go on in this window; the other one is told so at its next answer."""
    attempt = own_attempt(request, attempt_id)
    window = read_window(request.POST.get("window", "")) or passing.plain_window(request)
    answering.take_over(attempt.pk, window, actor_id=request_scope(request).user_id)
    # A browser that keeps nothing finds its window's name behind the "#".
    where = f"{reverse('paper', args=[attempt.pk])}?q={place_of(request.POST.get('q', '1'))}"
    return redirect(f"{where}#{window}")
