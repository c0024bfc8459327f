"""What doctor says of the roster. Guards of the database keep most of it at zero; that whatever has
ended says why and who follows, `writing` and `succeeding` alone. The last is a warning."""

from itertools import pairwise

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncDate

from certificates.roster.choices_of_assessors import Outcome
from certificates.roster.models import Appointment, AssessorTerm, RecommendationList
from certificates.roster.register import certificate_deadline, in_office_on, standings_of
from certificates.roster.standing import PENDING
from portal import clock, invariants
from portal.people.choices import AppointmentMode

WHY = "doctor"


def _finding(name: str, rows: QuerySet[Appointment]) -> invariants.Finding:
    first = rows.values_list("pk", flat=True).first()
    return invariants.Finding(name, first is None, rows.count(), str(first or ""))


@invariants.invariant
def no_post_has_two_holders() -> invariants.Finding:
    rows = Appointment.objects.unscoped(WHY).filter(superseded_at__isnull=True)
    rows = rows.order_by("post_id", "starts")
    held = list(rows.values_list("pk", "post_id", "starts", "ends"))
    doubled = [
        after[0]
        for before, after in pairwise(held)
        if before[1] == after[1] and (before[3] is None or before[3] > after[2])
    ]
    return invariants.none_of("roster: no post has two holders", doubled)


@invariants.invariant
def every_appointment_rests_on_its_decision() -> invariants.Finding:
    rows = Appointment.objects.unscoped(WHY).exclude(
        Q(gate_decision__granted=True) | Q(gate_decision__override_second__isnull=False),
        gate_decision__person=F("person"),
        gate_decision__post=F("post"),
        gate_decision__day=F("starts"),
    )
    return _finding("roster: every appointment rests on its own granted decision", rows)


@invariants.invariant
def nobody_is_hired_without_certificate() -> invariants.Finding:
    rows = Appointment.objects.unscoped(WHY).filter(
        mode=AppointmentMode.HIRED,
        certificate__isnull=True,
        gate_decision__override_second__isnull=True,
    )
    return _finding("roster: nobody is hired without a certificate", rows)


@invariants.invariant
def every_end_has_a_successor_or_a_vacancy() -> invariants.Finding:
    """A row for each, and no successor whose own entry was corrected away."""
    rows = Appointment.objects.unscoped(WHY).filter(
        Q(ending__succession__isnull=True)
        | Q(ending__succession__successor__superseded_at__isnull=False),
        ends__isnull=False,
        superseded_at__isnull=True,
    )
    return _finding("roster: every end has a successor or a vacancy", rows)


@invariants.invariant
def what_was_entered_late_was_signed_by_two() -> invariants.Finding:
    late = Appointment.objects.unscoped(WHY).filter(
        starts__lt=TruncDate("recorded_at", tzinfo=clock.CITY_ZONE), second_signer__isnull=True
    )
    return _finding("roster: past days were signed by two", late)


@invariants.invariant
def ends_and_endings_agree() -> invariants.Finding:
    """No trigger can hold this half: a row says its end first, and why after, in one transaction;
    plain SQL that sets `ends` and leaves it at that is told here."""
    rows = Appointment.objects.unscoped(WHY).filter(
        Q(ends__isnull=True, ending__isnull=False)
        | Q(ends__isnull=False, ending__isnull=True)
        | Q(ends__lt=F("ending__day"))
        | Q(ends__gt=F("ending__day"))
    )
    return _finding("roster: every ended appointment says why", rows)


@invariants.invariant
def nobody_is_an_assessor_twice_at_once() -> invariants.Finding:
    rows = AssessorTerm.objects.unscoped(WHY).filter(superseded_at__isnull=True)
    held = list(rows.order_by("person_id", "starts"))
    doubled = [
        after.pk
        for before, after in pairwise(held)
        if before.person_id == after.person_id
        and (before.removed_from or before.ends) > after.starts
    ]
    return invariants.none_of("roster: nobody is an assessor twice at once", doubled)


@invariants.invariant
def no_list_holds_more_than_its_fifth() -> invariants.Finding:
    """People's Assessors Law art. 11."""
    standing = Count("names", filter=~Q(names__outcome=Outcome.WITHDRAWN))
    rows = RecommendationList.objects.unscoped(WHY).annotate(standing=standing)
    name = "roster: no recommendation list holds more than its fifth"
    return invariants.none_of(name, [row.pk for row in rows if row.standing > row.most])


@invariants.invariant
def elected_past_their_deadline() -> invariants.Finding:
    """A warning: the law leaves the elected in office, the city set the deadline."""
    today = clock.today()
    rows = list(
        Appointment.objects.unscoped(WHY).filter(in_office_on(today), mode=AppointmentMode.ELECTED)
    )
    standings = standings_of({row.person_id for row in rows}, today)
    late = [
        row.pk
        for row in rows
        if dict(standings[row.person_id].appointments).get(row.pk) == PENDING
        and certificate_deadline(row) < today
    ]
    name = "roster: every elected member is certified by the deadline"
    return invariants.none_of(name, late, "warn")
