"""The paper on the screen: one question at a time, saving, checking, handing in, the receipt."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exams import (
    answering,
    attempts,
    delivering,
    evidence,
    flagging,
    pausing,
    reviewing,
    stepping,
    unsealing,
)
from exams.answering import AnswerRefused, Elsewhere, HandedIn
from exams.choices import AttemptState, ExamKind
from exams.models import Attempt
from exams.passing import pass_of, plain_window
from exams.responses import MOST_LINES
from exams.views.pictures import picture_of
from portal import clock
from portal.accounts.permissions import needs_person
from portal.accounts.scoping import request_scope

EVERY = "all"  # the page asks once for all questions, to turn without a line
REFUSED, SHUT = 422, 409
AT_LENGTH = 40  # characters: a longer answer stands below its line, across the whole table
FLAGS = {"flag": True, "unflag": False}  # what the button for it sends


def own_attempt(request: HttpRequest, attempt_id: int) -> Attempt:
    """The person's own attempt; another's answers 404, also to those who may read results."""
    found = delivering.own_paper(attempt_id, request_scope(request).person_id or 0)
    if found is None:
        raise Http404
    return found


def _still_open(attempt: Attempt) -> bool:
    """False when handed in or out of time; an attempt that may be closed is closed here, without
    waiting for the worker."""
    if attempt.state != AttemptState.OPEN:
        return False
    if answering.in_time(attempt, clock.now()):
        return True
    if answering.may_close(attempt, clock.now()):
        attempts.submit(attempt.pk, actor_id=None)
    return False


def _as_it_is_now(request: HttpRequest, attempt: Attempt) -> Attempt:
    """The attempt read again when it was open, as it may just have been closed; an end stays."""
    return own_attempt(request, attempt.pk) if attempt.state == AttemptState.OPEN else attempt


def _frame(attempt: Attempt) -> dict[str, Any]:
    moment = clock.now()
    return {
        "attempt": attempt,
        "exam": attempt.exam,
        "left": delivering.seconds_left(attempt.deadline, attempt.paused_at or moment),
        "paused": attempt.paused_at is not None,
        "pause_reason": pausing.reason_of(attempt),
        "drawn_at": moment,
        "pass": pass_of(attempt.pk),
        "rescue": unsealing.public_key(),
    }


@never_cache
@require_http_methods(["GET", "POST"])
@needs_person
def paper(request: HttpRequest, attempt_id: int) -> HttpResponse:
    attempt = own_attempt(request, attempt_id)
    if request.method == "POST":
        return _save_form(request, attempt)
    if not _still_open(attempt):
        return redirect("receipt", attempt.pk)
    if attempt.paused_at is not None:
        return _covered(request, attempt)
    if request.GET.get("q") == EVERY:
        context = {"attempt": attempt, "screens": delivering.screens(attempt)}
        return render(request, "exams/sheets.html", context)
    return _question(request, attempt, place_of(request.GET.get("q", "1")))


def _covered(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """While the clock stands nobody reads on, with scripts or without."""
    context = {**_frame(attempt), "place": place_of(request.GET.get("q", "1"))}
    return render(request, "exams/paused.html", context)


@require_safe
@needs_person
def picture(request: HttpRequest, attempt_id: int, position: int, digest: str) -> HttpResponse:
    """A picture of a question of one's own paper: while it is written, and of one's mistakes in
    a released quiz."""
    attempt = own_attempt(request, attempt_id)
    if _still_open(attempt):
        shown = delivering.pictures(attempt, position)
    else:
        found = getattr(attempt, "result", None)
        shown = reviewing.pictures(found, position) if found else frozenset()
    if digest not in shown:
        raise Http404
    return picture_of(digest)


def place_of(text: str) -> int:
    """A place on the paper as typed into an address; 1 for anything that is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1  # noqa: PLR2004


def _question(
    request: HttpRequest,
    attempt: Attempt,
    place: int,
    *,
    typed: list[str] | None = None,
    trouble: str = "",
    elsewhere: bool = False,
) -> HttpResponse:
    screen = delivering.screen(attempt, place, typed)
    if screen is None:
        return redirect(f"{reverse('paper', args=[attempt.pk])}?q=1")
    context = {
        **_frame(attempt),
        "screen": screen,
        "trouble": trouble,
        "elsewhere": elsewhere,
    }
    status = SHUT if elsewhere else REFUSED if trouble else 200
    return render(request, "exams/paper.html", context, status=status)


def _save_form(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Save what the form holds, then turn to where the pressed button leads."""
    received_at = clock.now()
    place = place_of(request.POST.get("question", ""))
    typed, go = _typed(request), request.POST.get("go", "")
    try:
        saved = answering.save(
            attempt.pk,
            question=place,
            sequence=None,
            value=typed,
            received_at=received_at,
            window=answering.Window(plain_window(request)),
        )
        if go in FLAGS:
            flagging.flag(attempt.pk, place, flagged=FLAGS[go])
    except AnswerRefused as refused:
        return _question(request, attempt, place, typed=typed, trouble=str(refused))
    except Elsewhere:
        return _question(request, attempt, place, typed=typed, elsewhere=True)
    except HandedIn as shut:
        return render(request, "exams/handed_in.html", {"attempt": shut.attempt}, status=SHUT)
    if saved.stored == "late":
        _still_open(attempt)
        return redirect("receipt", attempt.pk)
    return _turn(attempt, "" if go in FLAGS else go, place)


def _typed(request: HttpRequest) -> list[str]:
    """What the form holds; the letters chosen in a question on a case stand where its line
    does."""
    sent = request.POST.getlist("value")[:MOST_LINES]
    return ["".join(request.POST.getlist(f"line-{n}")) or text for n, text in enumerate(sent)]


def _turn(attempt: Attempt, go: str, place: int) -> HttpResponse:
    if go == "review":
        return redirect("review", attempt.pk)
    target = {"next": place + 1, "previous": place - 1}.get(go, place_of(go) if go else place)
    return redirect(f"{reverse('paper', args=[attempt.pk])}?q={target}")


@never_cache
@require_safe
@needs_person
def review(request: HttpRequest, attempt_id: int) -> HttpResponse:
    attempt = own_attempt(request, attempt_id)
    if not _still_open(attempt):
        return redirect("receipt", attempt.pk)
    context = {**_frame(attempt), "card": delivering.card(attempt)}
    return render(request, "exams/review.html", context)


@require_POST
@needs_person
def submit(request: HttpRequest, attempt_id: int) -> HttpResponse:
    attempt = own_attempt(request, attempt_id)
    scope = request_scope(request)
    attempts.submit(attempt.pk, actor_id=scope.user_id, received_at=clock.now())
    return redirect("receipt", attempt.pk)


@never_cache
@require_safe
@needs_person
def receipt(request: HttpRequest, attempt_id: int) -> HttpResponse:
    attempt = own_attempt(request, attempt_id)
    if _still_open(attempt):
        return redirect("paper", attempt.pk)
    attempt = _as_it_is_now(request, attempt)
    if attempt.state == AttemptState.OPEN:
        return render(request, "exams/closing.html", {"attempt": attempt, "exam": attempt.exam})
    result = getattr(attempt, "result", None)
    context = {
        "attempt": attempt,
        "exam": attempt.exam,
        "received": evidence.received(attempt),
        "closed": attempt.state == AttemptState.CLOSED,
        "result": result,
        "released": bool(result and reviewing.may_see(result)),
        # For what still waits on the device.
        "pass": pass_of(attempt.pk),
        "rescue": unsealing.public_key(),
    }
    return render(request, "exams/receipt.html", context)


@never_cache
@require_safe
@needs_person
def record(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """Every answer of one's own that reached the server, with its time and what became of it;
    neither questions nor keys."""
    attempt = own_attempt(request, attempt_id)
    if attempt.state == AttemptState.OPEN:
        return redirect("paper", attempt.pk)
    answers = evidence.said(attempt)
    context = {
        "attempt": attempt,
        "exam": attempt.exam,
        "answers": answers,
        "at_length": AT_LENGTH,
        "totals": evidence.totals(answers),
        "after": stepping.of_result(attempt.result) if hasattr(attempt, "result") else [],
        "credits": attempt.credits.order_by("at"),
        "pauses": attempt.pauses.order_by("began_at"),
    }
    return render(request, "exams/record.html", context)


@never_cache
@require_safe
@needs_person
def result(request: HttpRequest, attempt_id: int) -> HttpResponse:
    attempt = own_attempt(request, attempt_id)
    if _still_open(attempt):
        return redirect("paper", attempt.pk)
    attempt = _as_it_is_now(request, attempt)
    found = getattr(attempt, "result", None)
    if found is None or not reviewing.may_see(found):
        return redirect("receipt", attempt.pk)
    context = {
        "attempt": attempt,
        "exam": attempt.exam,
        "result": found,
        "quiz": attempt.exam.kind == ExamKind.QUIZ,
        "subjects": reviewing.by_subject(found),
        "mistakes": reviewing.mistakes(found),
        "ways": reviewing.ways(found),
    }
    return render(request, "exams/result.html", context)
