"""The list on a day: rows, vacancies, filters, order, tree."""

from datetime import timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from certificates.roster import ending, listing
from certificates.roster.assessors import mirroring
from certificates.roster.listing import Filters
from certificates.roster.register import people_in_reach
from portal import clock
from portal.people.models import Person
from portal.scope import Scope
from tests.certificates.roster import city
from tests.certificates.roster.conftest import Town

DAY = timedelta(days=1)


def hr_scope(town: Town) -> Scope:
    return Scope(user_id=1, places={"hr": (town.centre.path,)})


def clerk_scope(town: Town) -> Scope:
    return Scope(user_id=1, places={"clerk": (town.east.path,)})


def names(rows: list[listing.Row]) -> list[str]:
    return [row.person.name if row.person else "–" for row in rows]


def test_rows_are_appointments_vacancies_and_those_without_post(town: Town) -> None:
    chair, free = city.seat(town.east_village, "chair"), city.seat(town.east_village, "member")
    holder, ready = city.somebody(town.east_village, "甲"), city.somebody(town.east, "乙")
    city.somebody(town.east, "丙")
    city.certify(ready)
    city.elect(holder, chair)
    rows = listing.roster_on(hr_scope(town), clock.today())
    assert [(row.label, names([row])[0]) for row in rows] == [
        ("none", "丙"),
        ("qualified", "乙"),
        ("pending", "甲"),
        ("vacant", "–"),
    ]
    assert [row.post for row in rows] == [None, None, chair, free]
    assert names(listing.select(rows, Filters())) == ["乙", "甲", "–"]


def test_a_vacancy_says_since_when(town: Town) -> None:
    with clock.at(clock.now() - 50 * DAY):
        post = city.seat(town.east_village)
        row = city.elect(city.somebody(town.east_village), post)
    with clock.at(clock.now() - 20 * DAY):
        ending.end_appointment(
            row, day=clock.today(), reason="resigned", deciding_body="会议", actor_id=None
        )
    today = clock.today()
    since = {
        listing.roster_on(hr_scope(town), day)[0].vacant_since for day in (today, today - 20 * DAY)
    }
    assert since == {today - 20 * DAY}
    before = listing.roster_on(hr_scope(town), today - 21 * DAY)
    assert [found.label for found in before] == ["pending"]
    assert listing.roster_on(hr_scope(town), today - 60 * DAY)[0].label == "none"


def test_a_clerk_sees_the_own_township_and_who_serves_there(town: Town) -> None:
    ours, theirs = city.somebody(town.east, "甲"), city.somebody(town.west, "乙")
    serving = city.somebody(town.west, "丙")
    elsewhere = city.somebody(town.east, "丁")
    city.certify(ours)
    city.certify(theirs)
    city.elect(serving, city.seat(town.east_village))
    city.elect(elsewhere, city.seat(town.west_village))
    city.seat(town.west_village)
    rows = listing.roster_on(clerk_scope(town), clock.today())
    assert sorted(names(rows)) == ["丁", "丙", "甲"]
    assert town.west not in listing.places_of(clerk_scope(town))


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_takes_the_same_queries_for_one_and_for_three(
    town: Town, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(people):
        city.certify(city.somebody(town.east))
        city.elect(city.somebody(town.east), city.seat(town.east_village))
        city.seat(town.east_village)
    with django_assert_num_queries(12):
        rows = listing.roster_on(hr_scope(town), clock.today())
    assert len(rows) == 3 * people


def test_filters_by_post_state_flag_and_name(town: Town) -> None:
    chair = city.somebody(town.east_village, "周桂芳")
    city.certify(chair)
    city.elect(chair, city.seat(town.east_village, "chair"))
    city.elect(city.somebody(town.east_village, "周大明"), city.seat(town.east_village))
    learner = city.somebody(town.east_village, "周小明")
    mirroring.mirror(
        chair,
        city.place("court"),
        starts=clock.today(),
        ends=clock.today() + 9 * DAY,
        appointed_by="常委会",
        actor_id=None,
    )
    rows = listing.roster_on(hr_scope(town), clock.today())
    assert names(listing.select(rows, Filters(kind="chair"))) == ["周桂芳"]
    assert names(listing.select(rows, Filters(state="pending"))) == ["周大明"]
    assert names(listing.select(rows, Filters(state="serving"))) == ["周桂芳", "周大明"]
    assert names(listing.select(rows, Filters(assessor=True))) == ["周桂芳"]
    assert names(listing.select(rows, Filters(text="周"))) == ["周桂芳", "周大明", learner.name]
    assert names(listing.select(rows, Filters(text="周", sort="name"))) == [
        "周大明",
        learner.name,
        "周桂芳",
    ]
    counted = listing.counts(rows)
    assert (counted["serving"], counted["on_duty"], counted["pending"]) == (2, 1, 1)
    assert counted["assessor"] == 1


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", ["甲", "乙", "–", "丙"]),
        ("state", ["甲", "乙", "–", "丙"]),
        ("certificate", ["丙", "甲", "乙", "–"]),
        ("until", ["甲", "乙", "–", "丙"]),
    ],
)
def test_order(town: Town, sort: str, order: list[str]) -> None:
    first, second = (city.somebody(town.east_village, name) for name in "甲乙")
    ready = city.somebody(town.west_village, "丙")
    city.certify(ready, clock.today() - 2 * city.YEAR)
    city.certify(first)
    with clock.at(clock.now() - 9 * DAY):
        city.elect(first, city.seat(town.east_village, "chair"))
    city.elect(second, city.seat(town.east_village, "vice_chair"))
    city.seat(town.east_village)
    rows = listing.roster_on(hr_scope(town), clock.today())
    assert names(listing.select(rows, Filters(sort=sort))) == order


def test_the_certificate_that_counts_is_shown(town: Town) -> None:
    person = city.somebody(town.east)
    since = clock.today() - 4 * city.YEAR
    city.change(city.certify(person, since), "revoked", since + city.YEAR)
    valid = city.certify(person)
    (row,) = listing.roster_on(hr_scope(town), clock.today())
    assert (row.certificate, row.certificate_number) == ("valid", valid.number)


def test_the_tree_shows_the_way_and_one_level_below_with_people_in_office(town: Town) -> None:
    body = city.place("village_body", town.east, "石桥村")
    committee = city.place("village", body, "石桥村调委会")
    city.elect(city.somebody(committee), city.seat(committee))
    city.elect(city.somebody(town.east_village), city.seat(town.east_village))
    city.seat(town.west_village)
    scope = hr_scope(town)
    places, rows = listing.places_of(scope), listing.roster_on(scope, clock.today())

    def shown(current: object) -> list[tuple[str, int, int]]:
        found = listing.branches(places, rows, current)  # type: ignore[arg-type]
        return [(one.organisation.name, one.level, one.count) for one in found]

    assert shown(town.centre) == [("市调解中心", 0, 2), ("青石镇", 1, 2), ("河湾镇", 1, 0)]
    assert shown(town.east) == [
        ("市调解中心", 0, 2),
        ("青石镇", 1, 2),
        ("柳溪村调委会", 2, 1),
        ("石桥村", 2, 1),
        ("河湾镇", 1, 0),
    ]
    assert ("石桥村调委会", 3, 1) not in shown(body)
    assert [row.organisation for row in listing.at_or_below(rows, body)] == [committee]


def test_a_merged_double_stands_on_no_roster_and_in_nobodys_reach(town: Town) -> None:
    kept, double = city.somebody(town.east, "甲"), city.somebody(town.east, "甲")
    assert set(people_in_reach(clerk_scope(town))) == {kept, double}
    Person.every.filter(pk=double.pk).update(merged_into=kept)
    rows = listing.roster_on(clerk_scope(town), clock.today())
    assert [row.person for row in rows] == [kept]
    assert list(people_in_reach(clerk_scope(town))) == [kept]
