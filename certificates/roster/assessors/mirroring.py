"""Mirroring what standing committee and court decided about people's assessors; the platform makes
and removes none. The one writer of the terms and of what hangs on them."""

from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certificates.roster.assessors.terms import counting, counts_until
from certificates.roster.choices_of_assessors import Channel, RemovalGround
from certificates.roster.models import (
    AssessorCases,
    AssessorCorrection,
    AssessorOath,
    AssessorRemoval,
    AssessorTerm,
)
from certificates.roster.refusing import Refused, refuse_bad_day, refuse_empty
from certificates.roster.turns import at_person
from portal import clock
from portal.audit.recording import record
from portal.counting import age_on, years_later
from portal.people.choices import OrganisationKind
from portal.people.models import Organisation, Person
from portal.policy.rules import rule

LAW_SINCE = date(2018, 4, 27)  # terms begun before it are older law: taken, without its age
LATEST_YEARS = 1  # after the decision a term has begun
MOST_CASES = 999  # more than two a day: a slip of the finger
WHY = "mirroring terms of assessors"


def mirror(
    person: Person,
    court: Organisation,
    *,
    starts: date,
    appointed_by: str,
    actor_id: int | None,
    ends: date | None = None,
    number: int = 1,
    channel: str = Channel.DRAWN,
    decision_number: str = "",
    decided_on: date | None = None,
) -> AssessorTerm:
    """Enter a term [starts, ends) that the standing committee decided, of the years of art. 13
    unless `ends` is given; past days too: the fact is another body's. `number` says which term it
    is. Raises Refused below the age of art. 5, for a longer term, one more than
    `assessor.terms_max`, a number the earlier terms contradict, and a second term at once."""
    ends = ends or years_later(starts, rule("assessor.term_years", on=_judged(starts)).number)
    _refuse_bad_term(person, court, starts, ends, decided_on)
    refuse_empty("appointed_by", appointed_by, _("Please enter which standing committee decided."))
    _refuse_number(person, starts, number)
    row = AssessorTerm(
        person=person,
        court=court,
        starts=starts,
        ends=ends,
        appointed_by=appointed_by.strip(),
        number=number,
        channel=channel,
        decision_number=decision_number.strip() or None,
        decided_on=decided_on,
        recorded_at=clock.now(),
        recorded_by_id=actor_id,
    )
    try:
        _write(row, actor_id)
    except IntegrityError as error:
        raise Refused("starts", _taken(person, starts, ends)) from error
    return row


def _write(row: AssessorTerm, actor_id: int | None) -> None:
    data = {
        "court": row.court_id,
        "starts": row.starts.isoformat(),
        "ends": row.ends.isoformat(),
        "number": row.number,
    }
    with transaction.atomic():
        at_person(row.person_id)
        row.save(force_insert=True)
        _record("assessor.mirrored", row, actor_id, data=data)


def swear(term: AssessorTerm, *, day: date, actor_id: int | None) -> AssessorOath:
    """Enter the day of the public oath (art. 12); a second entry corrects the first. Raises
    Refused for a day before the term or one to come, and for a term that counts no more."""
    if day > clock.today():
        raise Refused("day", _("The oath is entered once it has been sworn."))
    if day < (term.decided_on or term.starts):
        raise Refused("day", _("The oath follows the decision; that day lies before it."))
    with transaction.atomic():
        _refuse_unless_counting(term)
        row = AssessorOath.objects.create(
            term=term, day=day, recorded_at=clock.now(), recorded_by_id=actor_id
        )
        _record("assessor.sworn", term, actor_id, data={"day": day.isoformat()})
    return row


def count_cases(
    term: AssessorTerm, *, year: int, cases: int, source: str, actor_id: int | None
) -> AssessorCases:
    """Enter how many cases the court says the assessor sat in during a year; a second entry of a
    year corrects the first. More than the cap is the court's fact and is kept. Raises Refused for a
    year outside the term or to come."""
    last = min((term.removed_from or term.ends).year, clock.today().year)
    if not term.starts.year <= year <= last:
        raise Refused(
            "year",
            _("The term has the years %(first)s to %(last)s so far.")
            % {"first": term.starts.year, "last": last},
        )
    if not 0 <= cases <= MOST_CASES:
        raise Refused(
            "cases", _("Please enter a number from 0 to %(most)s.") % {"most": MOST_CASES}
        )
    refuse_empty("source", source, _("Please enter the paper the number comes from."))
    with transaction.atomic():
        _refuse_unless_counting(term)
        row = AssessorCases.objects.create(
            term=term,
            year=year,
            cases=cases,
            source=source.strip(),
            recorded_at=clock.now(),
            recorded_by_id=actor_id,
        )
        _record("assessor.cases_counted", term, actor_id, data={"year": year, "cases": cases})
    return row


def remove(
    term: AssessorTerm,
    *,
    day: date,
    ground: str,
    removed_by: str,
    decision_number: str,
    actor_id: int | None,
) -> AssessorRemoval:
    """Enter that the standing committee removed an assessor early (art. 27); `day` is the first day
    on which the term counts no more. Raises Refused for a day outside the term, without ground or
    document, and when it is entered already."""
    if ground not in RemovalGround.values:
        raise Refused("ground", _("Please choose a ground of art. 27."))
    refuse_empty("removed_by", removed_by, _("Please enter which standing committee decided."))
    refuse_empty("decision_number", decision_number, _("Please enter the number of the decision."))
    if not term.starts < day < term.ends:
        raise Refused("day", _("The day does not lie within the term."))
    if day > clock.today():
        refuse_bad_day("day", day)
    with transaction.atomic():
        at_person(term.person_id)
        rows = counting(WHY).filter(pk=term.pk, removed_from__isnull=True)
        if not rows.update(removed_from=day):
            raise Refused("", _("This term has been ended or corrected already."))
        row = AssessorRemoval.objects.create(
            term=term,
            day=day,
            ground=ground,
            removed_by=removed_by.strip(),
            decision_number=decision_number.strip(),
            recorded_at=clock.now(),
            recorded_by_id=actor_id,
        )
        data = {"day": day.isoformat(), "ground": ground, "document": row.decision_number}
        _record("assessor.removed", term, actor_id, data=data)
    return row


def supersede(term: AssessorTerm, *, reason: str, actor_id: int | None) -> AssessorCorrection:
    """Say that a term was recorded wrongly: it counts for nothing from now on and stays on record;
    what is right is mirrored anew. Raises Refused without a reason, and when it was said
    already."""
    refuse_empty("reason", reason, _("Please say what was wrong."))
    moment = clock.now()
    with transaction.atomic():
        if not counting(WHY).filter(pk=term.pk).update(superseded_at=moment):
            raise Refused("", _("This term has been corrected already."))
        row = AssessorCorrection.objects.create(
            term=term, reason=reason.strip(), recorded_at=moment, recorded_by_id=actor_id
        )
        _record("assessor.superseded", term, actor_id, reason=row.reason)
    return row


def _refuse_bad_term(
    person: Person, court: Organisation, starts: date, ends: date, decided_on: date | None
) -> None:
    if court.kind != OrganisationKind.COURT:
        raise Refused("court", _("Please choose a people's court."))
    least = rule("assessor.age_min", on=_judged(starts)).number
    if starts >= LAW_SINCE and age_on(person.birth_date, starts) < least:
        raise Refused(
            "starts", _("An assessor must be at least %(age)s years old.") % {"age": least}
        )
    years = rule("assessor.term_years", on=_judged(starts)).number
    if not starts < ends <= years_later(starts, years):
        raise Refused(
            "ends",
            _("A term lasts at most %(years)s years and ends after it begins.") % {"years": years},
        )
    if decided_on and (decided_on > starts or decided_on > clock.today()):
        raise Refused("decided_on", _("The decision comes before the term, and not in days ahead."))
    if starts > years_later(decided_on or clock.today(), LATEST_YEARS):
        raise Refused(
            "starts", _("The term begins more than a year after its decision. Check the year.")
        )


def _judged(starts: date) -> date:
    """The day whose rules a term is judged by: none are older than the law."""
    return max(starts, LAW_SINCE)


def _refuse_number(person: Person, starts: date, number: int) -> None:
    """Terms of which the platform knows nothing count too: the number is told, not counted."""
    most = rule("assessor.terms_max", on=_judged(starts)).number
    if number > most:
        raise Refused(
            "number",
            _("Nobody is an assessor for more than %(most)s terms (rule assessor.terms_max).")
            % {"most": most},
        )
    earlier = counting(WHY).filter(person=person, starts__lt=starts).count()
    if number <= earlier:
        raise Refused(
            "number",
            _("The roster has earlier terms of this person (%(count)s); this is a later one.")
            % {"count": earlier},
        )


def _taken(person: Person, starts: date, ends: date) -> str:
    """Which term stands in the way."""
    rows = counting(WHY).filter(person=person).order_by("starts").select_related("court")
    other = next((row for row in rows if row.starts < ends and starts < counts_until(row)), None)
    if other is None:
        return _("Something changed a moment ago. Please look again and confirm.")
    words = {"court": other.court.name, "day": date_format(counts_until(other))}
    return (
        _(
            "The person is an assessor of %(court)s in that time, until before %(day)s: one court"
            " and one term at a time."
        )
        % words
    )


def _refuse_unless_counting(term: AssessorTerm) -> None:
    if not counting(WHY).filter(pk=term.pk).exists():
        raise Refused("", _("This term has been corrected already."))


def _record(
    kind: str,
    term: AssessorTerm,
    actor_id: int | None,
    *,
    reason: str = "",
    data: Mapping[str, object] | None = None,
) -> None:
    record(
        kind,
        term,
        actor_id=actor_id,
        place=term.person.organisation.path,
        reason=reason,
        data={"person": term.person_id, **(data or {})},
    )
