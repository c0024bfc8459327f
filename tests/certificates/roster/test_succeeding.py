"""Every end has a successor, a vacancy or a closed post."""

from dataclasses import replace

import pytest

from certificates.roster import correcting, succeeding
from certificates.roster.appointing import GateClosed
from certificates.roster.correcting import Right, of_appointment
from certificates.roster.models import Appointment, Succession
from certificates.roster.refusing import Refused
from certificates.roster.writing import Terms
from portal import clock
from portal.people.models import Organisation, Post
from tests.certificates.roster import city
from tests.certificates.roster.acts import DAY, an_end, elected_ago, end, signed

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


def test_a_closed_post_is_not_filled_again_unless_its_end_was_wrong(
    first: Appointment, village: Organisation, post: Post
) -> None:
    end(first)
    succeeding.close_post(of(first), day=clock.today(), reason="撤并", actor_id=None)
    with pytest.raises(GateClosed) as refused:
        city.elect(city.somebody(village), post)
    assert [found.id for found in refused.value.gate.missing] == ["open"]
    assert not refused.value.gate.may_be_overridden
    correcting.annul(first, actor_id=None, signed=signed("从未当选"))
    assert city.elect(city.somebody(village), post).pk


def test_an_entry_struck_from_the_middle_leaves_those_around_it_as_neighbours(
    first: Appointment, village: Organisation, post: Post
) -> None:
    """Not vacant: somebody holds the post."""
    with clock.at(clock.now() - 50 * DAY):
        end(first)
        middle = city.elect(city.somebody(village), post)
    end(middle)
    last = city.elect(city.somebody(village), post)
    correcting.annul(middle, actor_id=None, signed=signed("从未当选"))
    assert of(first).successor == last


def test_an_entry_moved_before_another_is_followed_by_it(
    first: Appointment, village: Organisation, post: Post
) -> None:
    with clock.at(clock.now() - 50 * DAY):
        end(first)
        second = city.elect(city.somebody(village), post)
    end(second)
    long_ago = clock.today() - 200 * DAY
    right = Right("elected", long_ago, Terms("更正"), an_end(day=long_ago + 9 * DAY))
    moved = correcting.correct(second, right, actor_id=None, signed=signed("日期录错"))
    assert of(moved).successor == first
    assert of(first).successor is None


def test_a_post_closed_after_a_wrong_end_stays_closed_after_the_right_one(
    first: Appointment,
) -> None:
    end(first)
    succeeding.close_post(of(first), day=clock.today() + DAY, reason="撤并", actor_id=None)
    right = replace(of_appointment(first), end=an_end(day=clock.today() - DAY))
    row = correcting.correct(first, right, actor_id=None, signed=signed("早一天"))
    assert (of(row).closed_on, of(row).closed_reason) == (clock.today() + DAY, "撤并")
    with pytest.raises(Refused):
        succeeding.close_post(of(first), day=clock.today(), reason="又", actor_id=None)
