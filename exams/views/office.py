"""The exam office: results of the people in one's scope."""

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from exams.choices import READERS, RELEASED
from exams.forms import ResultsFilter
from exams.models import Result
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope

ROWS = 25


@require_safe
@needs_role(*READERS)
def results(request: HttpRequest) -> HttpResponse:
    form = ResultsFilter(request.GET or None)
    rows = (
        Result.objects.scoped(request_scope(request))
        .filter(state__in=RELEASED)
        .select_related("attempt__exam", "attempt__person__organisation")
        .order_by("-attempt__submitted_at", "-attempt_id")
    )
    rows = narrowed(rows, form)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "passed": rows.filter(passed=True).count()}
    return render(request, "exams/results.html", context)


def narrowed(rows: QuerySet[Result], form: ResultsFilter) -> QuerySet[Result]:
    """The rows the filter asks for; a field in error narrows nothing."""
    form.is_valid()
    asked = getattr(form, "cleaned_data", {})
    if asked.get("exam"):
        rows = rows.filter(attempt__exam=asked["exam"])
    if asked.get("passed"):
        rows = rows.filter(passed=asked["passed"] == "yes")
    return rows
