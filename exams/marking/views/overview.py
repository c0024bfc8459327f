"""How far the marking of an exam is, for the chief examiner and the exam office; who marks it."""

from collections.abc import Sequence

from django import forms
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
from exams.marking.models import Marker
from exams.marking.overseeing import OfMarker
from exams.marking.views.duties import REFUSED, duty_or_none
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


def overview_page(
    request: HttpRequest, exam: Exam, *, wrong: int = 0, **sent: forms.Form
) -> HttpResponse:
    """With the form that was sent and is not right yet; that of ending a duty is that of the login
    `wrong`. Raises Http404 for all but the exam's chief examiners and the city's exam officers."""
    duty = duty_or_none(request, exam.pk)
    chief = bool(duty and duty.chief)
    officer = bool(tops(request_scope(request), OFFICER))
    if not chief and not officer:
        raise Http404
    user_id = request_scope(request).user_id or 0
    context = {
        "exam": exam,
        "questions": overseeing.by_question(exam.pk),
        "markers": _with_forms(overseeing.by_marker(exam.pk), wrong, sent.get("dismiss")),
        "apart": overseeing.apart(exam.pk, user_id) if chief else [],
        "samples": sampling.standing(exam.pk),
        "differing": overseeing.differing(exam.pk, user_id) if chief else [],
        "shortage": sufficing.shortage(exam.pk),
        "draw": sent.get("draw") or DrawForm(),
        "chief": chief,
        "officer": officer,
        "form": sent.get("name") or NameForm(exam_id=exam.pk),
    }
    return render(request, "marking/overview.html", context, status=REFUSED if sent else 200)


def _with_forms(
    markers: Sequence[OfMarker], wrong: int, dismiss_form: forms.Form | None
) -> list[tuple[OfMarker, forms.Form]]:
    return [
        (one, dismiss_form if dismiss_form and one.marker.user_id == wrong else _ending(one.marker))
        for one in markers
    ]


def _ending(marker: Marker) -> DismissForm:
    return DismissForm(auto_id=_auto_id(marker.user_id))


def _auto_id(user_id: int) -> str:
    return f"end-{user_id}-%s"


@require_POST
@needs_top(OFFICER)
def name(request: HttpRequest, exam_id: int) -> HttpResponse:
    exam = get_object_or_404(Exam, pk=exam_id)
    form = NameForm(request.POST, exam_id=exam_id)
    if not form.is_valid():
        return overview_page(request, exam, name=form)
    user, actor_id = form.cleaned_data["user"], request_scope(request).user_id
    if appointing.appoint(exam, user.pk, chief=form.cleaned_data["chief"], actor_id=actor_id):
        words = _("%(name)s marks this exam.") % {"name": user.get_full_name()}
        messages.success(request, words)
    else:
        messages.info(request, _("That was so already."))
    return redirect("marking_overview", exam_id)


@require_POST
@needs_top(OFFICER)
def dismiss(request: HttpRequest, exam_id: int, user_id: int) -> HttpResponse:
    exam = get_object_or_404(Exam, pk=exam_id)
    form = DismissForm(request.POST, auto_id=_auto_id(user_id))
    if not form.is_valid():
        return overview_page(request, exam, wrong=user_id, dismiss=form)
    reason, actor_id = form.cleaned_data["reason"], request_scope(request).user_id
    if appointing.dismiss(exam, user_id, reason=reason, actor_id=actor_id):
        messages.success(request, _("The duty is ended; what was given stands."))
    return redirect("marking_overview", exam_id)
