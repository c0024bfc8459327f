"""Who holds which post, for programs of offices: pages, and what is looked at and left out."""

import pytest

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
