"""The statistics of an exam as a workbook: the whole, the questions, and for who may see keys what
was chosen. In the city's language, whoever takes it."""

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from exams.reporting import listing, wording
from exams.reporting.listing import Line
from exams.reporting.models import ExamReport
from exams.reporting.seeing import Subject
from exams.reporting.wording import figure
from portal.clock import CITY_ZONE
from portal.spreadsheets.writing import xlsx_file

Cells = Sequence[str]


def workbook(subject: Subject, report: ExamReport) -> bytes:
    with override(settings.LANGUAGE_CODE):
        lines = listing.lines(listing.ordered(report), keys=subject.keys)
        sheets = [
            (_("The exam as a whole"), (_("What"), _("Figure")), _whole(subject, report)),
            (_("All questions"), _titles(), map(_question, lines)),
        ]
        if subject.keys:
            sheets.append((_("Options chosen"), _option_titles(), _options(lines)))
        return xlsx_file(sheets)


def _whole(subject: Subject, report: ExamReport) -> Iterator[Cells]:
    made = date_format(report.made_at.astimezone(CITY_ZONE), "DATETIME_FORMAT")
    yield _("Exam"), subject.exam.title
    if subject.sitting:
        yield pgettext("exam office", "Sitting"), subject.sitting.title
    yield pgettext("statistics", "Computed"), made
    yield pgettext("statistics", "Results"), str(report.results)
    yield pgettext("statistics", "Passed"), str(report.passed)
    yield pgettext("statistics", "Out of"), figure(report.out_of, 1)
    yield pgettext("statistics", "Mean"), figure(report.mean)
    yield _("Middle score (median)"), figure(report.median)
    yield _("Standard deviation"), figure(report.deviation)
    yield _("Reliability (alpha)"), figure(report.alpha)
    yield _("What that means"), str(wording.of_alpha(report.alpha))
    yield _("Standard error of measurement"), figure(report.sem)


def _titles() -> Cells:
    return (
        pgettext("question", "No."),
        _("Reference"),
        _("Version"),
        _("Kind of question"),
        pgettext("statistics", "People"),
        _("Facility"),
        _("Facility of the best"),
        _("Facility of the weakest"),
        _("Discrimination"),
        _("Point-biserial"),
        _("People with times"),
        _("Usual time in seconds"),
        pgettext("statistics", "Doubts"),
    )


def _question(line: Line) -> Cells:
    item, version = line.item, line.version
    figures = (item.facility, item.upper, item.lower, item.discrimination, item.biserial)
    return (
        str(line.number),
        version.item.ref,
        str(version.n),
        version.item.get_kind_display(),
        str(item.n),
        *(figure(one, 3) for one in figures),
        str(item.timed),
        figure(item.median, 0),
        " ".join(f"{doubt.words} {doubt.remedy}" for doubt in line.doubts),
    )


def _option_titles() -> Cells:
    return (
        pgettext("question", "No."),
        _("Reference"),
        pgettext("statistics", "Option"),
        _("Text"),
        pgettext("people", "All"),
        pgettext("people", "Best"),
        pgettext("people", "Others"),
        pgettext("people", "Weakest"),
        _("Remark"),
    )


def _options(lines: Sequence[Line]) -> Iterator[Cells]:
    for line in lines:
        for option in line.options:
            chosen = option.chosen
            yield (
                str(line.number),
                line.version.item.ref,
                option.letter or "—",
                option.text,
                *map(str, (chosen.many, chosen.upper, chosen.middle, chosen.lower)),
                "；".join(str(note) for note in option.notes),
            )
