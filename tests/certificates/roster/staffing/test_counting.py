"""Numbers of each organisation on a day, by the database and by a slow recount alike."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from certificates.roster import replacing, suspending
from certificates.roster.models import Appointment, ExpertPanel, ExpertPanelMember
from certificates.roster.staffing.counting import Unit, plan_on, staffing_on
from portal import clock
from portal.accounts import granting
from portal.people import organising, recording
from portal.people.models import Organisation
from portal.policy import setting
from portal.scope import Scope
from tests.certificates.roster import city
from tests.certificates.roster.conftest import Town
from tests.certificates.roster.staffing import recount

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def keeper(place: Organisation) -> Scope:
    return Scope(user_id=1, places={"clerk": (place.path,)})


def by_place(place: Organisation, day: date | None = None) -> dict[int, Unit]:
    found = staffing_on(keeper(place), day or clock.today())
    return {unit.place.pk: unit for unit in found}


def rules(key: str, value: Any, since: date) -> None:
    nobody = granting.create_login(key, "a-long-password", "市", actor_id=None).pk
    setting.set_rule(key, value, since=since, basis="市文件", reason="试行", actor_id=nobody)


def hired(at: Organisation, since: date | None = None) -> int:
    person = city.somebody(at)
    since = since or clock.today()
    city.certify(person, since=since - 30 * DAY)
    return city.hire(person, city.seat(at, "full_time"), since).pk


def test_full_time_counts_who_is_on_duty_and_nobody_else(town: Town) -> None:
    at = town.east_committee
    hired(at)
    suspended = hired(at)
    row = Appointment.every.get(pk=suspended)
    suspending.suspend_duty(row, starts=clock.today(), reason="核查", actor_id=None)
    for state in ("suspended", "revoked"):
        person = city.somebody(at)
        certificate = city.certify(person)
        city.hire(person, city.seat(at, "full_time"))
        city.change(certificate, state, clock.today())
    line = by_place(town.east)[at.pk].full_time
    assert line is not None
    assert (line.needed, line.there, line.missing) == (2, 1, 1)


def test_a_certificate_that_came_back_counts_again(town: Town) -> None:
    at = town.east_committee
    person = city.somebody(at)
    certificate = city.certify(person)
    city.hire(person, city.seat(at, "full_time"))
    city.change(certificate, "suspended", clock.today() - 5 * DAY)
    assert _there(at) == 0
    city.change(certificate, "issued", clock.today())
    assert _there(at) == 1


def _there(at: Organisation, day: date | None = None) -> int:
    line = by_place(at, day)[at.pk].full_time
    assert line is not None
    return line.there


def test_the_centre_is_told_of_every_place_and_a_town_of_its_own(town: Town) -> None:
    hired(town.east_committee)
    assert set(by_place(town.centre)) == {
        town.centre.pk, town.east_committee.pk, town.east_village.pk, town.west_village.pk,
    }  # fmt: skip
    assert set(by_place(town.west)) == {town.west_village.pk}


def test_members_are_counted_with_or_without_a_certificate(town: Town) -> None:
    at = town.east_village
    city.elect(city.somebody(at), city.seat(at, "chair"))
    man = recording.register_person(
        "王强", at, sex="male", birth_date=date(1970, 1, 1), actor_id=None
    )
    city.elect(man, city.seat(at, "member"))
    unit = by_place(town.east)[at.pk]
    assert (unit.counts.members, unit.counts.chairs, unit.counts.women) == (2, 1, 1)
    assert [line.rule for line in unit.faults] == ["committee.members_min"]


def test_several_peoples_live_where_the_rule_says_so(town: Town) -> None:
    Organisation.objects.filter(pk=town.east.pk).update(division_code="990101101")
    city.elect(city.somebody(town.east_village), city.seat(town.east_village, "chair"))
    assert not by_place(town.east_village)[town.east_village.pk].counts.mixed
    rules("committee.minority_places", ["9901011"], clock.today())
    assert by_place(town.east_village)[town.east_village.pk].counts.mixed
    assert by_place(town.centre)[town.east_village.pk].counts.mixed
    assert not by_place(town.centre)[town.west_village.pk].counts.mixed


def test_an_organisation_counts_from_its_founding_to_its_end(town: Town) -> None:
    yesterday = clock.today() - DAY
    assert town.east_village.pk not in by_place(town.east, yesterday)
    nobody = granting.create_login("city", "a-long-password", "市", actor_id=None).pk
    organising.dissolve(town.east_village, day=clock.today(), reason="撤并", actor_id=nobody)
    assert town.east_village.pk not in by_place(town.east)


def test_each_day_is_judged_by_the_rule_of_the_day(town: Town) -> None:
    at = town.east_committee
    rules("staffing.township", 3, clock.today() + 10 * DAY)
    for ahead, needed in ((9, 2), (10, 3)):
        line = by_place(at, clock.today() + ahead * DAY)[at.pk].full_time
        assert line is not None
        assert line.needed == needed


def test_before_there_was_any_rule_nothing_is_asked(town: Town) -> None:
    long_ago = date(2005, 1, 1)
    units = staffing_on(keeper(town.centre), long_ago)
    assert [unit.lines for unit in units if unit.lines] == []
    assert plan_on(long_ago) is None


def test_the_plan_has_a_total_and_parts() -> None:
    plan = plan_on(clock.today())
    assert plan is not None
    assert plan.total == 65
    assert plan.parts == {"centre": 5, "sectoral": 24, "township": 36}
    assert sum(plan.parts.values()) == plan.total


def test_a_city_without_a_plan_says_0(town: Town) -> None:
    rules("staffing.source_plan", 0, clock.today())
    assert plan_on(clock.today()) is None


def test_panels_are_counted_with_those_who_sit_in_them(town: Town) -> None:
    moment = clock.now()
    panel = ExpertPanel.objects.create(
        organisation=town.centre, name="医疗", since=clock.today() - 9 * DAY, recorded_at=moment
    )
    for n, (since, until) in enumerate([(9, None), (9, 1), (9, 0), (0, None), (-1, None)]):
        ExpertPanelMember.objects.create(
            panel=panel,
            name=f"专家{n}",
            since=clock.today() - since * DAY,
            until=None if until is None else clock.today() - until * DAY,
            recorded_at=moment,
            end_recorded_at=None if until is None else moment,
        )
    (counted,) = by_place(town.centre)[town.centre.pk].counts.panels
    assert (counted.name, counted.size) == ("医疗", 2)
    (line,) = by_place(town.centre)[town.centre.pk].faults
    assert (line.rule, line.subject, line.missing) == ("expert_panel.size_min", "医疗", 3)


@pytest.mark.parametrize("places", [1, 3])
def test_the_number_of_queries_does_not_grow(
    town: Town, places: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(places):
        hired(city.place("township", town.east))
    with django_assert_num_queries(5):
        staffing_on(keeper(town.centre), clock.today())


@dataclass
class History:
    """Random offices of one place over two years."""

    at: Organisation
    random: Random

    def write(self) -> None:
        today = clock.today()
        for _ in range(8):
            started = today - self.random.randint(50, 700) * DAY
            with clock.at(clock.now() - (today - started)):
                self._one(started, today)

    def _one(self, started: date, today: date) -> None:
        person = city.somebody(self.at)
        length = self.random.choice([60, 400, 1000])
        certificate = city.certify(person, started, started + length * DAY)
        kind = self.random.choice(["full_time", "full_time", "chair", "member"])
        hire = kind == "full_time" or self.at.kind == "township" or self.random.random() < 0.5
        row = (city.hire if hire else city.elect)(person, city.seat(self.at, kind), started)
        for state in self.random.choice([[], [], ["suspended"], ["suspended", "issued"]]):
            city.change(certificate, state, started + self.random.randint(5, 300) * DAY)
        if self.random.random() < 0.3:
            suspension = suspending.suspend_duty(
                row, starts=started + 3 * DAY, reason="核查", actor_id=None
            )
            if self.random.random() < 0.5:
                suspending.lift_suspension(
                    suspension, ends=started + 33 * DAY, reason="查清", actor_id=None
                )
        if self.random.random() < 0.4:
            replacing.end(
                row,
                day=started + self.random.randint(40, 50) * DAY,
                reason="resigned",
                deciding_body="司法所",
                actor_id=None,
            )


@pytest.mark.parametrize("seed", range(6))
def test_the_database_counts_as_the_pure_rule_does(seed: int) -> None:
    random = Random(seed)
    with clock.at(clock.now() - 800 * DAY):
        places = [city.place("township"), city.place("village")]
    for at in places:
        History(at, random).write()
    for ago in (0, 30, 200, 500, 699):
        day = clock.today() - ago * DAY
        for at in places:
            counts = by_place(at, day)[at.pk].counts
            assert counts.full_time == recount.full_time_on_duty(at.pk, day)
            found = {"members": counts.members, "chairs": counts.chairs, "women": counts.women}
            assert found == recount.members(at.pk, day)
