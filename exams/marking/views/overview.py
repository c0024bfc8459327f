"""How far the marking of an exam is, for the chief examiner and the exam office; who marks it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from exams.marking import appointing, overseeing, sampling, sufficing
from exams.marking.choices import OFFICER
from exams.marking.forms import DismissForm, NameForm
from exams.marking.forms_of_samples import DrawForm
from exams.marking.views.duties import duty_or_none
from exams.models import Exam
from portal.accounts.authority import tops
from portal.accounts.permissions import needs_login, needs_top
from portal.accounts.scoping import request_scope


@never_cache
@require_safe
@needs_login
def overview(request: HttpRequest, exam_id: int) -> HttpResponse:
    exam = get_object_or_404(Exam, pk=exam_id)
    return overview_page(request, exam)


def overview_page(request: HttpRequest, exam: Exam, **forms: Any) -> HttpResponse:
    """With the forms that were sent and are not right yet. Raises Http404 for all but the exam's
    chief examiners and the city's exam officers."""
    duty = duty_or_none(request, exam.pk)
    chief = bool(duty and duty.chief)
    officer = bool(tops(request_scope(request), OFFICER))
    if not chief and not officer:
        raise Http404
    user_id = request_scope(request).user_id or 0
    context = {
        "exam": exam,
        "questions": overseeing.by_question(exam.pk),
        "markers": overseeing.by_marker(exam.pk),
        "apart": overseeing.apart(exam.pk, user_id) if chief else [],
        "samples": sampling.standing(exam.pk),
        "differing": overseeing.differing(exam.pk, user_id) if chief else [],
        "shortage": sufficing.shortage(exam.pk),
        "draw": DrawForm(),
        "chief": chief,
        "officer": officer,
        "form": NameForm(),
    }
    return render(request, "marking/overview.html", context | forms)


@require_POST
@needs_top(OFFICER)
def name(request: HttpRequest, exam_id: int) -> HttpResponse:
    exam = get_object_or_404(Exam, pk=exam_id)
    form = NameForm(request.POST)
    if form.is_valid():
        user, actor_id = form.cleaned_data["user"], request_scope(request).user_id
        chief = form.cleaned_data["chief"]
        if appointing.appoint(exam, user.pk, chief=chief, actor_id=actor_id):
            words = _("%(name)s marks this exam.") % {"name": user.get_full_name()}
            messages.success(request, words)
        else:
            messages.info(request, _("That was so already."))
    else:
        messages.warning(request, _("Please choose who marks."))
    return redirect("marking_overview", exam_id)


@require_POST
@needs_top(OFFICER)
def dismiss(request: HttpRequest, exam_id: int, user_id: int) -> HttpResponse:
    exam = get_object_or_404(Exam, pk=exam_id)
    form = DismissForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Please say why."))
        return redirect("marking_overview", exam_id)
    reason, actor_id = form.cleaned_data["reason"], request_scope(request).user_id
    if appointing.dismiss(exam, user_id, reason=reason, actor_id=actor_id):
        messages.success(request, _("The duty is ended; what was given stands."))
    return redirect("marking_overview", exam_id)
