"""Facts for many people in few queries; as of a day, and as known on a day."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from certificates.roster import ending, suspending
from certificates.roster.assessors import mirroring
from certificates.roster.register import (
    certificate_deadline,
    facts_of,
    people_in_reach,
    posts_in_reach,
    public_numbers,
    standing_of,
    standings_of,
)
from portal import clock
from portal.accounts import granting
from portal.people import nominating
from portal.people.models import Organisation, Person
from portal.scope import Scope
from tests.certificates.roster import city

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def village() -> Organisation:
    return city.place("village")


def test_nobody_known_has_empty_facts_and_no_standing(village: Organisation) -> None:
    person = city.somebody(village)
    assert standing_of(person.pk, clock.today()).label == "none"


@pytest.mark.parametrize("people", [1, 3])
def test_facts_take_eight_queries_whatever_the_number(
    village: Organisation, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ids = []
    for _ in range(people):
        person = city.somebody(village)
        city.certify(person)
        row = city.elect(person, city.seat(village))
        suspending.suspend_duty(row, starts=clock.today(), reason="核查", actor_id=None)
        ids.append(person.pk)
    with django_assert_num_queries(8):
        standings = standings_of(ids, clock.today())
    assert [standings[pk].label for pk in ids] == ["suspended"] * people


def test_what_was_recorded_later_was_not_known(village: Organisation) -> None:
    person, post = city.somebody(village), city.seat(village)
    with clock.at(clock.now() - 50 * DAY):
        row = city.elect(person, post)
    with clock.at(clock.now() - 40 * DAY):
        city.certify(person, clock.today())
    with clock.at(clock.now() - 30 * DAY):
        suspension = suspending.suspend_duty(row, starts=clock.today(), reason="核", actor_id=None)
    with clock.at(clock.now() - 20 * DAY):
        suspending.lift_suspension(suspension, ends=clock.today(), reason="毕", actor_id=None)
    with clock.at(clock.now() - 10 * DAY):
        ending.end_appointment(
            row, day=clock.today(), reason="resigned", deciding_body="村民会议", actor_id=None
        )
    today, now = clock.today(), clock.now()
    known = [(60, "none"), (45, "pending"), (35, "on_duty"), (25, "suspended"), (15, "on_duty")]
    for days, label in known:
        assert standing_of(person.pk, today, known_at=now - days * DAY).label == label
    assert standing_of(person.pk, today).label == "qualified"
    as_of = [(60, "none"), (45, "pending"), (35, "on_duty"), (25, "suspended"), (15, "on_duty")]
    for days, label in as_of:
        assert standing_of(person.pk, today - days * DAY).label == label


def test_an_assessor_term_recorded_later_was_not_known(village: Organisation) -> None:
    person = city.somebody(village)
    mirroring.mirror(
        person,
        city.place("court"),
        starts=clock.today() - 9 * DAY,
        ends=clock.today() + DAY,
        appointed_by="常委会",
        actor_id=None,
    )
    assert standing_of(person.pk, clock.today()).assessor
    assert not standing_of(person.pk, clock.today(), known_at=clock.now() - DAY).assessor


def test_facts_of_nobody_are_nothing() -> None:
    assert facts_of([]) == {}


def test_a_keeper_reaches_those_at_home_and_those_serving_here() -> None:
    city_root = city.place("city")
    east, west = city.place("township", city_root), city.place("township", city_root)
    at_home, stranger = city.somebody(east), city.somebody(west)
    serving, left = city.somebody(west), city.somebody(west)
    village = city.place("village", east)
    city.elect(serving, city.seat(village))
    with clock.at(clock.now() - 9 * DAY):
        row = city.elect(left, city.seat(village))
    ending.end_appointment(
        row, day=clock.today(), reason="resigned", deciding_body="会议", actor_id=None
    )
    scope = Scope(user_id=1, places={"clerk": (east.path,)})
    assert set(people_in_reach(scope)) == {at_home, serving}
    assert stranger not in people_in_reach(scope)
    assert set(Person.objects.scoped(scope)) == {at_home, serving}
    assert {post.organisation for post in posts_in_reach(scope)} == {village}
    officer = Scope(user_id=1, places={"officer": (east.path,)})
    assert not people_in_reach(officer).exists()
    assert set(Person.objects.scoped(officer)) == {at_home}


def test_the_elected_have_90_days_for_the_certificate(village: Organisation) -> None:
    row = city.elect(city.somebody(village), city.seat(village))
    assert certificate_deadline(row) == clock.today() + 90 * DAY


def test_an_end_recorded_ahead_lowers_the_public_number_on_its_day(village: Organisation) -> None:
    person = city.somebody(village)
    city.certify(person)
    row = city.elect(person, city.seat(village))
    today = clock.today()
    ending.end_appointment(
        row, day=today + 90 * DAY, reason="resigned", deciding_body="村民会议", actor_id=None
    )
    numbers = [public_numbers(today + days * DAY)["on_duty"] for days in (-1, 0, 89, 90)]
    assert numbers == [0, 1, 1, 0]


def test_who_has_been_named_for_a_post_is_a_trainee_until_withdrawn(village: Organisation) -> None:
    office = granting.create_login("office", "long-password-1", "hr", actor_id=None)
    person, now = city.somebody(village), clock.now()
    with clock.at(now - 20 * DAY):
        row = nominating.nominate(
            person,
            village,
            nominated_by=village,
            post_kind="member",
            tier="village",
            mode="elected",
            actor_id=None,
        )
    with clock.at(now - 15 * DAY):
        nominating.proceed(row, "returned", reason="材料不全", actor_id=office.pk)
    with clock.at(now - 10 * DAY):
        nominating.proceed(row, "withdrawn", reason="本人放弃", actor_id=office.pk)
    today = clock.today()
    on_the_day = [standing_of(person.pk, today - days * DAY).label for days in (21, 20, 11, 10, 0)]
    assert on_the_day == ["none", "trainee", "trainee", "none", "none"]
    known = [standing_of(person.pk, today, now - days * DAY).label for days in (21, 19, 11, 9)]
    assert known == ["none", "trainee", "trainee", "none"]
