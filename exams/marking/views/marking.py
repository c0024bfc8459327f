"""The marker's desk, and deciding where two markers differ."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exams.marking import claiming, giving, overseeing, scheming
from exams.marking.choices import MARKER, OFFICER, THIRD
from exams.marking.forms import MarkForm, typed_points
from exams.marking.models import Marking, Script
from exams.marking.views.duties import REFUSED, SHUT, duty_of
from exams.views.pictures import picture_of
from portal.accounts.authority import tops
from portal.accounts.permissions import needs_login
from portal.accounts.scoping import request_scope

GONE = 404


@never_cache
@require_safe
@needs_login
def home(request: HttpRequest) -> HttpResponse:
    """What one marks."""
    scope = request_scope(request)
    if not scope.holds(MARKER, OFFICER):
        raise Http404
    duties = overseeing.duties(scope)
    lines = [(duty, *overseeing.left_for(duty)) for duty in duties]
    context: dict[str, Any] = {"lines": lines, "chief": any(duty.chief for duty in duties)}
    if tops(scope, OFFICER):
        context["exams"] = overseeing.marked_exams()
    return render(request, "marking/home.html", context)


@require_POST
@needs_login
def take_next(request: HttpRequest, exam_id: int) -> HttpResponse:
    duty = duty_of(request, exam_id)
    marking = claiming.take_next(exam_id, duty.user_id)
    if marking is None:
        messages.success(request, _("Nothing is left for you to mark now."))
        return redirect("marking")
    return redirect("marking_script", marking.pk)


def _own(request: HttpRequest, marking_id: int) -> Marking:
    """A script that one has, or has marked, while one's duty lasts. Raises Http404."""
    rows = Marking.objects.scoped(request_scope(request)).select_related(
        "script__question", "script__exam"
    )
    marking = get_object_or_404(rows, pk=marking_id)
    duty_of(request, marking.script.exam_id, chief=marking.turn == THIRD)
    return marking


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_login
def script(request: HttpRequest, marking_id: int) -> HttpResponse:
    """The answer with its marking points beside it; given once, and then the next."""
    if gone := _gone(request, marking_id):
        return _lost(request) if request.method == "POST" else _elsewhere(request, gone.exam_id)
    marking = _own(request, marking_id)
    if request.method == "POST" and "back" in request.POST:
        claiming.put_back(marking)
        return redirect("marking")
    sheet = scheming.sheet_of(marking.script)
    if marking.marked_at is not None:
        return _marked(request, marking, sheet, status=SHUT if request.method == "POST" else 200)
    form = MarkForm(request.POST or None, sheet=sheet)
    if request.method == "POST" and form.is_valid():
        try:
            giving.give(
                marking,
                form.marks(),
                form.cleaned_data["comment"],
                actor_id=request_scope(request).user_id or 0,
            )
        except giving.MarkRefused as why:
            form.refuse(why)
        except giving.NotYours:
            return _lost(request)
        else:
            return _on(request, marking)
    third = marking.turn == THIRD
    earlier = overseeing.earlier(marking.script) if third else []
    context = {
        "marking": marking,
        "sheet": sheet,
        "form": form,
        "third": third,
        "earlier": earlier,
        "beside": overseeing.side_by_side(sheet, earlier),
    }
    status = REFUSED if form.errors else 200
    return render(request, "marking/script.html", context, status=status)


def _gone(request: HttpRequest, marking_id: int) -> Script | None:
    """The answer, where another marker of the exam has it, or has marked it: what is typed comes
    too late. For who does not mark the exam there is no such page: raises Http404."""
    other = claiming.with_another(marking_id, request_scope(request).user_id or 0)
    if other is None:
        return None
    duty_of(request, other.script.exam_id, chief=other.turn == THIRD)
    return other.script


def _lost(request: HttpRequest) -> HttpResponse:
    """Nothing is given; what was typed stays readable, and nothing else is told of the answer."""
    if "back" in request.POST:
        return redirect("marking")
    context = {"typed": typed_points(request.POST), "comment": request.POST.get("comment", "")}
    return render(request, "marking/lost.html", context, status=SHUT)


def _elsewhere(request: HttpRequest, exam_id: int) -> HttpResponse:
    """The page is not there any more, which is no fault of who asks; the way to the next answer."""
    left = claiming.left(exam_id, request_scope(request).user_id or 0)
    context = {"exam_id": exam_id, "left": left}
    return render(request, "marking/elsewhere.html", context, status=GONE)


def _on(request: HttpRequest, marking: Marking) -> HttpResponse:
    """The next script at once, for who marks one after the other."""
    exam_id, user_id = marking.script.exam_id, request_scope(request).user_id or 0
    if marking.turn == THIRD:
        messages.success(request, _("Decided."))
        return redirect("marking_overview", exam_id)
    following = claiming.take_next(exam_id, user_id)
    if following is None:
        messages.success(request, _("Given. Nothing is left for you to mark now."))
        return redirect("marking")
    return redirect("marking_script", following.pk)


def _marked(
    request: HttpRequest, marking: Marking, sheet: scheming.Sheet, *, status: int
) -> HttpResponse:
    pairs = list(zip(sheet.tasks, marking.marks, strict=True))
    context = {"marking": marking, "sheet": sheet, "pairs": pairs}
    return render(request, "marking/marked.html", context, status=status)


@require_safe
@needs_login
def picture(request: HttpRequest, marking_id: int, digest: str) -> HttpResponse:
    """A picture of the question one marks."""
    marking = _own(request, marking_id)
    if digest not in scheming.pictures(marking.script):
        raise Http404
    return picture_of(digest)


@require_POST
@needs_login
def take_apart(request: HttpRequest, exam_id: int, script_id: int) -> HttpResponse:
    """The chief examiner takes an answer on which two differ."""
    duty = duty_of(request, exam_id, chief=True)
    rows = Script.objects.scoped(request_scope(request)).filter(exam_id=exam_id).distinct()
    wanted = get_object_or_404(rows, pk=script_id)
    try:
        marking = claiming.take_apart(wanted, duty.user_id)
    except claiming.Taken:
        messages.warning(
            request,
            _("Another examiner has this answer before them, or you are one of its two markers."),
        )
        return redirect("marking_overview", exam_id)
    return redirect("marking_script", marking.pk)
