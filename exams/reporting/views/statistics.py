"""What exams and sittings said of themselves and of their questions."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from exams.reporting import asking, charting, listing, seeing, wording
from exams.reporting.choices import EXAM_OFFICE, FEW
from exams.reporting.keeping import Facts, being_marked, facts, reports
from exams.reporting.models import ExamReport
from exams.reporting.seeing import Subject
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope

SHOWN = 20  # questions; the table of more is folded below their picture


@dataclass(frozen=True)
class Row:
    """An exam or sitting in the list; without a report nothing is computed yet."""

    subject: Subject
    results: int
    report: ExamReport | None

    @property
    def percent(self) -> float | None:
        report = self.report
        if report is None or report.mean is None or not report.out_of:
            return None
        return 100 * report.mean / report.out_of


@never_cache
@require_safe
@needs_role(EXAM_OFFICE)
def index(request: HttpRequest) -> HttpResponse:
    """Of the exams and sittings that one sees, those with results; a handful of queries."""
    now, kept = facts(), reports()
    rows = [
        Row(subject, now[subject.of].results, kept.get(subject.of))
        for subject in seeing.all_of(request_scope(request), now)
    ]
    return render(request, "reporting/index.html", {"rows": rows})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(EXAM_OFFICE)
def of_exam(request: HttpRequest, exam_id: int) -> HttpResponse:
    return _page(request, seeing.of_exam(request_scope(request), exam_id))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(EXAM_OFFICE)
def of_sitting(request: HttpRequest, sitting_id: int) -> HttpResponse:
    return _page(request, seeing.of_sitting(request_scope(request), sitting_id))


def _page(request: HttpRequest, subject: Subject | None) -> HttpResponse:
    if subject is None:
        raise Http404
    if request.method == "POST":
        return _ask(request, subject)
    report, now = subject.report, facts(subject.exam.pk).get(subject.of)
    context = {
        "subject": subject,
        "report": report,
        "stale": report and now and now != Facts(report.results, report.revisions),
        "sheet_url": subject.url("sheet"),
        "pdf_url": subject.url("pdf"),
        "marking": being_marked(subject.of),
        "others": _others(request, subject),
        "few": FEW,
    }
    if report is not None:
        context |= _told(report, subject)
    return render(request, "reporting/report.html", context)


def _told(report: ExamReport, subject: Subject) -> dict[str, Any]:
    items = listing.ordered(report)
    lines = listing.lines(items, keys=subject.keys)
    return {
        "alpha": wording.of_alpha(report.alpha),
        "bars": charting.bars(report.bars, report.out_of),
        "shown": SHOWN,
        "dots": charting.dots(items),
        "nought": charting.level(0),
        "dubious": [line for line in lines if line.doubts],
        "lines": lines,
    }


def _ask(request: HttpRequest, subject: Subject) -> HttpResponse:
    actor_id = request_scope(request).user_id
    if asking.ask(subject.of, place=subject.place, actor_id=actor_id):
        messages.success(request, _("It is being computed; look again in a minute."))
    else:
        messages.info(request, _("It is being computed already."))
    return redirect(subject.url())


def _others(request: HttpRequest, subject: Subject) -> list[Subject]:
    """The sittings of the exam that one sees, and the exam itself."""
    scope = request_scope(request)
    rows = seeing.sittings(scope).filter(exam=subject.exam, reports__isnull=False)
    found = [Subject(subject.exam, one, keys=subject.keys) for one in rows.order_by("-opens_at")]
    whole = seeing.of_exam(scope, subject.exam.pk)
    return [one for one in ([whole] if whole else []) + found if one.of != subject.of]
