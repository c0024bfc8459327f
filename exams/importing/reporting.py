"""What became of each question of a file, as a table (bad input 47)."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from exams.importing.models import BatchRow
from exams.importing.showing import Line, lines
from exams.texts import bare
from portal.spreadsheets.writing import xlsx_file

LONGEST, AT_ONCE = 200, 500


def report(rows: Iterable[BatchRow]) -> bytes:
    """A workbook: number, place, outcome, what to do, the question's beginning."""
    titles = [
        pgettext("sheet", "Number"),
        _("Place in the file"),
        pgettext("import", "Outcome"),
        _("What it says"),
        _(
            "Question",
        ),
    ]
    return xlsx_file([(pgettext("sheet", "Report"), titles, _all(rows))])


def _all(rows: Iterable[BatchRow]) -> Iterator[list[str]]:
    waiting = iter(rows)
    while some := list(islice(waiting, AT_ONCE)):
        yield from map(_cells, lines(some))


def _cells(one: Line) -> list[str]:
    says = [one.problem, *one.notes]
    if one.alike:
        says.append(_("like %(other)s (%(ratio)s %%)") % {"other": one.alike, "ratio": one.ratio})
    stem = bare(one.question.stem)[:LONGEST] if one.question else one.stem
    return [str(one.number), one.place, one.label, "\n".join(filter(None, says)), stem]
