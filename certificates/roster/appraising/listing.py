"""The appraisals of a place and a year: everybody who was in office, with what is written and what
is missing; read in a fixed number of queries."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from certificates.roster.appraising.deciding import success_rate
from certificates.roster.appraising.recording import scale_of
from certificates.roster.choices import ROSTER_KEEPERS
from certificates.roster.choices_of_appraisals import FAILING, AppraisalGrade
from certificates.roster.models import Appointment, Appraisal
from portal.people.models import Organisation
from portal.policy.rules import rule
from portal.scope import Scope

EMPTY, COUNTED, PROPOSED, PUBLISHED, FINAL = "empty", "counted", "proposed", "published", "final"
STAGES = (EMPTY, COUNTED, PROPOSED, PUBLISHED, FINAL)
HUNDRED = 100


@dataclass(frozen=True)
class Line:
    """Somebody in office that year. `again` says that the grade is the person's second weak one
    running, wherever the first was given, `fails` that it asks for a replacement, which the body
    that elected or hired decides."""

    appointment: Appointment
    appraisal: Appraisal | None
    stage: str
    rate: Decimal | None = None
    fails: bool = False
    again: bool = False


def in_office_in(scope: Scope, year: int) -> "Iterable[Appointment]":
    """The appointments at a keeper's places that hold on some day of the year."""
    rows = Appointment.objects.scoped(scope).filter(
        scope.below("organisation__path", *ROSTER_KEEPERS), reaching(year)
    )
    rows = rows.select_related("person", "post", "organisation")
    return rows.order_by("organisation__path", "post__kind", "post__number", "starts", "pk")


def reaching(year: int, prefix: str = "") -> Q:
    """The entries that hold on some day of the year; `prefix` leads to them."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return (Q(**{f"{prefix}ends": None}) | Q(**{f"{prefix}ends__gt": first})) & Q(
        **{f"{prefix}starts__lte": last, f"{prefix}superseded_at": None}
    )


def lines_of(scope: Scope, place: Organisation, year: int) -> list[Line]:
    """Everybody at or below the place, in the order of places and posts."""
    rows = [
        row for row in in_office_in(scope, year) if row.organisation.path.startswith(place.path)
    ]
    written = _written(rows, year)
    weak = _weak_in({row.person_id for row in rows}, year - 1)
    return [_line(row, written.get(row.pk), row.person_id in weak) for row in rows]


def line_of(appointment: Appointment, year: int) -> Line:
    """The line of one appointment."""
    row = _written([appointment], year).get(appointment.pk)
    weak = _weak_in({appointment.person_id}, year - 1)
    return _line(appointment, row, appointment.person_id in weak)


def _written(rows: Iterable[Appointment], year: int) -> dict[int, Appraisal]:
    found = Appraisal.objects.unscoped("the appraisals of appointments in reach").filter(
        year=year, superseded_at__isnull=True, appointment__in=[row.pk for row in rows]
    )
    return {one.appointment_id: one for one in found}


def _weak_in(person_ids: set[int], year: int) -> set[int]:
    """Whose final grade of a year is the weak one, in whichever post and term; an entry that was
    struck, or that does not reach the year, has none."""
    found = Appraisal.objects.unscoped("the grades of people in reach").filter(
        reaching(year, "appointment__"),
        person__in=person_ids,
        year=year,
        final=AppraisalGrade.BASICALLY,
        superseded_at__isnull=True,
    )
    return set(found.values_list("person_id", flat=True))


def _line(row: Appointment, appraisal: Appraisal | None, weak_before: bool) -> Line:
    if appraisal is None:
        return Line(row, None, EMPTY)
    grade = appraisal.final or appraisal.proposed
    return Line(
        row,
        appraisal,
        stage_of(appraisal),
        success_rate(appraisal.accepted, appraisal.succeeded),
        fails=grade in FAILING,
        again=weak_before and grade == AppraisalGrade.BASICALLY,
    )


def stage_of(appraisal: Appraisal) -> str:
    if appraisal.final:
        return FINAL
    if appraisal.published_from:
        return PUBLISHED
    return PROPOSED if appraisal.proposed else COUNTED


def counts(lines: Iterable[Line]) -> Counter[str]:
    """How many there are of each stage."""
    return Counter(line.stage for line in lines)


def too_many_best(lines: Iterable[Line], year: int) -> tuple[int, int, int] | None:
    """(how many have the best grade, of how many, percent allowed) where it is more than the rule
    says; a warning, never a refusal."""
    grades = [line.appraisal.final or line.appraisal.proposed for line in lines if line.appraisal]
    graded = [grade for grade in grades if grade]
    best = graded.count(scale_of(year)[0])
    allowed = rule("appraisal.excellent_percent", on=date(year, 12, 31)).number
    if best * HUNDRED <= allowed * len(graded):
        return None
    return best, len(graded), allowed
