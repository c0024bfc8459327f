"""Mirroring the terms of people's assessors, whom the county's standing committee appoints."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from certificates.roster.models import AssessorTerm
from certificates.roster.refusing import Refused
from portal import clock
from portal.audit.recording import record
from portal.counting import age_on
from portal.people.models import Organisation, Person
from portal.policy.rules import rule


def mirror_assessor_term(
    person: Person,
    court: Organisation,
    *,
    starts: date,
    ends: date,
    appointed_by: str,
    actor_id: int | None,
) -> AssessorTerm:
    """Enter a people's assessor's term [starts, ends) that the standing committee decided; the
    platform appoints none. Past days are allowed: the fact is another body's. Raises Refused below
    the age of the law (People's Assessors Law art. 5) and for a second term at once."""
    least = rule("assessor.age_min", on=starts).number
    if age_on(person.birth_date, starts) < least:
        raise Refused(
            "starts", _("An assessor must be at least %(age)s years old.") % {"age": least}
        )
    try:
        with transaction.atomic():
            row = AssessorTerm.objects.create(
                person=person,
                court=court,
                starts=starts,
                ends=ends,
                appointed_by=appointed_by.strip(),
                recorded_at=clock.now(),
                recorded_by_id=actor_id,
            )
            place = person.organisation.path
            record("assessor.mirrored", row, actor_id=actor_id, place=place)
    except IntegrityError as error:
        raise Refused("starts", _("The person is an assessor in that time already.")) from error
    return row
