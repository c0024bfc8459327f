"""Rescue files of candidates, taken in by the exam office: bring, look, affirm with a reason."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from exams import delivering, rescuing, unsealing
from exams.choices import OFFICER, AttemptState, Became
from exams.models import Attempt, RescueFile
from exams.rescue_forms import BringRescueForm, TakeRescueForm
from exams.sittings import permitting
from exams.unsealing import NoRescueFile, Rescued
from portal import clock
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope

LATEST = 20
REFUSED = 422


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(OFFICER)
def rescue(request: HttpRequest) -> HttpResponse:
    """Bring a file; it is shown before anything is done."""
    form = BringRescueForm()
    if request.method == "POST":
        form = BringRescueForm(request.POST, request.FILES)
        try:
            if "whole" in request.POST:
                return _take(request)
            if form.is_valid():
                return _bring(request, form)
        except NoRescueFile as refused:
            form.errors.clear()
            form.add_error(None, str(refused))
    latest = _files(request).order_by("-pk")[:LATEST]
    context = {"form": form, "latest": list(latest)}
    status = REFUSED if form.errors else 200
    return render(request, "exams/rescue/bring.html", context, status=status)


def _take(request: HttpRequest) -> HttpResponse:
    """What was looked at comes in, as it is now. Raises NoRescueFile."""
    form = TakeRescueForm(request.POST)
    rescued, attempt = _opened(request, form.data["whole"])
    if not form.is_valid():
        return _look(request, rescued, attempt, form)
    reason, actor_id = form.cleaned_data["reason"], request_scope(request).user_id
    try:
        kept = rescuing.take_in(rescued, reason=reason, actor_id=actor_id)
    except rescuing.AlreadyIn as known:
        kept = known.kept
        messages.info(request, _("This file was taken in before. Nothing was changed."))
    else:
        messages.success(request, _("The file is taken in."))
    return redirect("rescue_file", kept.pk)


def _bring(request: HttpRequest, form: BringRescueForm) -> HttpResponse:
    """Raises NoRescueFile."""
    text = form.cleaned_data["whole"]
    rescued, attempt = _opened(request, text)
    return _look(request, rescued, attempt, TakeRescueForm(initial={"whole": text}))


@never_cache
@require_safe
@needs_role(OFFICER)
def rescue_file(request: HttpRequest, file_id: int) -> HttpResponse:
    """A file that was taken in: what it held, and what became of each answer."""
    found = _files(request).filter(pk=file_id).first()
    if found is None:
        raise Http404
    rows = [
        {
            **row,
            "word": Became(row["became"]).label,
            "moment": parse_datetime(row["at"]),
            "device": unsealing.moment_of(row["device_at"]),
        }
        for row in sorted(found.answers, key=lambda one: (one["question"], -one["sequence"]))
    ]
    context = {"file": found, "attempt": found.attempt, "rows": rows}
    return render(request, "exams/rescue/file.html", context)


def _files(request: HttpRequest) -> QuerySet[RescueFile]:
    """Of the people at or below the places where one is exam officer."""
    scope = request_scope(request)
    below = scope.below("attempt__person__organisation__path", OFFICER)
    rows = RescueFile.objects.scoped(scope).filter(below)
    return rows.select_related("attempt__exam", "attempt__person__organisation", "taken_by")


def _opened(request: HttpRequest, text: str) -> tuple[Rescued, Attempt]:
    """The file and its paper. Raises NoRescueFile."""
    rescued = rescuing.opened(text)
    scope = request_scope(request)
    rows = Attempt.objects.scoped(scope).filter(
        scope.below("person__organisation__path", OFFICER), pk=rescued.attempt_id
    )
    attempt = rows.select_related("exam", "person__organisation").first()
    if attempt is None:
        raise NoRescueFile(
            _(
                "This file belongs to a paper of another place. Please hand it to the exam officer"
                " of the candidate's place, or of the city."
            )
        )
    if permitting.is_own(attempt.person, scope.user_id):
        raise NoRescueFile(permitting.own_words())
    return rescued, attempt


def _look(
    request: HttpRequest, rescued: Rescued, attempt: Attempt, form: TakeRescueForm
) -> HttpResponse:
    lines = sorted(
        rescuing.look(rescued), key=lambda line: (line.held.question, -line.held.sequence)
    )
    context: dict[str, Any] = {
        "form": form,
        "attempt": attempt,
        "rescued": rescued,
        "lines": lines,
        "is_open": attempt.state == AttemptState.OPEN,
        "left": delivering.seconds_left(attempt.deadline, attempt.paused_at or clock.now()),
        "counts": sum(line.became == Became.COUNTED for line in lines),
        "known": rescuing.taken(rescued.digest),
    }
    status = REFUSED if form.errors else 200
    return render(request, "exams/rescue/look.html", context, status=status)
