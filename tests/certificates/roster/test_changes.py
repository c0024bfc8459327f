"""What changed between two days."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from certificates.roster import changes, correcting, ending, renewing, suspending
from certificates.roster.assessors import mirroring
from certificates.roster.models import Appointment
from portal import clock
from portal.people.models import Organisation
from tests.certificates.roster import city
from tests.certificates.roster.acts import signed
from tests.certificates.roster.conftest import Town

DAY = timedelta(days=1)


def end(row: Appointment, reason: str, day: date) -> None:
    paper = "青司〔2026〕1号"
    ending.end_appointment(
        row, day=day, reason=reason, deciding_body="会议", document_number=paper, actor_id=None
    )


def told(place: Organisation, kind: str, since: date, until: date) -> list[tuple[str, str, str]]:
    found = changes.between(place, since, until)
    lines = [found.line(kind, row) for row in found.rows(kind)]
    assert found.counts[kind] == len(lines)
    return [(line.name, line.reason, line.successor) for line in lines]


def test_who_came_left_and_was_replaced_by_whom(town: Town) -> None:
    today, now = clock.today(), clock.now()
    seat, other = city.seat(town.east_village), city.seat(town.east_village)
    with clock.at(now - 60 * DAY):
        first = city.elect(city.somebody(town.east_village, "甲"), seat)
        second = city.elect(city.somebody(town.east_village, "乙"), other)
    with clock.at(now - 20 * DAY):
        end(first, "incompetent", today - 20 * DAY)
        end(second, "resigned", today - 20 * DAY)
    with clock.at(now - 10 * DAY):
        city.elect(city.somebody(town.east_village, "丙"), seat)
    since = today - 30 * DAY
    assert told(town.centre, changes.CAME, since, today) == [("丙", "", "")]
    left = told(town.centre, changes.LEFT, since, today)
    assert [(name, successor) for name, _why, successor in left] == [("甲", "丙"), ("乙", "")]
    ((name, _why, successor),) = told(town.centre, changes.REPLACED, since, today)
    assert (name, successor) == ("甲", "丙")
    before_successor = told(town.centre, changes.REPLACED, since, today - 15 * DAY)
    assert before_successor[0][2] == ""
    assert told(town.centre, changes.LEFT, today - 20 * DAY, today) == []
    assert len(told(town.centre, changes.LEFT, today - 21 * DAY, today)) == 2
    assert told(town.west, changes.LEFT, since, today) == []
    reasons = changes.between(town.centre, since, today).reasons
    assert sorted(reasons) == [("incompetent", 1), ("resigned", 1)]


def again(row: Appointment, day: date) -> Appointment:
    return renewing.renew(
        row, starts=day, basis="会议记录", deciding_body="村民会议", actor_id=None
    )


def test_whoever_is_elected_again_neither_left_nor_came(town: Town) -> None:
    today, now = clock.today(), clock.now()
    with clock.at(now - 60 * DAY):
        row = city.elect(city.somebody(town.east_village, "甲"), city.seat(town.east_village))
    with clock.at(now - 10 * DAY):
        after = again(row, today - 10 * DAY)
    since = today - 30 * DAY
    for kind in (changes.LEFT, changes.REPLACED, changes.CAME):
        assert told(town.centre, kind, since, today) == []
    found = changes.between(town.centre, since, today)
    assert found.reasons == []
    (line,) = [found.line(changes.AGAIN, row) for row in found.rows(changes.AGAIN)]
    assert (line.name, line.day, line.successor_id) == ("甲", today - 10 * DAY, None)
    assert told(town.centre, changes.AGAIN, today - 10 * DAY, today) == []
    assert told(town.centre, changes.CAME, today - 61 * DAY, today) == [("甲", "", "")]
    end(after, "resigned", today)
    assert [name for name, *_rest in told(town.centre, changes.LEFT, since, today)] == ["甲"]


def test_whose_next_term_was_struck_has_left(town: Town) -> None:
    today, now = clock.today(), clock.now()
    with clock.at(now - 60 * DAY):
        row = city.elect(city.somebody(town.east_village, "甲"), city.seat(town.east_village))
    with clock.at(now - 10 * DAY):
        after = again(row, today - 10 * DAY)
    correcting.annul(after, actor_id=None, signed=signed("未再当选"))
    since = today - 30 * DAY
    assert [name for name, *_rest in told(town.centre, changes.LEFT, since, today)] == ["甲"]
    assert told(town.centre, changes.AGAIN, since, today) == []


def test_who_became_qualified_and_who_lost_duty(town: Town) -> None:
    today, now = clock.today(), clock.now()
    with clock.at(now - 60 * DAY):
        person = city.somebody(town.east_village, "甲")
        city.certify(person)
        row = city.elect(person, city.seat(town.east_village))
    city.certify(city.somebody(town.east, "乙"), today - 9 * DAY)
    with clock.at(now - 5 * DAY):
        suspending.suspend_duty(row, starts=today - 5 * DAY, reason="核查", actor_id=None)
    since = today - 30 * DAY
    assert told(town.centre, changes.QUALIFIED, since, today) == [("乙", "", "")]
    assert told(town.centre, changes.LOST, since, today) == [("甲", "", "")]
    assert told(town.centre, changes.LOST, since, today - 6 * DAY) == []


def test_assessors_terms_that_began_and_ended(town: Town) -> None:
    today = clock.today()
    mirroring.mirror(
        city.somebody(town.east, "甲"),
        city.place("court"),
        starts=today - 20 * DAY,
        ends=today - 10 * DAY,
        appointed_by="常委会",
        actor_id=None,
    )
    assert told(town.centre, changes.BEGUN, today - 30 * DAY, today) == [("甲", "", "")]
    assert told(town.centre, changes.ENDED, today - 30 * DAY, today) == [("甲", "", "")]
    assert told(town.centre, changes.ENDED, today - 30 * DAY, today - 11 * DAY) == []


def test_a_removed_assessor_ended_on_the_day_of_the_removal(town: Town) -> None:
    today = clock.today()
    term = mirroring.mirror(
        city.somebody(town.east, "甲"),
        city.place("court"),
        starts=today - 20 * DAY,
        ends=today + 300 * DAY,
        appointed_by="常委会",
        actor_id=None,
    )
    mirroring.remove(
        term,
        day=today - 2 * DAY,
        ground="resigned",
        removed_by="常委会",
        decision_number="常发〔2026〕3号",
        actor_id=None,
    )
    found = changes.between(town.centre, today - 30 * DAY, today)
    (line,) = [found.line(changes.ENDED, row) for row in found.rows(changes.ENDED)]
    assert (line.name, line.day) == ("甲", today - 2 * DAY)


@pytest.mark.parametrize("people", [1, 3])
def test_numbers_and_names_take_the_same_queries_for_one_and_for_three(
    town: Town, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(people):
        city.elect(city.somebody(town.east_village), city.seat(town.east_village))
    today = clock.today()
    with django_assert_num_queries(8):
        found = changes.between(town.centre, today - DAY, today)
        lines = [found.line(changes.CAME, row) for row in found.rows(changes.CAME)]
    assert len(lines) == people
