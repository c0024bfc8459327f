"""Objections: the candidate's page, and the desk of those who answer them."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from exams.choices import RELEASED
from exams.marking import claiming, deciding, objecting, telling
from exams.marking.choices import MARKER, OFFICER, ObjectionState
from exams.marking.deciding import DecisionRefused, Moved
from exams.marking.forms_of_objections import (
    ApproveForm,
    ObjectForm,
    ProposeForm,
    RejectForm,
    SendBackForm,
)
from exams.marking.models import Objection
from exams.models import Result
from portal.accounts.permissions import needs_login, needs_person
from portal.accounts.scoping import request_scope

REFUSED, SHUT, ROWS = 422, 409, 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_person
def own(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """One's own released result, question by question, and the way to object to it."""
    person_id = request_scope(request).person_id or 0
    rows = Result.objects.scoped(request_scope(request)).filter(
        attempt__person_id=person_id, state__in=RELEASED
    )
    result = get_object_or_404(
        rows.select_related("attempt__exam", "attempt__person__organisation"), pk=attempt_id
    )
    way = objecting.way(result)
    form = ObjectForm(request.POST or None, questions=telling.places(result))
    trouble = ""
    if request.method == "POST" and form.is_valid():
        try:
            objecting.object_to(
                result,
                form.cleaned_data["reason"],
                position=form.cleaned_data["question"],
                actor_id=request_scope(request).user_id,
            )
        except objecting.ObjectionRefused as why:
            trouble = str(why)
        else:
            messages.success(request, _("Your objection has arrived. You get a message."))
            return redirect("objection", attempt_id)
    lines, wrote = telling.lines(result), telling.answers(result)
    context = {
        "result": result,
        "attempt": result.attempt,
        "way": way,
        "form": form,
        "trouble": trouble,
        "lines": [(line, wrote.get(line.position, "")) for line in lines],
        "by_people": any(line.given for line in lines),
        "objections": telling.objections(result),
    }
    status = SHUT if trouble else REFUSED if form.errors else 200
    return render(request, "marking/objection.html", context, status=status)


def _desk(request: HttpRequest) -> Any:
    """The objections that one may see: of the people at one's places, or of one's exams."""
    scope = request_scope(request)
    chief = scope.holds(MARKER) and claiming.is_chief(scope.user_id or 0)
    if not scope.holds(OFFICER) and not chief:
        raise Http404
    rows = Objection.objects.scoped(scope).exclude(
        result__attempt__person__user_id=scope.user_id or 0
    )
    return rows.select_related(
        "result__attempt__exam", "result__attempt__person__organisation", "question"
    ).distinct()


@never_cache
@require_safe
@needs_login
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, oldest first; then what was answered."""
    rows = _desk(request)
    waiting = rows.filter(ended_at__isnull=True).order_by("made_at")
    ended = rows.filter(ended_at__isnull=False).order_by("-ended_at")
    page = Paginator(ended, ROWS).get_page(request.GET.get("page"))
    context = {"waiting": list(waiting), "page": page}
    return render(request, "marking/objections.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_login
def one(request: HttpRequest, objection_id: int) -> HttpResponse:
    """One objection with what it is about; answered here."""
    objection = get_object_or_404(_desk(request), pk=objection_id)
    user_id = request_scope(request).user_id or 0
    act = request.POST.get("act", "")
    forms = _forms(objection, request.POST if request.method == "POST" else None, act)
    trouble, status = "", 200
    if request.method == "POST":
        try:
            told = _act(objection, act, forms, user_id)
        except DecisionRefused as why:
            trouble, status = str(why), SHUT if isinstance(why, Moved) else REFUSED
        else:
            status = REFUSED
            if told:
                messages.success(request, told)
                return redirect("objection_desk_one", objection.pk)
    context = {
        "objection": objection,
        "result": objection.result,
        "lines": telling.lines(objection.result),
        "sheets": telling.sheets(objection),
        "why_not": deciding.may_decide(objection, user_id),
        "proposed": telling.proposed(objection) if _open_proposal(objection) else None,
        "own_proposal": objection.decided_by_id == user_id,
        "trouble": trouble,
        **forms,
    }
    return render(request, "marking/answer.html", context, status=status)


def _open_proposal(objection: Objection) -> bool:
    return objection.state == ObjectionState.PROPOSED


def _forms(objection: Objection, data: Any, act: str) -> dict[str, Any]:
    """Only the one that was sent is read."""
    return {
        "reject": RejectForm(data if act == "reject" else None, prefix="reject"),
        "propose": ProposeForm(
            data if act == "propose" else None,
            prefix="propose",
            questions=telling.places(objection.result),
            position=objection.question.position if objection.question else None,
        ),
        "approve": ApproveForm(data if act == "approve" else None, prefix="approve"),
        "back": SendBackForm(data if act == "back" else None, prefix="back"),
    }


def _act(objection: Objection, act: str, forms: dict[str, Any], user_id: int) -> str:
    """What was done, in words; "" when its form is not right yet. Raises DecisionRefused."""
    form = forms.get(act)
    if form is None or not form.is_valid():
        return ""
    typed = form.cleaned_data
    if act == "approve":
        deciding.approve(objection, typed["seen"], actor_id=user_id)
        return str(_("Approved: the result is changed."))
    if act == "reject":
        deciding.reject(objection, typed["answer"], actor_id=user_id)
        return str(_("Answered: the marks stand."))
    if act == "propose":
        marks = [(typed["question"], typed["points"])]
        deciding.propose(objection, marks, typed["answer"], actor_id=user_id)
        return str(_("Proposed. A second person approves."))
    deciding.send_back(objection, typed["why"], actor_id=user_id)
    return str(_("Sent back: it is open again."))
