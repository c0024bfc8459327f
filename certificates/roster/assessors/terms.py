"""What the mirrored terms say on a day: who is an assessor where, sworn or not, how many cases of
how many."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from certificates.roster.models import AssessorCases, AssessorOath, AssessorTerm
from portal.counting import months_later
from portal.policy.rules import rule
from portal.scope import Scope

COMING, SERVING, OVER, REMOVED, CORRECTED = "coming", "serving", "over", "removed", "corrected"
NOT_SWORN, SWORN, OVERDUE = "not_sworn", "sworn", "overdue"
LAW_YEAR = 2018
WHY = "facts of terms in reach"


@dataclass(frozen=True)
class Sat:
    """Cases of a year against the cap; at the cap the assessor is full: as many are allowed, and
    no more are drawn."""

    year: int
    cases: int
    cap: int
    source: str

    @property
    def full(self) -> bool:
        return self.cases >= self.cap

    @property
    def beyond(self) -> bool:
        return self.cases > self.cap


@dataclass(frozen=True)
class Line:
    """A term with what hangs on it; `sat` newest year first."""

    term: AssessorTerm
    state: str
    oath: date | None
    oath_state: str
    oath_due: date
    sat: tuple[Sat, ...]
    year: int

    @property
    def last(self) -> date:
        """The last day of the term as it was planned."""
        return self.term.ends - timedelta(days=1)

    @property
    def this_year(self) -> Sat | None:
        return next((one for one in self.sat if one.year == self.year), None)


def counting(reason: str) -> "QuerySet[AssessorTerm]":
    """The terms that were not corrected away."""
    rows: QuerySet[AssessorTerm] = AssessorTerm.objects.unscoped(reason).filter(
        superseded_at__isnull=True
    )
    return rows


def counts_until(term: AssessorTerm) -> date:
    """The first day on which a term counts no more."""
    return term.removed_from or term.ends


def until(day: date) -> Q:
    """Terms that count on `day` or later."""
    return Q(removed_from__isnull=True, ends__gt=day) | Q(removed_from__gt=day)


def holding_on(day: date) -> Q:
    """Terms that count on `day`."""
    return Q(superseded_at__isnull=True, starts__lte=day) & until(day)


def in_reach(scope: Scope) -> "QuerySet[AssessorTerm]":
    """The terms a scope reads, the latest end first."""
    rows: QuerySet[AssessorTerm] = AssessorTerm.objects.scoped(scope)
    return (
        rows.select_related("person__organisation", "court")
        .annotate(counts_until=Coalesce(F("removed_from"), F("ends")))
        .order_by("-counts_until", "person__name", "pk")
    )


def state_on(term: AssessorTerm, day: date) -> str:
    """CORRECTED, COMING, SERVING, REMOVED or OVER."""
    if term.superseded_at:
        return CORRECTED
    if day < term.starts:
        return COMING
    if day < counts_until(term):
        return SERVING
    return REMOVED if term.removed_from else OVER


def lines_of(terms: Iterable[AssessorTerm], today: date) -> list[Line]:
    """The terms with their oaths and cases, in two queries and those of the rules."""
    listed = list(terms)
    ids = [term.pk for term in listed]
    oaths = dict(
        AssessorOath.objects.unscoped(WHY)
        .filter(term_id__in=ids)
        .order_by("pk")
        .values_list("term_id", "day")
    )
    sat = _sat(ids, today)
    months = rule("assessor.oath_months", on=today).number
    return [_line(term, oaths.get(term.pk), sat.get(term.pk, ()), months, today) for term in listed]


def _line(
    term: AssessorTerm, oath: date | None, sat: tuple[Sat, ...], months: int, today: date
) -> Line:
    due = months_later(term.starts, months)
    late = today > due and state_on(term, today) == SERVING
    state = SWORN if oath else OVERDUE if late else NOT_SWORN
    return Line(term, state_on(term, today), oath, state, due, sat, today.year)


def _sat(ids: list[int], today: date) -> dict[int, tuple[Sat, ...]]:
    """By term; of several rows of a year the latest counts. Each year has the cap of its end."""
    rows = AssessorCases.objects.unscoped(WHY).filter(term_id__in=ids).order_by("pk")
    latest = {(row.term_id, row.year): row for row in rows}
    caps = {year: _cap(year, today) for year in {year for _term, year in latest}}
    found: dict[int, list[Sat]] = defaultdict(list)
    for (term_id, year), row in sorted(latest.items(), reverse=True):
        found[term_id].append(Sat(year, row.cases, caps[year], row.source))
    return {term_id: tuple(of_one) for term_id, of_one in found.items()}


def _cap(year: int, today: date) -> int:
    """Years before the law have its first cap."""
    return rule("assessor.case_cap", on=min(date(max(year, LAW_YEAR), 12, 31), today)).number
