"""Who holds which post, for programs of offices: pages, and what is looked at and left out."""

import pytest
from pytest_django import DjangoAssertNumQueries

from certificates.roster import answering
from certificates.roster.register import facts_of
from certificates.roster.standing import Facts, Standing
from portal import clock
from tests.certificates.roster import city
from tests.certificates.roster.acts import DAY, elected_ago, end
from tests.certificates.roster.conftest import Town


def test_a_page_is_filled_past_those_who_had_left(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As known then an end is looked at row by row, so that one look may not fill a page."""
    monkeypatch.setattr(answering, "AT_ONCE", 2)
    rows = [
        elected_ago(city.somebody(town.east_village), city.seat(town.east_village), 90)
        for _n in range(4)
    ]
    with clock.at(clock.now() - 9 * DAY):
        end(rows[0])
    found = answering.members(town.east, clock.today(), clock.now(), 0)
    assert [row.pk for row, _told, _facts in found] == [rows[1].pk, rows[2].pk]
    (last,) = answering.members(town.east, clock.today(), clock.now(), rows[2].pk)
    assert last[0].pk == rows[3].pk


@pytest.mark.parametrize("people", [1, 3])
def test_a_page_as_known_then_takes_the_same_queries_for_one_and_for_three(
    town: Town, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Who had left is told with the last day, without a look at each end."""
    for _n in range(people):
        row = elected_ago(city.somebody(town.east_village), city.seat(town.east_village), 90)
        end(row, day=clock.today() + 3 * DAY)
    moment = clock.now()
    with django_assert_num_queries(9):
        found = answering.members(town.east, clock.today(), moment, 0)
        days = [answering.last_day(row, moment) for row, _told, _facts in found]
    assert days == [clock.today() + 2 * DAY] * people


def test_without_a_certificate_there_is_no_number() -> None:
    told = Standing("pending", (), None, assessor=False)
    assert answering.certificate_of(told, Facts(), clock.today()) == ("", None)


def test_the_number_is_that_of_the_certificate_that_counts(town: Town) -> None:
    person = city.somebody(town.east_village)
    today = clock.today()
    old = city.certify(person, today - 4 * city.YEAR, today - DAY)
    told, _rows = answering.standing(person.pk, today, None)
    facts = facts_of([person.pk])[person.pk]
    assert answering.certificate_of(told, facts, today) == (old.number, today - DAY)
    other = Standing("on_duty", (), "valid", assessor=False)
    assert answering.certificate_of(other, facts, today) == ("", None)
