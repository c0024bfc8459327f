"""The list on a day: lines, vacancies, filters, order, pages."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from certificates.roster import ending, listing
from certificates.roster.assessors import mirroring
from certificates.roster.lines import Row
from certificates.roster.listing import Filters
from certificates.roster.register import people_in_reach
from certificates.roster.twin import AsOf
from portal import clock
from portal.people.models import Organisation, Person
from portal.scope import Scope
from tests.certificates.roster import city
from tests.certificates.roster.conftest import Town

DAY = timedelta(days=1)


def clerk_scope(town: Town) -> Scope:
    return Scope(user_id=1, places={"clerk": (town.east.path,)})


def rows_on(
    place: Organisation, day: date | None = None, known_at: datetime | None = None, **asked: Any
) -> list[Row]:
    as_of = AsOf(day or clock.today(), known_at)
    return list(listing.all_rows([place.path], as_of, Filters(**asked)))


def names(rows: Iterable[Row]) -> list[str]:
    return [row.name or "–" for row in rows]


def assessor(person: Person) -> None:
    mirroring.mirror(
        person,
        city.place("court"),
        starts=clock.today(),
        ends=clock.today() + 9 * DAY,
        appointed_by="常委会",
        actor_id=None,
    )


def test_rows_are_appointments_vacancies_and_those_without_post(town: Town) -> None:
    chair, free = city.seat(town.east_village, "chair"), city.seat(town.east_village, "member")
    holder, ready = city.somebody(town.east_village, "甲"), city.somebody(town.east, "乙")
    city.somebody(town.east, "丙")
    city.certify(ready)
    city.elect(holder, chair)
    rows = rows_on(town.centre)
    assert [(row.label, names([row])[0], row.post_id) for row in rows] == [
        ("qualified", "乙", None),
        ("pending", "甲", chair.pk),
        ("vacant", "–", free.pk),
    ]
    assert [(row.short_name, row.kind, row.mode) for row in rows[1:]] == [
        (town.east_village.short_name, "chair", "elected"),
        (town.east_village.short_name, "member", ""),
    ]
    assert [(row.label, row.name) for row in rows_on(town.centre, state="none")] == [("none", "丙")]


def test_a_vacancy_says_since_when(town: Town) -> None:
    with clock.at(clock.now() - 50 * DAY):
        post = city.seat(town.east_village)
        row = city.elect(city.somebody(town.east_village), post)
    with clock.at(clock.now() - 20 * DAY):
        ending.end_appointment(
            row, day=clock.today(), reason="resigned", deciding_body="会议", actor_id=None
        )
    today, now = clock.today(), clock.now()
    since = {rows_on(town.centre, day)[0].vacant_since for day in (today, today - 20 * DAY)}
    assert since == {today - 20 * DAY}
    assert [found.label for found in rows_on(town.centre, today - 21 * DAY)] == ["pending"]
    assert rows_on(town.centre, today - 60 * DAY) == []
    assert [found.label for found in rows_on(town.centre, today, now - 30 * DAY)] == ["pending"]
    assert rows_on(town.centre, today, now - 60 * DAY) == []
    never = city.seat(town.west_village)
    assert {one.post_id: one.vacant_since for one in rows_on(town.west)} == {never.pk: today}


def test_an_end_recorded_later_was_not_known(town: Town) -> None:
    with clock.at(clock.now() - 50 * DAY):
        row = city.elect(city.somebody(town.east_village), city.seat(town.east_village))
    end = clock.today() + 5 * DAY
    ending.end_appointment(row, day=end, reason="resigned", deciding_body="会议", actor_id=None)
    assert [found.until for found in rows_on(town.centre)] == [end]
    (before,) = rows_on(town.centre, clock.today(), clock.now() - DAY)
    assert before.until == row.term_ends
    (vacant,) = rows_on(town.centre, end)
    assert (vacant.label, vacant.vacant_since) == ("vacant", end)


def test_a_clerk_sees_the_own_township_and_who_serves_there(town: Town) -> None:
    ours, theirs = city.somebody(town.east, "甲"), city.somebody(town.west, "乙")
    serving = city.somebody(town.west, "丙")
    city.certify(ours)
    city.certify(theirs)
    city.elect(serving, city.seat(town.east_village))
    city.seat(town.west_village)
    assert names(rows_on(town.east)) == ["甲", "丙"]
    assert dict(listing.numbers(clerk_scope(town), clock.today())) == {
        "qualified": 1,
        "pending": 1,
        "serving": 1,
        "assessor": 0,
    }


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_takes_the_same_queries_for_one_and_for_three(
    town: Town, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(people):
        city.certify(city.somebody(town.east))
        city.elect(city.somebody(town.east), city.seat(town.east_village))
        city.seat(town.east_village)
    with django_assert_num_queries(7):
        found = listing.listed([town.centre.path], AsOf(clock.today()), Filters())
    assert (len(found.rows), found.total, found.vacant) == (3 * people, 3 * people, people)


def test_a_page_is_a_part_and_the_counts_are_of_all(town: Town) -> None:
    for sign in "甲乙丙丁":
        city.elect(city.somebody(town.east_village, sign), city.seat(town.east_village))
    asked = Filters(sort="name")
    found = listing.listed([town.centre.path], AsOf(clock.today()), asked, skip=1, take=2)
    assert names(found.rows) == ["丁", "甲"]  # bing ding jia yi
    assert (found.total, found.counts["pending"]) == (4, 4)


def test_filters_by_post_state_flag_and_name(town: Town) -> None:
    chair = city.somebody(town.east_village, "周桂芳")
    certificate = city.certify(chair)
    city.elect(chair, city.seat(town.east_village, "chair"))
    city.elect(city.somebody(town.east_village, "周大明"), city.seat(town.east_village))
    city.somebody(town.east_village, "周小明")
    assessor(chair)
    assert names(rows_on(town.centre, kind="chair")) == ["周桂芳"]
    assert names(rows_on(town.centre, state="pending")) == ["周大明"]
    assert names(rows_on(town.centre, state="serving")) == ["周桂芳", "周大明"]
    assert names(rows_on(town.centre, assessor=True)) == ["周桂芳"]
    assert names(rows_on(town.centre, text="周")) == ["周桂芳", "周大明", "周小明"]
    assert names(rows_on(town.centre, text="周", sort="name")) == ["周大明", "周桂芳", "周小明"]
    number = certificate.number
    for typed in (number, number[:8], f"{number[:6]} {number[6:10]} {number[10:]}"):
        assert names(rows_on(town.centre, text=typed)) == ["周桂芳"]
    for typed in ("%", "_", "!", "周%"):
        assert rows_on(town.centre, text=typed) == []
    counted = listing.listed([town.centre.path], AsOf(clock.today()), Filters()).counts
    assert (counted["serving"], counted["on_duty"], counted["pending"]) == (2, 1, 1)
    assert counted["assessor"] == 1


def test_certificates_that_end_soon(town: Town) -> None:
    for sign, days in (("甲", 20), ("乙", 31), ("丙", -1)):
        today = clock.today()
        city.certify(city.somebody(town.east, sign), today - 90 * DAY, today + days * DAY)
    assert names(rows_on(town.centre, within=30)) == ["甲"]
    assert names(rows_on(town.centre, within=60)) == ["甲", "乙"]
    assert names(rows_on(town.centre, clock.today() - 30 * DAY, within=30)) == ["丙"]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("", ["甲", "乙", "–", "丙"]),
        ("post", ["甲", "乙", "–", "丙"]),
        ("state", ["甲", "乙", "–", "丙"]),
        ("certificate", ["丙", "甲", "乙", "–"]),
        ("until", ["甲", "乙", "–", "丙"]),
        ("name", ["丙", "甲", "乙", "–"]),
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
    assert names(rows_on(town.centre, sort=sort)) == order


def test_the_certificate_that_counts_is_shown(town: Town) -> None:
    person = city.somebody(town.east)
    since = clock.today() - 4 * city.YEAR
    city.change(city.certify(person, since), "revoked", since + city.YEAR)
    valid = city.certify(person)
    (row,) = rows_on(town.centre)
    assert (row.certificate, row.certificate_number) == ("valid", valid.number)
    assert row.certificate_until == valid.versions.get().valid_until


def test_a_merged_double_stands_on_no_roster_and_in_nobodys_reach(town: Town) -> None:
    kept, double = city.somebody(town.east, "甲"), city.somebody(town.east, "甲")
    assert set(people_in_reach(clerk_scope(town))) == {kept, double}
    Person.every.filter(pk=double.pk).update(merged_into=kept)
    assert [row.person_id for row in rows_on(town.east, text="甲")] == [kept.pk]
    assert list(people_in_reach(clerk_scope(town))) == [kept]


@pytest.mark.django_db
def test_nobody_is_listed_below_no_place() -> None:
    assert list(listing.all_rows([], AsOf(clock.today()), Filters())) == []
