"""The statistics of an exam or a sitting as files to take away; recorded."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from exams import copies
from exams.reporting import filing, seeing
from exams.reporting.choices import EXAM_OFFICE
from exams.reporting.models import ExamReport
from exams.reporting.seeing import Subject
from exams.views.copying import copy_page
from portal.accounts.permissions import needs_role
from portal.accounts.scoping import request_scope

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@never_cache
@require_POST
@needs_role(EXAM_OFFICE)
def exam_sheet(request: HttpRequest, exam_id: int) -> HttpResponse:
    return _sheet(request, seeing.of_exam(request_scope(request), exam_id))


@never_cache
@require_POST
@needs_role(EXAM_OFFICE)
def sitting_sheet(request: HttpRequest, sitting_id: int) -> HttpResponse:
    return _sheet(request, seeing.of_sitting(request_scope(request), sitting_id))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(EXAM_OFFICE)
def exam_pdf(request: HttpRequest, exam_id: int) -> HttpResponse:
    return _pdf(request, seeing.of_exam(request_scope(request), exam_id))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@needs_role(EXAM_OFFICE)
def sitting_pdf(request: HttpRequest, sitting_id: int) -> HttpResponse:
    return _pdf(request, seeing.of_sitting(request_scope(request), sitting_id))


def _sheet(request: HttpRequest, subject: Subject | None) -> HttpResponse:
    if subject is None:
        raise Http404
    report = subject.report
    if report is None:
        return redirect(subject.url())
    content = filing.sheet(subject, report, actor_id=request_scope(request).user_id)
    return _file(content, XLSX, report, "xlsx")


def _pdf(request: HttpRequest, subject: Subject | None) -> HttpResponse:
    """Made by a job as things stand then; taking it is recorded."""
    if subject is None:
        raise Http404
    report = subject.report
    if report is None:
        return redirect(subject.url())
    user_id = request_scope(request).user_id or 0
    wanted = filing.wanted(subject, report, user_id)
    if request.method != "POST":
        title = _("Statistics as PDF: %(name)s") % {"name": subject.title}
        return copy_page(request, wanted, title=title, back=subject.url())
    content = None
    if "take" in request.POST:
        content = filing.take(subject, report, wanted, actor_id=user_id)
    if content is None:
        copies.ask(wanted)
        return redirect(subject.url("pdf"))
    return _file(content, "application/pdf", report, "pdf")


def _file(content: bytes, kind: str, report: ExamReport, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    name = f"statistics-{report.exam_id}-{report.sitting_id or 'all'}.{ending}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
