"""How somebody stands and who holds which post, for programs of offices; reads only."""

from datetime import date, datetime, timedelta

from django.db.models import Q

from certificates.roster.models import Appointment
from certificates.roster.register import facts_of, held_in, in_office_on
from certificates.roster.standing import Facts, Standing, decide
from portal.people.models import Organisation

AT_ONCE = 200
WHY = "the roster, for the key of an office"


class NoPlace(LookupError):
    """No organisation of this id or code is within reach."""


def place_of(path: str, organisation_id: int | None, division_code: str | None) -> Organisation:
    """The organisation at or below a tree path; of several with one code the highest. Raises
    NoPlace: what is out of reach is not there."""
    wanted = Q(pk=organisation_id) if organisation_id else Q(division_code=division_code)
    rows = Organisation.objects.filter(wanted, path__startswith=path).order_by("depth", "path")
    found: Organisation | None = rows.first()
    if found is None:
        raise NoPlace
    return found


def standing(
    person_id: int, day: date, known_at: datetime | None
) -> tuple[Standing, list[Appointment]]:
    """The standing, and the appointments that hold on the day as known then, the oldest first."""
    told = decide(facts_of([person_id], known_at)[person_id], day)
    ids = [pk for pk, _label in told.appointments]
    rows = Appointment.objects.unscoped(WHY).filter(pk__in=ids)
    joined = rows.select_related("post", "organisation", "ending")
    return told, list(joined.order_by("starts", "pk"))


def members(
    place: Organisation, day: date, known_at: datetime | None, after: int
) -> list[tuple[Appointment, Standing, Facts]]:
    """Up to 200 appointments that hold on the day at the place or below it, with their holders'
    standing and facts, by number behind `after`."""
    rows = Appointment.objects.unscoped(WHY).filter(
        organisation__path__startswith=place.path, pk__gt=after
    )
    if known_at is None:
        rows = rows.filter(in_office_on(day))
    else:
        rows = rows.filter(_perhaps_on(day, known_at))
    found: list[tuple[Appointment, Standing, Facts]] = []
    ordered = rows.select_related("person", "post", "organisation", "ending").order_by("pk")
    while len(found) < AT_ONCE:
        some = list(ordered.filter(pk__gt=after)[:AT_ONCE])
        facts = facts_of({row.person_id for row in some}, known_at)
        for row in some:
            known = facts[row.person_id]
            told = decide(known, day)
            if row.pk in dict(told.appointments):
                found.append((row, told, known))
        if len(some) < AT_ONCE:
            break
        after = some[-1].pk
    return found[:AT_ONCE]


def _perhaps_on(day: date, known_at: datetime) -> Q:
    """What may have held as known then: an end recorded since is not looked at."""
    right = Q(superseded_at__isnull=True) | Q(superseded_at__gt=known_at)
    return right & Q(starts__lte=day, recorded_at__lte=known_at)


def certificate_of(told: Standing, facts: Facts, day: date) -> tuple[str, date | None]:
    """Number and last day of the certificate that counts; empty without one."""
    for held in reversed(held_in(facts)):
        if told.certificate and held.state_on(day) == told.certificate:
            return held.number, held.valid_until
    return "", None


def last_day(row: Appointment, known_at: datetime | None) -> date | None:
    """The last day of an appointment as far as it was known."""
    known = known_at is None or (row.ends is not None and row.ending.recorded_at <= known_at)
    ends = (row.ends if known else None) or row.term_ends
    return ends - timedelta(days=1) if ends else None
