"""How an appointment ends: no end lengthens a term."""

import pytest

from certificates.roster.refusing import Refused
from portal import clock
from tests.certificates.roster import city
from tests.certificates.roster.acts import DAY, elected_ago, end

pytestmark = pytest.mark.django_db


def test_an_end_to_come_lengthens_no_term() -> None:
    village = city.place("village")
    row = elected_ago(city.somebody(village), city.seat(village), 100)
    assert row.term_ends
    with pytest.raises(Refused) as refused:
        end(row, day=row.term_ends + DAY)
    assert refused.value.field == "day"
    end(row, day=row.term_ends)
    row.refresh_from_db()
    assert row.ends == row.term_ends


def test_whoever_served_on_beyond_the_term_leaves_today() -> None:
    village = city.place("village")
    row = elected_ago(city.somebody(village), city.seat(village), 4 * 366)
    end(row)
    row.refresh_from_db()
    assert row.ends == clock.today()
    assert row.term_ends
    assert row.ends > row.term_ends
