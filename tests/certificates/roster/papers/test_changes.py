"""Which changes are still to be told, in which order and words."""

from datetime import datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from certificates.roster import correcting, ending, notifying, renewing, succeeding
from certificates.roster.models import Appointment, Filing, Succession
from certificates.roster.papers import changes
from certificates.roster.papers.changes import Changes
from portal import clock
from portal.people.models import Organisation
from portal.scope import Scope
from tests.certificates.roster import city
from tests.certificates.roster.acts import DAY, end, signed
from tests.certificates.roster.conftest import Town

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 10, tzinfo=clock.CITY_ZONE)
LATER = MONDAY + 7 * DAY


def elected(at: Organisation, name: str) -> Appointment:
    with clock.at(MONDAY):
        return city.elect(city.somebody(at, name), city.seat(at))


def of(at: Organisation, kind: str = "bureau", part: int = 1) -> Changes | None:
    with clock.at(LATER):
        return changes.changes(Scope(places={"clerk": (at.path,)}), kind, at, part)


def told(found: Changes | None) -> list[tuple[str, str, str]]:
    assert found
    return [(one.appointment.person.name, one.what, one.other) for one in found.lines]


def test_each_change_of_the_place_and_below_stands_there_with_who_was_before_and_comes_after(
    town: Town,
) -> None:
    row = elected(town.east_village, "梁有田")
    elected(town.west_village, "别处人")
    with clock.at(LATER):
        end(row, reason="statutory_misconduct", document_number="3号")
        city.elect(city.somebody(town.east_village, "孙接手"), row.post)
    assert told(of(town.east)) == [
        ("梁有田", "任职", ""),
        ("梁有田", "不再担任（罢免）", "接任：孙接手"),
        ("孙接手", "任职", "前任：梁有田"),
    ]
    assert [what for _who, what, _other in told(of(town.east, "court"))] == [
        "任职",
        "不再担任",
        "任职",
    ]


def test_a_vacancy_and_a_new_term_have_words_of_their_own(town: Town) -> None:
    first, second = elected(town.east_village, "甲某"), elected(town.east_village, "乙某")
    with clock.at(LATER):
        ending.end_appointment(
            first, day=clock.today(), reason="age", deciding_body="村委会", actor_id=None
        )
        renewing.renew(
            second, starts=clock.today(), basis="会议记录", deciding_body="会议", actor_id=None
        )
    found = told(of(town.east_village))
    assert ("甲某", "不再担任", "空缺") in found
    with clock.at(LATER):
        gap = Succession.objects.unscoped("t").get(ending__appointment=first)
        succeeding.close_post(gap, day=clock.today(), reason="村组合并", actor_id=None)
    assert ("甲某", "不再担任", "岗位撤销") in told(of(town.east_village))
    assert ("乙某", "任期届满（连任）", "接任：乙某") in found


def test_what_was_told_was_struck_or_is_yet_to_come_is_left_out(town: Town) -> None:
    done, wrong = elected(town.east_village, "甲某"), elected(town.east_village, "乙某")
    stays = elected(town.east_village, "丙某")
    with clock.at(LATER):
        notifying.note_told(
            list(Filing.objects.unscoped("t").filter(appointment=done)),
            day=clock.today(),
            document_number="1号",
            actor_id=None,
        )
        correcting.annul(wrong, actor_id=None, signed=signed("录错"))
        end(stays, day=clock.today() + DAY)
    assert told(of(town.east_village)) == [("丙某", "任职", "")]


def test_a_number_names_whoever_has_a_certificate(town: Town) -> None:
    row = elected(town.east_village, "甲某")
    with clock.at(LATER):
        number = city.certify(row.person).number
    elected(town.east_village, "乙某")
    found = of(town.east_village)
    assert found
    assert [one.number for one in found.lines] == [number, ""]


def test_many_come_in_parts(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(changes, "AT_ONCE", 2)
    for sign in "甲乙丙":
        elected(town.east_village, f"{sign}某")
    last = of(town.east_village, part=2)
    assert last
    assert (len(last.lines), last.part, last.parts, last.total) == (1, 2, 2, 3)
    assert of(town.east_village, part=3) is None
    assert of(town.west_village) is None


@pytest.mark.parametrize("people", [1, 3])
def test_the_queries_do_not_grow_with_the_changes(
    town: Town, people: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for sign in "甲乙丙"[:people]:
        row = elected(town.east_village, f"{sign}某")
        with clock.at(LATER):
            end(row)
            city.elect(city.somebody(town.east_village, f"{sign}后"), row.post)
    with django_assert_num_queries(9):
        of(town.east_village)
