"""The result notice as PDF: for whoever sat the exam, and for the exam office."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from exams import copies
from exams.choices import RELEASED, ExamKind
from exams.marking import notifying
from exams.marking.choices import OFFICER
from exams.models import Result
from exams.views.copying import copy_page
from portal.accounts.permissions import needs_person, needs_role
from portal.accounts.scoping import request_scope

OWN = "result_notice"


def _results(request: HttpRequest) -> QuerySet[Result]:
    """A quiz gets no notice: its page says all there is."""
    rows = Result.objects.scoped(request_scope(request)).filter(
        attempt__exam__kind=ExamKind.QUALIFYING
    )
    return rows.select_related("attempt__exam", "attempt__person__organisation")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_person
def own(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """Of one's own released result."""
    person_id = request_scope(request).person_id or 0
    rows = _results(request).filter(attempt__person_id=person_id, state__in=RELEASED)
    result = get_object_or_404(rows, pk=attempt_id)
    back = reverse("result", args=[result.pk])
    return _notice(request, result, OWN, _("Result notice"), back)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(OFFICER)
def of_person(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """Of people at or below the places where one is exam officer."""
    scope = request_scope(request)
    rows = _results(request).filter(scope.below("attempt__person__organisation__path", OFFICER))
    result = get_object_or_404(rows, pk=attempt_id)
    title = _("Result notice: %(name)s") % {"name": result.attempt.person.name}
    back = reverse("evidence", args=[result.pk])
    return _notice(request, result, "result_notice_of", title, back)


def _notice(request: HttpRequest, result: Result, here: str, title: str, back: str) -> HttpResponse:
    user_id = request_scope(request).user_id or 0
    wanted = notifying.wanted(result, user_id)
    if request.method != "POST":
        return copy_page(request, wanted, title=title, back=back, own=here == OWN)
    found = copies.take(wanted) if "take" in request.POST else None
    if found is None:
        copies.ask(wanted)
        return redirect(here, result.pk)
    made, content = found
    notifying.hand_out(made, content, result, actor_id=user_id)
    answer = HttpResponse(content, content_type="application/pdf")
    name = f"result-notice-{result.attempt.receipt}-{result.revision + 1}.pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
