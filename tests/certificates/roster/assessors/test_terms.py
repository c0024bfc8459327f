"""What terms say on a day: sworn or not, full or not, over or not."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certificates.roster.assessors import mirroring, terms
from portal import clock
from portal.people.models import Organisation, Person
from tests.certificates.roster import city
from tests.certificates.roster.assessors import rows
from tests.certificates.roster.assessors.rows import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(db: None) -> Person:
    return city.somebody(city.place("village"))


@pytest.fixture
def court(db: None) -> Organisation:
    return rows.court()


def test_thirty_cases_are_allowed_and_make_full_and_the_thirty_first_is_too_much(
    person: Person, court: Organisation
) -> None:
    today = clock.today()
    term = rows.term(person, court, date(today.year, 1, 1))
    found = []
    for cases in (29, 30, 31):
        mirroring.count_cases(term, year=today.year, cases=cases, source="函", actor_id=None)
        sat = terms.lines_of([term], today)[0].this_year
        assert sat is not None
        found.append((sat.cases, sat.full, sat.beyond))
    assert found == [(29, False, False), (30, True, False), (31, True, True)]


def test_a_missing_oath_is_pointed_out_after_a_month(person: Person, court: Organisation) -> None:
    term = rows.term(person, court, date(2026, 5, 18))
    states = [
        terms.lines_of([term], day)[0].oath_state for day in (date(2026, 6, 18), date(2026, 6, 19))
    ]
    assert states == [terms.NOT_SWORN, terms.OVERDUE]
    with clock.at(clock.now().replace(year=2027)):
        mirroring.swear(term, day=date(2026, 6, 1), actor_id=None)
    assert terms.lines_of([term], date(2026, 7, 1))[0].oath_state == terms.SWORN


def test_the_state_of_a_term_follows_from_its_days(person: Person, court: Organisation) -> None:
    term = rows.term(person, court, date(2026, 5, 18))
    days = (date(2026, 5, 17), date(2026, 5, 18), date(2031, 5, 18))
    states = [terms.state_on(term, day) for day in days]
    assert states == [terms.COMING, terms.SERVING, terms.OVER]
    term.removed_from = date(2027, 1, 1)
    assert terms.state_on(term, date(2027, 1, 1)) == terms.REMOVED
    term.superseded_at = clock.now()
    assert terms.state_on(term, date(2026, 6, 1)) == terms.CORRECTED


def test_many_terms_take_as_many_queries_as_one(court: Organisation) -> None:
    village = city.place("village")
    listed = []
    counts = []
    for _n in range(3):
        term = rows.term(city.somebody(village), court, clock.today() - DAY)
        mirroring.count_cases(term, year=clock.today().year, cases=1, source="函", actor_id=None)
        listed.append(term)
    for some in (listed[:1], listed):
        with CaptureQueriesContext(connection) as seen:
            terms.lines_of(some, clock.today())
        counts.append(len(seen))
    assert counts[0] == counts[1]
