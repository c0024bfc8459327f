"""Answers that are marked again as a sample: drawing them, and deciding where one comes out
otherwise."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from exams.marking import overseeing, sampling, scheming
from exams.marking.choices import SampleState
from exams.marking.forms_of_samples import DecideForm, DrawForm
from exams.marking.models import Sample
from exams.marking.views.duties import REFUSED, SHUT, duty_of
from exams.marking.views.overview import overview_page
from exams.models import Exam
from exams.views.pictures import picture_of
from portal.accounts.permissions import needs_login
from portal.accounts.scoping import request_scope


@require_POST
@needs_login
def draw(request: HttpRequest, exam_id: int) -> HttpResponse:
    """The chief examiner has some of the marked answers marked once more."""
    duty = duty_of(request, exam_id, chief=True)
    form = DrawForm(request.POST)
    exam = Exam.objects.get(pk=exam_id)
    if not form.is_valid():
        return overview_page(request, exam, draw=form)
    many = sampling.draw(exam, form.cleaned_data["percent"], actor_id=duty.user_id)
    if many:
        words = ngettext(
            "%(n)s answer is marked again, without its marker knowing.",
            "%(n)s answers are marked again, without their markers knowing.",
            many,
        )
        messages.success(request, words % {"n": many})
    else:
        messages.info(request, _("So many were drawn already, or nothing is marked yet."))
    return redirect("marking_overview", exam_id)


def _differing(request: HttpRequest, exam_id: int, script_id: int) -> Sample:
    """One that came out otherwise. Raises Http404."""
    rows = Sample.objects.scoped(request_scope(request)).filter(script__exam=exam_id).distinct()
    found = rows.exclude(state__in=[SampleState.WAITING, SampleState.FITS]).select_related(
        "script__question",
        "script__exam",
        "script__attempt__person__organisation",
        "script__attempt__result",
    )
    return get_object_or_404(found, pk=script_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_login
def one(request: HttpRequest, exam_id: int, script_id: int) -> HttpResponse:
    """A sample that came out otherwise, with all that was given for it; decided here."""
    duty = duty_of(request, exam_id, chief=True)
    sample = _differing(request, exam_id, script_id)
    trouble = not_mine = sampling.may_decide(sample.script, duty.user_id)
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            sampling.decide(
                sample,
                change=form.cleaned_data["change"],
                reason=form.cleaned_data["reason"],
                actor_id=duty.user_id,
            )
        except sampling.SampleRefused as why:
            trouble = str(why)
        else:
            messages.success(request, _("Decided."))
            return redirect("marking_overview", exam_id)
    sheet = scheming.sheet_of(sample.script)
    looks = [*overseeing.counted(sample.script), sampling.again(sample.pk)]
    context = {
        "sample": sample,
        "script": sample.script,
        "sheet": sheet,
        "earlier": looks,
        "beside": overseeing.side_by_side(sheet, looks),
        "form": form,
        "trouble": trouble,
        "open": sample.state == SampleState.DIFFERS and not not_mine,
    }
    refused = SHUT if trouble and request.method == "POST" else REFUSED if form.errors else 200
    return render(request, "marking/sample.html", context, status=refused)


@require_safe
@needs_login
def picture(request: HttpRequest, exam_id: int, script_id: int, digest: str) -> HttpResponse:
    """A picture of the question of such a sample."""
    duty_of(request, exam_id, chief=True)
    if digest not in scheming.pictures(_differing(request, exam_id, script_id).script):
        raise Http404
    return picture_of(digest)
