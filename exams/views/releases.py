"""Results before and after their release, by exam and sitting, and the act of releasing them."""

from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from exams import objection_days, publishing
from exams.choices import OFFICER, ExamKind
from exams.models import Result
from exams.sitting_forms import ToldWhyForm
from portal import clock
from portal.accounts.authority import tops
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope
from portal.numbered import one_id

REFUSED = 422


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(OFFICER)
def releases(request: HttpRequest) -> HttpResponse:
    """What is being marked, waits for its release, is open to objections, counts."""
    if request.method == "POST":
        return _release(request)
    return _page(request)


def _results(request: HttpRequest) -> QuerySet[Result]:
    """Of the people at or below the places where one is exam officer; quizzes are nobody's act."""
    scope = request_scope(request)
    rows = Result.objects.scoped(scope).filter(
        scope.below("attempt__person__organisation__path", OFFICER)
    )
    return rows.filter(attempt__exam__kind=ExamKind.QUALIFYING)


def _page(
    request: HttpRequest, *, wrong: tuple[int, int | None] | None = None, form: Any = None
) -> HttpResponse:
    lines = []
    for one in publishing.standings(_results(request)):
        mine = form if wrong == (one.exam_id, one.sitting_id) else None
        form_of = mine or ToldWhyForm(auto_id=f"r{one.exam_id}_{one.sitting_id}_%s")
        lines.append((one, form_of, publishing.reasons_to_wait(one)))
    today = clock.today()
    since = objection_days.counts_from(today, by_act=True)
    context = {
        "lines": lines,
        "waits": since > today,
        "since": since,
        "top": bool(tops(request_scope(request), OFFICER)),
        "until": objection_days.last_day(today, by_act=True),
        "seen": clock.now().isoformat(),
    }
    status = REFUSED if wrong else 200
    return render(request, "exams/releases.html", context, status=status)


def _seen(request: HttpRequest) -> str:
    """When the page was made: what is graded after that has not been seen by whoever releases."""
    try:
        return datetime.fromisoformat(request.POST.get("seen", "")).astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        return clock.now().isoformat()


def _release(request: HttpRequest) -> HttpResponse:
    scope = request_scope(request)
    exam, sitting = one_id(request.POST.get("exam", "")), one_id(request.POST.get("sitting", ""))
    upto = one_id(request.POST.get("upto", ""))
    form = ToldWhyForm(request.POST, auto_id=f"r{exam}_{sitting}_%s")
    if exam is None or upto is None:
        return redirect("result_releases")
    if not form.is_valid():
        return _page(request, wrong=(exam, sitting), form=form)
    batch = publishing.Batch(
        exam,
        sitting,
        scope.paths(OFFICER),
        upto,
        scope.user_id or 0,
        form.cleaned_data["reason"],
        _seen(request),
    )
    many = publishing.ask(batch)
    if many:
        words = ngettext(
            "%(n)s result is being released; its person gets a message.",
            "%(n)s results are being released; their people get a message.",
            many,
        )
        messages.success(request, words % {"n": many})
    else:
        messages.info(request, _("Nothing waits for a release there, or it is being released."))
    return redirect("result_releases")
