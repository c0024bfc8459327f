"""Every end has a successor, a vacancy or a closed post."""

import pytest

from certificates.roster import succeeding
from certificates.roster.models import Appointment, Succession
from certificates.roster.refusing import Refused
from portal import clock
from portal.people.models import Organisation, Post
from tests.certificates.roster import city
from tests.certificates.roster.acts import DAY, elected_ago, end

pytestmark = pytest.mark.django_db


@pytest.fixture
def village() -> Organisation:
    return city.place("village")


@pytest.fixture
def post(village: Organisation) -> Post:
    return city.seat(village)


@pytest.fixture
def first(village: Organisation, post: Post) -> Appointment:
    return elected_ago(city.somebody(village), post, 100)


def of(row: Appointment) -> Succession:
    return Succession.objects.unscoped("test").get(ending_id=row.pk)


def test_an_end_leaves_the_post_vacant_until_somebody_takes_it_up(
    first: Appointment, village: Organisation, post: Post
) -> None:
    end(first)
    left = of(first)
    assert (left.successor, left.vacant_since, left.closed_on) == (None, clock.today(), None)
    after = city.elect(city.somebody(village), post)
    assert of(first).successor == after
    end(after, day=clock.today() + DAY)
    assert of(after).successor is None
    assert of(first).successor == after


def test_somebody_at_another_post_of_the_place_fills_nothing(
    first: Appointment, village: Organisation
) -> None:
    end(first)
    city.elect(city.somebody(village), city.seat(village))
    assert of(first).successor is None


def test_a_closed_post_says_why_and_is_closed_once(first: Appointment) -> None:
    end(first)
    with pytest.raises(Refused) as silent:
        succeeding.close_post(of(first), day=clock.today(), reason=" ", actor_id=None)
    assert silent.value.field == "reason"
    with pytest.raises(Refused) as past:
        succeeding.close_post(of(first), day=clock.today() - DAY, reason="撤并", actor_id=None)
    assert past.value.field == "day"
    succeeding.close_post(of(first), day=clock.today(), reason="撤并", actor_id=None)
    assert (of(first).closed_on, of(first).closed_reason) == (clock.today(), "撤并")
    with pytest.raises(Refused):
        succeeding.close_post(of(first), day=clock.today(), reason="又", actor_id=None)


def test_a_post_filled_again_after_it_was_closed_has_a_new_beginning(
    first: Appointment, village: Organisation, post: Post
) -> None:
    end(first)
    succeeding.close_post(of(first), day=clock.today(), reason="撤并", actor_id=None)
    city.elect(city.somebody(village), post)
    assert of(first).successor is None
