"""Lines in the words of a language: for workbooks and sheets; and what is told of a template."""

from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from certificates.roster.choices import CERTIFICATE_LABELS, GROUP_LABELS, standing_words
from certificates.roster.listing import SERVING, Filters
from certificates.roster.sharing.lines import Line
from certificates.roster.sharing.placeholders import PLACEHOLDERS
from certificates.roster.sharing.vetting import Fault
from certificates.roster.twin import AsOf
from portal.people.choices import AppointmentMode, PostKind, Sex
from portal.spreadsheets import wording as reasons
from portal.spreadsheets.tables import FileRefused

REFUSALS = {
    "ending": gettext_lazy(
        "Please bring the template as xlsx. A template of Excel 97 (xls) is opened in Excel or WPS"
        " and saved as xlsx."
    ),
    "links": gettext_lazy(
        "The workbook reaches out to other files or to the network. Please remove the links and"
        " connections (Data, Edit links)."
    ),
    "objects": gettext_lazy("Buttons or files are embedded in the workbook. Please remove them."),
    "tables": gettext_lazy(
        "An area of the workbook is formatted as a table of Excel. Please convert it into a range"
        " (Table Design, Convert to Range)."
    ),
    "pivots": gettext_lazy("A pivot table stands in the workbook. Please remove it."),
    "formula": gettext_lazy(
        "On the sheet “%(sheet)s”, cell %(cell)s holds a formula. Please paste its value over it;"
        " the number of people is {{people}}."
    ),
    "no_row": gettext_lazy(
        "No row is to be repeated. Please write {{name}} and what else is wanted into the first row"
        " below the titles."
    ),
    "many": gettext_lazy("The list has more rows than a sheet can hold. Please narrow it."),
}


def refusal(refused: FileRefused) -> str:
    """Why a workbook is no template, with the remedy."""
    sentence = REFUSALS.get(refused.code)
    return str(sentence) % refused.facts if sentence else reasons.told(refused)


def fault(found: Fault) -> str:
    """A fault by its sheet and cell, with the remedy."""
    words = {
        "sheet": found.sheet,
        "cell": found.cell,
        "typed": found.typed,
        "meant": found.meant,
    }
    return str(_sentence(found)) % words


def _sentence(found: Fault) -> str:
    if found.code == "unknown" and found.meant:
        return _(
            "Sheet “%(sheet)s”, cell %(cell)s: there is no placeholder “%(typed)s”."
            " Is {{%(meant)s}} meant?"
        )
    sentences = {
        "unknown": _(
            "Sheet “%(sheet)s”, cell %(cell)s: there is no placeholder “%(typed)s”. Those that"
            " there are stand in the list below."
        ),
        "broken": _(
            "Sheet “%(sheet)s”, cell %(cell)s: the braces of “%(typed)s” do not match. A"
            " placeholder stands between two braces on each side, like {{name}}."
        ),
        "head_in_row": _(
            "Sheet “%(sheet)s”, cell %(cell)s: this placeholder stands once for the whole list,"
            " and its row is repeated. Please move it above or below."
        ),
        "second_row": _(
            "Sheet “%(sheet)s”, cell %(cell)s: another row than the first one has placeholders of"
            " a person. One row is repeated; please write them all into that one."
        ),
        "merged": _(
            "Sheet “%(sheet)s”, area %(cell)s: the repeated row is merged with rows above or below."
            " Please unmerge it."
        ),
        "id_number": _(
            "Sheet “%(sheet)s”, cell %(cell)s: an ID number stands there. Templates are kept for"
            " good: please take it out. In the repeated row, {{id_number}} is the masked one."
        ),
    }
    return sentences[found.code]


def explained() -> list[tuple[str, str, str]]:
    """Each placeholder by its Chinese and English name, with what stands in its place."""
    meanings = _meanings()
    return [(one.chinese, one.key, meanings[one.key]) for one in PLACEHOLDERS]


def _meanings() -> dict[str, str]:
    return {
        "organisation": _("in the repeated row the person's organisation, elsewhere the place"),
        "as_of": _("the day of the list"),
        "made_on": _("today"),
        "people": _("how many people are in office on the list"),
        "rows": _("how many rows the list has"),
        "made_by": _("the organisation whose template it is"),
        "no": _("1, 2, 3 …"),
        "name": _("empty for a vacant post"),
        "sex": _("male or female"),
        "birth_month": _("year and month"),
        "id_number": _("masked: first and last character only"),
        "phone": _("masked: 138****1234"),
        "post": _("chair, member, full-time mediator …"),
        "mode": _("elected or hired"),
        "full_time": _("full-time or part-time"),
        "standing": _("on duty, suspended, vacant …"),
        "term_from": _("the first day in office; of a vacant post since when it is vacant"),
        "term_until": _("the last day of the term"),
        "certificate_number": _("17 digits, as text"),
        "certificate": _("valid, expired …"),
        "certificate_until": _("its last valid day"),
        "assessor": _("yes for people's assessors"),
    }


def head(
    place: str, made_by: str, as_of: AsOf, today: date, lines: Iterable[Line]
) -> dict[str, str]:
    """The words of what stands in a workbook once."""
    every = list(lines)
    return {
        "organisation": place,
        "made_by": made_by,
        "as_of": as_of_words(as_of),
        "made_on": date_format(today),
        "people": str(len({one.person_id for one in every if one.in_office})),
        "rows": str(len(every)),
    }


def as_of_words(as_of: AsOf) -> str:
    """The day; and as known on which other day, where one was asked for."""
    day = date_format(as_of.day)
    if as_of.known_day is None:
        return day
    return _("%(day)s (as known on %(known)s)") % {
        "day": day,
        "known": date_format(as_of.known_day),
    }


def words(line: Line, number: int) -> dict[str, str]:
    """The words of a line, by the keys of the placeholders."""
    return {
        "no": str(number),
        "organisation": line.organisation,
        "name": line.name,
        "sex": str(Sex(line.sex).label) if line.sex else "",
        "birth_month": f"{line.birth_date:%Y-%m}" if line.birth_date else "",
        "id_number": line.id_masked,
        "phone": line.phone_masked,
        "post": str(PostKind(line.post).label) if line.post else "",
        "mode": str(AppointmentMode(line.mode).label) if line.mode else "",
        "full_time": _full_time(line),
        "standing": str(standing_words(line.label, line.certificate)),
        "term_from": _since(line),
        "term_until": _day(line.until),
        "certificate_number": line.certificate_number,
        "certificate": str(CERTIFICATE_LABELS[line.certificate]) if line.certificate else "",
        "certificate_until": _day(line.certificate_until),
        "assessor": _("yes") if line.assessor else "",
    }


def _full_time(line: Line) -> str:
    if line.full_time is None:
        return ""
    return pgettext("post", "full-time") if line.full_time else pgettext("post", "part-time")


def _since(line: Line) -> str:
    """The first day in office; of a vacant post since when it is vacant, and that it is."""
    if line.is_vacant and line.starts:
        return _("vacant since %(day)s") % {"day": date_format(line.starts)}
    return _day(line.starts)


def _day(day: date | None) -> str:
    return date_format(day) if day else ""


def narrowed(filters: Filters) -> str:
    """The filters of a list in words; empty when it is whole."""
    states = {SERVING: _("In office"), **GROUP_LABELS}
    told = [
        str(PostKind(filters.kind).label) if filters.kind else "",
        str(states[filters.state]) if filters.state else "",
        _("Also a people's assessor") if filters.assessor else "",
        _("Name contains “%(text)s”") % {"text": filters.text} if filters.text else "",
    ]
    return _(", ").join(filter(None, told))
