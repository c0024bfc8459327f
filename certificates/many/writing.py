"""The list as a workbook: theirs row for row, our columns behind, and no cell that calculates."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from certificates.many import wording
from certificates.many.answering import Result
from certificates.many.lines import Told, counted
from portal import clock
from portal.spreadsheets.tables import column_letters
from portal.spreadsheets.writing import xlsx_file

Cells = tuple[str, ...]


def workbook(result: Result) -> bytes:
    """Takes about a second for 5,000 rows."""
    first, *rest = _rows(result)
    name = pgettext("list", "Verified")
    facts = list(_facts(result))
    return xlsx_file([(name, first, rest), (_("About this sheet"), facts[0], facts[1:])])


def titles() -> Cells:
    """Over the columns that we add."""
    return (
        _("Result"),
        _("Remark"),
        _("Holder in the register"),
        _("Certificate number"),
        _("Organisation"),
        _("Valid until"),
        _("Query number"),
    )


def _rows(result: Result) -> Iterator[Cells]:
    """Without titles of their own the columns get letters, so that every row has its place."""
    width = max((len(one.cells) for one in result.told), default=0)
    width = max([width, *map(len, result.above)])
    for row in result.above[:-1]:
        yield row if len(set(row) - {""}) > 1 else (next(filter(None, row), ""),)
    letters = tuple(column_letters(at) for at in range(width))
    yield (*_filled(result.above[-1] if result.above else letters, width), *titles())
    for one in result.told:
        yield (*_filled(one.cells, width), *_added(one))


def _filled(cells: Cells, width: int) -> Cells:
    return (*cells, *[""] * (width - len(cells)))


def _added(one: Told) -> Cells:
    return (
        wording.word(one.outcome),
        wording.remark(one),
        one.name,
        one.number,
        one.organisation,
        one.until,
        one.query,
    )


def _facts(result: Result) -> Iterator[Cells]:
    yield _("Number of this list"), result.number
    yield _("Asked at"), f"{result.at.astimezone(clock.CITY_ZONE):%Y-%m-%d %H:%M}"
    yield _("List"), result.name
    yield _("Rows"), str(len(result.told))
    for outcome, count in counted(result.told).items():
        if count:
            yield wording.word(outcome), str(count)
    yield _("What it says"), str(wording.MOMENT)
