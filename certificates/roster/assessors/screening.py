"""Keeping what was found when somebody was looked at for recommendation; the one writer of
Screening."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from certificates.roster.assessors.eligibility import BARRED, CONDITIONS, INCOMPATIBLE
from certificates.roster.choices_of_assessors import Answer, Education
from certificates.roster.models import Screening
from certificates.roster.refusing import Refused
from portal import clock
from portal.audit.recording import record
from portal.people.models import Person

CODES = (*CONDITIONS, *INCOMPATIBLE, *BARRED)


def screen(
    person: Person,
    *,
    found: Mapping[str, str],
    education: str,
    checked_on: date,
    paper: str,
    actor_id: int | None,
) -> Screening:
    """Keep the answers to every question of arts. 5 to 7; what is not answered is "not looked at".

    The audit event says that somebody was screened, not what was found. Raises Refused for an
    unknown code or answer, a day ahead, and without a paper.
    """
    _refuse_bad(person, found, education, checked_on, actor_id)
    if not paper.strip():
        raise Refused("paper", _("Please enter on what paper this rests."))
    answers = {code: found.get(code, Answer.UNKNOWN.value) for code in CODES}
    with transaction.atomic():
        row = Screening.objects.create(
            person=person,
            found=answers,
            education=education,
            checked_on=checked_on,
            paper=paper.strip(),
            recorded_at=clock.now(),
            recorded_by_id=actor_id,
        )
        looked_at = sum(answer != Answer.UNKNOWN for answer in answers.values())
        record(
            "assessor.screened",
            person,
            actor_id=actor_id,
            place=person.organisation.path,
            data={"screening": row.pk, "looked_at": looked_at},
        )
    return row


def _refuse_bad(
    person: Person,
    found: Mapping[str, str],
    education: str,
    checked_on: date,
    actor_id: int | None,
) -> None:
    if actor_id is not None and person.user_id == actor_id:
        raise Refused("", _("Somebody else has to look: nobody screens themselves."))
    if set(found) - set(CODES) or set(found.values()) - set(Answer.values):
        raise Refused("", _("One of the answers is not known. Please fill in the form anew."))
    if education not in Education.values:
        raise Refused("education", _("Please choose an education from the list."))
    if checked_on > clock.today():
        raise Refused("checked_on", _("The screening is entered once it has been made."))
