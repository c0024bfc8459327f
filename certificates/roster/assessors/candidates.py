"""What is known of people who might be recommended as assessors, in a few queries for many."""

from collections.abc import Iterable
from datetime import date

from certificates.roster.assessors.eligibility import Asked, Eligibility, Known, decide
from certificates.roster.assessors.terms import counting, counts_until
from certificates.roster.choices_of_assessors import PUNISHING
from certificates.roster.models import Appointment, AssessorTerm, Screening
from certificates.roster.register import in_office_on, people_in_reach
from portal.counting import age_on, months_later
from portal.people.models import Person
from portal.policy.rules import rule
from portal.scope import Scope

WHY = "who may be recommended as an assessor"


def asked_on(day: date) -> Asked:
    """The rules of a day."""
    months = rule("assessor.screening_months", on=day).number
    return Asked(
        rule("assessor.age_min", on=day).number,
        rule("assessor.terms_max", on=day).number,
        months_later(day, -months),
    )


def eligibility_of(people: Iterable[Person], day: date) -> dict[int, Eligibility]:
    """The decision for each person (with its organisation fetched), by id."""
    listed = list(people)
    ids = [person.pk for person in listed]
    screenings = latest_screenings(ids)
    terms: dict[int, list[AssessorTerm]] = {pk: [] for pk in ids}
    for term in counting(WHY).filter(person_id__in=ids).select_related("court", "removal"):
        terms[term.person_id].append(term)
    asked = asked_on(day)
    return {
        person.pk: decide(_known(person, terms[person.pk], screenings.get(person.pk), day), asked)
        for person in listed
    }


def latest_screenings(ids: Iterable[int]) -> dict[int, Screening]:
    """The screening of each person that counts."""
    rows = Screening.objects.unscoped(WHY).filter(person_id__in=list(ids)).order_by("pk")
    return {row.person_id: row for row in rows}


def mediators(scope: Scope, day: date, *roles: str) -> list[Person]:
    """Who is at home in a place of these roles and holds a post on the day, by name."""
    serving = Appointment.objects.unscoped(WHY).filter(in_office_on(day)).values("person_id")
    rows = people_in_reach(scope).filter(scope.below("organisation__path", *roles), pk__in=serving)
    return list(rows.select_related("organisation").order_by("name", "pk"))


def _known(
    person: Person, terms: list[AssessorTerm], screening: Screening | None, day: date
) -> Known:
    serving = next((term.court.name for term in terms if counts_until(term) > day), "")
    return Known(
        age=age_on(person.birth_date, day),
        home=person.organisation.kind,
        found=screening.found if screening else None,
        education=screening.education if screening else "unknown",
        screened_on=screening.checked_on if screening else None,
        serving_at=serving,
        terms=max((term.number or 1 for term in terms), default=0),
        punished=any(
            term.removal.ground in PUNISHING for term in terms if hasattr(term, "removal")
        ),
    )
