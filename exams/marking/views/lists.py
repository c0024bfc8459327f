"""Lists of results as Excel file and PDF, for the exam office."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from exams import copies, on_request
from exams.choices import ExamKind
from exams.marking import listing
from exams.marking.choices import OFFICER, Which
from exams.marking.forms import WhyForm
from exams.models import Exam
from exams.views.copying import LATER, REFRESH
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.numbered import one_id

REFUSED = 422
TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(OFFICER)
def pass_list(request: HttpRequest, exam_id: int) -> HttpResponse:
    """Of the people at or below the places where one is exam officer."""
    get_object_or_404(Exam, pk=exam_id, kind=ExamKind.QUALIFYING)
    typed = request.POST if request.method == "POST" else request.GET
    asked = _asked(request, exam_id, typed)
    told = listing.pass_list(asked)
    wanted = listing.wanted(asked, told, request_scope(request).user_id or 0)
    form = _form(request, asked)
    if request.method == "POST" and told.lines and (not form.is_bound or form.is_valid()):
        if "take" not in request.POST:
            request.session[_typed(asked)] = form.cleaned_data["reason"] if form.is_bound else ""
            copies.ask(wanted)
            return redirect(_address(asked))
        content = _content(typed["take"], told, wanted)
        if content is not None:
            listing.hand_out(
                typed["take"],
                content,
                asked,
                told,
                actor_id=request_scope(request).user_id or 0,
                reason=form.cleaned_data["reason"],
            )
            request.session.pop(_typed(asked), None)
            return _file(typed["take"], content, asked)
    held = copies.stand(wanted)
    context = {"asked": asked, "told": told, "lists": Which, "held": held, "form": form}
    status = REFUSED if form.errors else 200
    answer = render(request, "marking/list.html", context, status=status)
    if held.state == on_request.PREPARING:
        answer.headers["Refresh"] = LATER if held.again else REFRESH
    return answer


def _form(request: HttpRequest, asked: listing.Asked) -> WhyForm:
    """Taking needs a reason. Whoever has typed one and only has the PDF made finds it again when it
    is ready."""
    typed = WhyForm(request.POST)
    if "take" in request.POST or typed["reason"].data:
        return typed
    return WhyForm(initial={"reason": request.session.get(_typed(asked), "")})


def _typed(asked: listing.Asked) -> str:
    """Where a session keeps the reason that was typed for this list."""
    return f"list_reason:{asked.exam}:{asked.which}"


def _asked(request: HttpRequest, exam_id: int, typed: Any) -> listing.Asked:
    which, sitting = typed.get("which", str(Which.OFFICE)), typed.get("sitting", "")
    if which not in Which.values or (sitting and one_id(sitting) is None):
        raise Http404
    if typed.get("take", "pdf") not in TYPES:
        raise Http404
    places = request_scope(request).paths(OFFICER)
    return listing.Asked(Which(which), exam_id, one_id(sitting), places)


def _address(asked: listing.Asked) -> str:
    sitting = "" if asked.sitting is None else f"&sitting={asked.sitting}"
    return f"{reverse('pass_list', args=[asked.exam])}?which={asked.which}{sitting}"


def _content(form: str, told: listing.PassList, wanted: copies.Wanted) -> bytes | None:
    """None where the PDF is not there (any more): the page says so."""
    if form == "xlsx":
        return listing.workbook(told)
    found = copies.take(wanted)
    return found[1] if found else None


def _file(form: str, content: bytes, asked: listing.Asked) -> HttpResponse:
    answer = HttpResponse(content, content_type=TYPES[form])
    name = f"results-{asked.which}-{asked.exam}-{asked.sitting or 'all'}.{form}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
