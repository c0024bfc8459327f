"""What the roster knows of people, gathered in a few queries for many of them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Subquery

from certificates.holdings import Holding, holdings_of
from certificates.roster.choices import ROSTER_KEEPERS
from certificates.roster.models import (
    CLOSED,
    Appointment,
    AssessorTerm,
    DutySuspension,
    Succession,
)
from certificates.roster.refusing import judged_on
from certificates.roster.standing import (
    LABELS,
    ON_DUTY,
    AppointmentFact,
    Facts,
    Period,
    Standing,
    decide,
)
from certificates.roster.twin import AsOf, rows_of
from courses.models import LessonProgress
from portal import clock
from portal.people.choices import COMMITTEE_KINDS, CandidacyState
from portal.people.models import CandidacyStep, Organisation, Person, Post
from portal.policy.rules import rule
from portal.prepared import OfSome
from portal.scope import Scope

WHY = "standing"
SERVING = "SELECT DISTINCT a.person_id FROM roster_appointment a WHERE {in_office}"
ON_DUTY_COUNT = f"SELECT count(*) FROM standing WHERE label = {LABELS.index(ON_DUTY)}"  # noqa: S608

_APPOINTED = OfSome(
    lambda ids, **narrowed: (
        Appointment.objects.unscoped(WHY)
        .filter(person_id__in=ids, **narrowed)
        .order_by("starts", "pk")
        .values_list(
            *("pk", "person_id", "mode", "starts", "ends"),
            *("ending__reason", "ending__recorded_at", "superseded_at"),
        )
    )
)
_SUSPENDED = OfSome(
    lambda ids, **narrowed: (
        DutySuspension.objects.unscoped(WHY)
        .filter(appointment__person_id__in=ids, **narrowed)
        .values_list("appointment_id", "starts", "ends", "lift_recorded_at")
    )
)
_TERMS = OfSome(
    lambda ids, **narrowed: (
        AssessorTerm.objects.unscoped(WHY)
        .filter(person_id__in=ids, **narrowed)
        .values_list(
            *("person_id", "starts", "ends", "removed_from"),
            *("removal__recorded_at", "superseded_at"),
        )
    )
)
_OPENED = OfSome(
    lambda ids, **narrowed: (
        LessonProgress.objects.unscoped(WHY)
        .filter(person_id__in=ids, **narrowed)
        .values_list("person_id")
        .annotate(Min("opened_at"))
    )
)
_CANDIDACIES = OfSome(
    lambda ids, **narrowed: (
        CandidacyStep.objects.unscoped(WHY)
        .filter(candidacy__person_id__in=ids, **narrowed)
        .values_list("candidacy_id", "candidacy__person_id")
        .annotate(
            begun=Min("recorded_at"),
            withdrawn=Min("recorded_at", filter=Q(state=CandidacyState.WITHDRAWN)),
        )
        .order_by("candidacy_id")
    )
)


def _until(known_at: datetime | None) -> dict[str, datetime]:
    """Without what was recorded later."""
    return {"recorded_at__lte": known_at} if known_at else {}


def facts_of(person_ids: Iterable[int], known_at: datetime | None = None) -> dict[int, Facts]:
    """The facts of each person (empty ones where nothing is known), in eight queries.

    `known_at` (aware) leaves out what was recorded later: the roster as it stood that moment.
    """
    ids = set(person_ids)
    held = holdings_of(ids, known_at)
    appointments = _appointments(ids, known_at)
    terms = _assessor_terms(ids, known_at)
    learning = _learning_since(ids, known_at)
    named = _candidacies(ids, known_at)
    return {
        pk: Facts(
            tuple(appointments.get(pk, ())),
            tuple(held.get(pk, ())),
            tuple(terms.get(pk, ())),
            learning.get(pk),
            tuple(named.get(pk, ())),
        )
        for pk in ids
    }


def standing_of(person_id: int, day: date, known_at: datetime | None = None) -> Standing:
    """A person's standing on a day, as known now or at `known_at`."""
    return decide(facts_of([person_id], known_at)[person_id], day)


def standings_of(
    person_ids: Iterable[int], day: date, known_at: datetime | None = None
) -> dict[int, Standing]:
    """The standings of many people on a day."""
    return {pk: decide(facts, day) for pk, facts in facts_of(person_ids, known_at).items()}


def holders(day: date) -> QuerySet[Appointment]:
    """Who holds a post on `day` or is going to; the caller names posts in reach."""
    rows = Appointment.objects.unscoped("holders of posts in reach").filter(
        Q(ends__isnull=True) | Q(ends__gt=day), superseded_at__isnull=True
    )
    return rows.order_by("starts")


def in_office_on(day: date) -> Q:
    """Appointments that hold on `day`; an end recorded ahead ends nothing yet, and an
    entry that was corrected counts for nothing."""
    open_then = Q(ends__isnull=True) | Q(ends__gt=day)
    return Q(starts__lte=day, superseded_at__isnull=True) & open_then


def holders_at(organisation_id: int) -> list[tuple[str, str]]:
    """For each post held at an organisation today its kind and the holder's sex."""
    rows = Appointment.objects.unscoped(WHY).filter(in_office_on(clock.today()))
    here = rows.filter(organisation_id=organisation_id).order_by("post_id")
    return list(here.values_list("post__kind", "person__sex"))


def has_appointment(person_id: int) -> bool:
    """Does anybody's roster tell of an appointment of this record, whatever became of it?"""
    return Appointment.objects.unscoped(WHY).filter(person_id=person_id).exists()


def has_open_appointment(person_id: int) -> bool:
    """Is the person in office today, or appointed for a day to come?"""
    rows = Appointment.objects.unscoped(WHY).filter(person_id=person_id, superseded_at__isnull=True)
    return rows.filter(Q(ends__isnull=True) | Q(ends__gt=clock.today())).exists()


def public_numbers(day: date) -> dict[str, int]:
    """`committees`, and `on_duty`: mediators on duty with a certificate."""
    as_of = AsOf(day)
    clauses = as_of.clauses(SERVING.format(in_office=as_of.in_office("a")))
    ((on_duty,),) = rows_of(as_of, f"WITH {clauses} {ON_DUTY_COUNT}", {})
    committees = Organisation.objects.filter(kind__in=COMMITTEE_KINDS).count()
    return {"committees": committees, "on_duty": on_duty}


def held_in(facts: Facts) -> list[Holding]:
    """The certificates among the facts, oldest first, with all that is printed of them."""
    return [held for held in facts.certificates if isinstance(held, Holding)]


def _appointments(ids: set[int], known_at: datetime | None) -> dict[int, list[AppointmentFact]]:
    suspensions = _suspensions(ids, known_at)
    found: dict[int, list[AppointmentFact]] = defaultdict(list)
    values = _APPOINTED.rows(ids, **_until(known_at))
    for pk, person_id, mode, starts, ends, reason, ended_at, superseded_at in values:
        if superseded_at and (known_at is None or superseded_at <= known_at):
            continue
        known = known_at is None or (ended_at is not None and ended_at <= known_at)
        period = Period(starts, ends if known else None)
        told = (reason or "") if known else ""
        found[person_id].append(
            AppointmentFact(pk, mode, period, told, tuple(suspensions.get(pk, ())))
        )
    return found


def _suspensions(ids: set[int], known_at: datetime | None) -> dict[int, list[Period]]:
    """By appointment."""
    found: dict[int, list[Period]] = defaultdict(list)
    for pk, starts, ends, lifted_at in _SUSPENDED.rows(ids, **_until(known_at)):
        known = known_at is None or (lifted_at is not None and lifted_at <= known_at)
        found[pk].append(Period(starts, ends if known else None))
    return found


def _assessor_terms(ids: set[int], known_at: datetime | None) -> dict[int, list[Period]]:
    """Without those that were corrected away; a removed one only until its day."""
    found: dict[int, list[Period]] = defaultdict(list)
    values = _TERMS.rows(ids, **_until(known_at))
    for person_id, starts, ends, removed_from, removed_at, superseded_at in values:
        if superseded_at and (known_at is None or superseded_at <= known_at):
            continue
        told = removed_from and (known_at is None or (removed_at and removed_at <= known_at))
        found[person_id].append(Period(starts, removed_from if told else ends))
    return found


def _learning_since(ids: set[int], known_at: datetime | None) -> dict[int, date]:
    """The day each person first opened a lesson."""
    narrowed = {"opened_at__lte": known_at} if known_at else {}
    first = _OPENED.rows(ids, **narrowed)
    return {person_id: clock.day_of(moment) for person_id, moment in first}


def _candidacies(ids: set[int], known_at: datetime | None) -> dict[int, list[Period]]:
    """The days from the first step of each candidacy to its withdrawal."""
    found: dict[int, list[Period]] = defaultdict(list)
    for _pk, person_id, begun, withdrawn in _CANDIDACIES.rows(ids, **_until(known_at)):
        ends = clock.day_of(withdrawn) if withdrawn else None
        found[person_id].append(Period(clock.day_of(begun), ends))
    return found


def serving_in(scope: Scope) -> Q:
    """The people whose appointment in a keeper's places holds, or is going to."""
    here = Appointment.objects.unscoped("reach of a keeper").filter(
        scope.below("organisation__path", *ROSTER_KEEPERS), superseded_at__isnull=True
    )
    serving = here.filter(Q(ends__isnull=True) | Q(ends__gt=clock.today()))
    return Q(pk__in=serving.values("person_id"))


def people_in_reach(scope: Scope) -> QuerySet[Person]:
    """Of the people a scope reaches, those it reaches as a keeper of the roster: at home in a
    keeper's places, or serving there while it lasts; a merged double is nobody."""
    rows: QuerySet[Person] = Person.objects.scoped(scope).filter(
        scope.below("organisation__path", *ROSTER_KEEPERS) | serving_in(scope),
        merged_into__isnull=True,
    )
    return rows


def posts_in_reach(scope: Scope) -> QuerySet[Post]:
    """The posts a keeper may fill and mend."""
    rows: QuerySet[Post] = Post.objects.scoped(scope).filter(
        scope.below("organisation__path", *ROSTER_KEEPERS)
    )
    return rows


def posts_with_holders(scope: Scope, today: date) -> QuerySet[Post]:
    """Posts in reach, with the name of who holds each today or is going to in `holder`, and whether
    it is `closed`."""
    names = holders(today).filter(post=OuterRef("pk")).values("person__name")
    closed = Succession.objects.unscoped("closed posts in reach").filter(
        CLOSED, post=OuterRef("pk")
    )
    rows = posts_in_reach(scope).select_related("organisation")
    return rows.annotate(holder=Subquery(names[:1]), closed=Exists(closed)).order_by(
        "organisation__path", "kind", "number"
    )


def certificate_deadline(appointment: Appointment) -> date:
    """The last day on which an elected member should have the certificate (a city's rule)."""
    days = rule("elected.certificate_deadline_days", on=judged_on(appointment.starts)).number
    return appointment.starts + timedelta(days=days)
