"""Which exams are held by sittings: the city's own decision, taken at the top of the tree."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from exams import composing
from exams.choices import OFFICER, AttemptState, ExamKind
from exams.models import Exam
from exams.sitting_forms import WhyForm
from portal.accounts.permissions import needs_top
from portal.accounts.scoping import request_scope

REFUSED = 422


@never_cache
@require_safe
@needs_top(OFFICER)
def exams(request: HttpRequest) -> HttpResponse:
    return _page(request)


def _page(request: HttpRequest, wrong: int = 0, form: WhyForm | None = None) -> HttpResponse:
    running = Q(attempts__state=AttemptState.OPEN)
    rows = Exam.objects.filter(kind=ExamKind.QUALIFYING).annotate(
        writing=Count("attempts", filter=running, distinct=True)
    )
    listed = [
        (one, form if form and one.pk == wrong else WhyForm(auto_id=f"exam{one.pk}_%s"))
        for one in rows.order_by("title", "pk")
    ]
    status = REFUSED if form else 200
    return render(request, "exams/sittings/exams.html", {"exams": listed}, status=status)


@needs_top(OFFICER)
@require_POST
def switch(request: HttpRequest, exam_id: int) -> HttpResponse:
    """From now on by sittings, or no longer; pressed twice it is done once."""
    exam = get_object_or_404(Exam, pk=exam_id, kind=ExamKind.QUALIFYING)
    form = WhyForm(request.POST, auto_id=f"exam{exam.pk}_%s")
    if not form.is_valid():
        return _page(request, exam.pk, form)
    on = request.POST.get("on") == "yes"
    reason, actor_id = form.cleaned_data["reason"], request_scope(request).user_id
    if composing.hold_by_sittings(exam, on, reason=reason, actor_id=actor_id):
        words = (
            _("“%(exam)s” is held by sittings from now on.")
            if on
            else _("“%(exam)s” may be begun without a seat from now on.")
        )
        messages.success(request, words % {"exam": exam.title})
    else:
        messages.info(request, _("It was so already."))
    return redirect("exams_by_sitting")
