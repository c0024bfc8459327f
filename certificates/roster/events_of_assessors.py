"""What a term as people's assessor brings to its person's timeline."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certificates.roster.choices_of_assessors import RemovalGround
from certificates.roster.events import ACT, FACT, WRONG, Event, joined
from certificates.roster.models import AssessorTerm
from portal import clock

SECOND = 2


def told_of(term: AssessorTerm, today: date) -> Iterator[Event]:
    """The term, its oath, its cases by year and its early end; of one that was recorded wrongly
    only that it was. `term` comes with removal, correction, oaths and sat fetched."""
    title = _("People's assessor of %(court)s") % {"court": term.court.name}
    if term.superseded_at:
        wrong = _("recorded wrongly, counts for nothing")
        day = clock.day_of(term.superseded_at)
        yield Event(day, title, joined([wrong, term.correction.reason]), WRONG)
        return
    until = _("until %(day)s") % {"day": date_format(term.ends - timedelta(days=1))}
    second = _("second term") if term.number == SECOND else ""
    facts = [term.appointed_by, term.decision_number or "", second, until]
    yield Event(term.starts, title, joined(facts), ACT)
    oath = max(term.oaths.all(), key=lambda row: row.pk, default=None)
    if oath:
        yield Event(oath.day, _("Sworn in as people's assessor"), "", ACT)
    yield from _cases(term, today)
    if term.removed_from:
        yield _removal(term)


def _cases(term: AssessorTerm, today: date) -> Iterator[Event]:
    """The latest number of each year, on the year's last day within the term."""
    latest = {row.year: row for row in sorted(term.sat.all(), key=lambda row: row.pk)}
    last = (term.removed_from or term.ends) - timedelta(days=1)
    for year, row in latest.items():
        words = ngettext(
            "Sat in %(cases)s case in %(year)s", "Sat in %(cases)s cases in %(year)s", row.cases
        ) % {"cases": row.cases, "year": year}
        yield Event(min(date(year, 12, 31), last, today), words, row.source, FACT)


def _removal(term: AssessorTerm) -> Event:
    removal = term.removal
    ground = capfirst(str(RemovalGround(removal.ground).label))
    facts = [ground, removal.removed_by, removal.decision_number]
    title = _("No longer people's assessor of %(court)s") % {"court": term.court.name}
    return Event(removal.day, title, joined(facts), ACT)
