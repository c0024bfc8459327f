"""Real rows for the tests of people's assessors: terms, screenings, lists, disputes."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from certificates.roster.assessors import disputing, mirroring, recommending, screening
from certificates.roster.assessors.eligibility import CONDITIONS
from certificates.roster.assessors.screening import CODES
from certificates.roster.models import (
    AssessorTerm,
    MediatedDispute,
    Recommendation,
    RecommendationList,
    Screening,
)
from portal import clock
from portal.people.models import Organisation, Person
from tests.certificates.roster import city

DAY = timedelta(days=1)
COUNCIL = "市人大常委会"
_numbers = count(1)
CLEAR = dict.fromkeys(CODES, "no") | dict.fromkeys(CONDITIONS, "yes")


def court(below: Organisation | None = None, name: str = "") -> Organisation:
    return city.place("court", below, name or f"法院{next(_numbers)}")


def term(person: Person, at: Organisation, starts: date | None = None, **more: Any) -> AssessorTerm:
    """Mirrored; begun today unless told."""
    values: dict[str, Any] = {"appointed_by": COUNCIL, "actor_id": None} | more
    return mirroring.mirror(person, at, starts=starts or clock.today(), **values)


def screened(person: Person, **found: str) -> Screening:
    """Looked at today, with nothing in the way unless told."""
    return screening.screen(
        person,
        found=CLEAR | found,
        education="secondary",
        checked_on=clock.today(),
        paper="核查表1号",
        actor_id=None,
    )


def opened(place: Organisation, at: Organisation, **more: Any) -> RecommendationList:
    """A list for two names unless told otherwise."""
    values: dict[str, Any] = {
        "quota": 14,
        "quota_paper": "人常〔2026〕3号",
        "taken": 0,
        "actor_id": None,
    }
    return recommending.open_list(place, at, **(values | more))


def ready(home: Organisation, name: str = "") -> Person:
    """Somebody who may be recommended: in office, and screened."""
    person = city.somebody(home, name)
    city.elect(person, city.seat(home))
    screened(person)
    return person


def named(listed: RecommendationList, person: Person) -> Recommendation:
    return recommending.put_on(
        listed, person, nominator_kind="employer", nominator="柳溪村", actor_id=None
    )


def dispute(person: Person, at: Organisation, number: str, *parties: str) -> MediatedDispute:
    """Taken up today."""
    return disputing.enter(
        at,
        [person],
        number=number,
        parties=parties or ("甲某",),
        starts=clock.today(),
        ends=None,
        actor_id=None,
    )[0]
