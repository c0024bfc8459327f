"""The statistics of an exam as files to take away: a workbook at once, a PDF by a job (`copies`).
Who takes which is recorded with the file's digest."""

import hashlib

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import override

from exams import copies
from exams.papers.printing import Unprintable, press_all, style_of
from exams.reporting import charting, exporting, listing, wording
from exams.reporting.choices import FEW
from exams.reporting.models import ExamReport
from exams.reporting.seeing import Subject
from exams.stepping import named
from portal import clock
from portal.accounts.models import User
from portal.audit.recording import record

__all__ = ["STATISTICS", "Unprintable", "make_copy", "printed", "sheet", "take", "wanted"]

STATISTICS = "statistics"
SECONDS = 240


def sheet(subject: Subject, report: ExamReport, *, actor_id: int | None) -> bytes:
    """The workbook, once it is recorded who takes it."""
    return _hand_out("xlsx", exporting.workbook(subject, report), subject, report, actor_id)


def wanted(subject: Subject, report: ExamReport, user_id: int) -> copies.Wanted:
    """The PDF: another one as soon as the statistics are computed anew."""
    variant = f"{subject.keys:d}{report.made_at:%Y%m%d%H%M%S}"
    return copies.Wanted(STATISTICS, report.pk, variant, user_id)


def make_copy(asked: copies.Wanted) -> None:
    """Make the PDF that somebody asked for, and lay it ready."""
    rows = ExamReport.objects.select_related("exam", "sitting__organisation")
    report = rows.get(pk=asked.subject)
    subject = Subject(report.exam, report.sitting, keys=asked.variant.startswith("1"))
    who = named(User.objects.get(pk=asked.user))
    try:
        content = printed(subject, report, asked_by=who)
    except Unprintable as why:
        copies.note_trouble(asked, str(why))
    else:
        copies.keep(asked, content)


def printed(subject: Subject, report: ExamReport, *, asked_by: str) -> bytes:
    """The PDF, in the city's language. Takes some seconds of another process: never in a request,
    never in a transaction. Raises Unprintable."""
    with override(settings.LANGUAGE_CODE):
        items = listing.ordered(report)
        lines = listing.lines(items, keys=subject.keys)
        context = {
            "subject": subject,
            "report": report,
            "alpha": wording.of_alpha(report.alpha),
            "bars": charting.bars(report.bars, report.out_of),
            "lines": lines,
            "dubious": [line for line in lines if line.doubts],
            "few": FEW,
            "asked_by": asked_by,
            "printed_at": clock.now(),
        }
        page = render_to_string("reporting/print.html", context)
        style = style_of("exams/print/report.css", "reporting/print.css")
        return press_all(page, style, seconds=SECONDS)


def take(
    subject: Subject, report: ExamReport, asked: copies.Wanted, *, actor_id: int
) -> bytes | None:
    """The PDF that lies ready, once it is recorded who takes it; None when there is none."""
    found = copies.take(asked)
    return _hand_out("pdf", found[1], subject, report, actor_id) if found else None


def _hand_out(
    form: str, content: bytes, subject: Subject, report: ExamReport, actor_id: int | None
) -> bytes:
    data = {
        "form": form,
        "sitting": subject.of.sitting_id,
        "results": report.results,
        "keys": subject.keys,
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    with transaction.atomic():
        record(
            "exam.statistics_taken",
            subject.exam,
            actor_id=actor_id,
            place=subject.place,
            data=data,
        )
    return content
