"""The form of an appraisal on paper: what is written, lines to sign on and places for seals, which
are never drawn. Without an appraisal it is blank, to be filled in by hand."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from certificates.roster.appraising.deciding import success_rate
from certificates.roster.appraising.recording import current, scale_of
from certificates.roster.choices_of_appraisals import AppraisalGrade
from certificates.roster.models import Appointment, Appraisal
from exams import copies
from exams.papers.printing import Unprintable, press_all, style_of
from portal import clock

FORM = "appraisal"
SECONDS = 120


def wanted(appointment: Appointment, year: int, user_id: int) -> copies.Wanted:
    """The form as it stands: another one as soon as something else is written."""
    row = current(appointment, year)
    return copies.Wanted(FORM, appointment.pk, f"{year}v{row.pk if row else 0}", user_id)


def make_copy(asked: copies.Wanted) -> None:
    """Make the PDF that somebody asked for, and lay it ready."""
    rows = Appointment.objects.unscoped("a form that was asked for")
    row = rows.select_related("person", "post", "organisation").get(pk=asked.subject)
    year, _v, pk = asked.variant.partition("v")
    written = Appraisal.objects.unscoped("a form that was asked for").filter(pk=int(pk)).first()
    try:
        copies.keep(asked, printed(row, int(year), written))
    except Unprintable as why:
        copies.note_trouble(asked, str(why))


def printed(appointment: Appointment, year: int, appraisal: Appraisal | None) -> bytes:
    """The PDF, in the city's language. Takes a second of another process: never in a request,
    never in a transaction. Raises Unprintable."""
    with override(settings.LANGUAGE_CODE):
        context: dict[str, Any] = {
            "row": appointment,
            "year": year,
            "appraisal": appraisal,
            "rate": success_rate(appraisal.accepted, appraisal.succeeded) if appraisal else None,
            "grades": [AppraisalGrade(code).label for code in scale_of(year)],
            "printed_at": clock.now(),
        }
        page = render_to_string("roster/print/appraisal.html", context)
        style = style_of("exams/print/sheets.css", "roster/print/appraisal.css")
        return press_all(page, style, seconds=SECONDS)
