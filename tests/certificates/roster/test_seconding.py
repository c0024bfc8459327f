"""Staff sent by an agency, when they are due, and who is exchanged for whom."""

import pytest

from certificates.roster import renewing, seconding
from certificates.roster.models import Appointment
from certificates.roster.refusing import Refused
from portal import clock
from portal.counting import years_later
from portal.people.models import Organisation
from tests.certificates.roster import city
from tests.certificates.roster.acts import DAY, end

pytestmark = pytest.mark.django_db


@pytest.fixture
def centre() -> Organisation:
    return city.place("city")


def hired(at: Organisation) -> Appointment:
    person = city.somebody(at)
    with clock.at(clock.now() - DAY):
        city.certify(person)
        return city.hire(person, city.seat(at, "part_time"))


def test_the_rotation_is_due_after_the_years_of_the_rule(centre: Organisation) -> None:
    row = seconding.second(hired(centre), agency=" 公安 ", detached=True, actor_id=None)
    assert (row.agency, row.due_on) == ("公安", years_later(clock.today() - DAY, 2))


def test_the_agency_that_sent_somebody_sends_the_exchange(centre: Organisation) -> None:
    first = seconding.second(hired(centre), agency="住建", detached=True, actor_id=None)
    end(first.appointment, reason="rotated")
    with pytest.raises(Refused) as other:
        seconding.second(
            hired(centre), agency="卫生", detached=True, actor_id=None, exchanges=first
        )
    assert other.value.field == "agency"
    after = seconding.second(
        hired(centre), agency="住建", detached=False, actor_id=None, exchanges=first
    )
    assert after.exchanges == first
    assert seconding.exchanged(first) is None
    assert seconding.exchanged(after) == first.appointment
    again = renewing.renew(
        after.appointment, starts=clock.today(), basis="续聘", deciding_body="中心", actor_id=None
    )
    assert seconding.exchanged(again.secondment) == first.appointment
    with pytest.raises(Refused):
        seconding.second(
            hired(centre), agency="住建", detached=False, actor_id=None, exchanges=first
        )


def test_it_is_entered_once_with_an_agency_and_for_somebody_in_office(
    centre: Organisation,
) -> None:
    row = hired(centre)
    with pytest.raises(Refused) as silent:
        seconding.second(row, agency=" ", detached=True, actor_id=None)
    assert silent.value.field == "agency"
    seconding.second(row, agency="司法", detached=True, actor_id=None)
    with pytest.raises(Refused):
        seconding.second(row, agency="司法", detached=True, actor_id=None)
    gone = hired(centre)
    end(gone)
    with pytest.raises(Refused):
        seconding.second(gone, agency="司法", detached=True, actor_id=None)
