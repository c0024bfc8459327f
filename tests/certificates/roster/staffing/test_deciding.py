"""What an organisation lacks, rule by rule, from plain counts."""

from itertools import product

import pytest

from certificates.roster.staffing.deciding import (
    COMMITTEES,
    FULL_TIME,
    GROUPS,
    Counts,
    Line,
    Measure,
    Panel,
    group_of,
    lines,
)
from portal.people.choices import COMMITTEE_KINDS, OrganisationKind

VALUES = {
    "staffing.city_centre": 5,
    "staffing.township": 2,
    "staffing.sectoral": 3,
    "staffing.village": 1,
    "staffing.stationed_room": 2,
    "committee.members_min": 3,
    "committee.members_max": 9,
    "committee.chair": 1,
    "committee.women_min": 1,
    "committee.minority_min": 1,
    "expert_panel.size_min": 5,
    "expert_panel.size_max": 9,
}
MEASURES = {
    key: Measure(key, value, "warn", f"{key} §1", n)
    for n, (key, value) in enumerate(VALUES.items(), start=1)
}


def found(counts: Counts) -> dict[str, Line]:
    return {line.rule: line for line in lines(counts, MEASURES)}


@pytest.mark.parametrize(
    ("kind", "rule", "needed"),
    [
        ("city", "staffing.city_centre", 5),
        ("township", "staffing.township", 2),
        ("subdistrict", "staffing.township", 2),
        ("regional", "staffing.sectoral", 3),
        ("sectoral", "staffing.sectoral", 3),
        ("professional", "staffing.sectoral", 3),
        ("village", "staffing.village", 1),
        ("community", "staffing.village", 1),
        ("stationed_room", "staffing.stationed_room", 2),
    ],
)
def test_each_kind_has_its_own_number_of_full_time_mediators(
    kind: str, rule: str, needed: int
) -> None:
    for there in range(needed + 2):
        line = found(Counts(kind, full_time=there))[rule]
        assert (line.needed, line.there, line.missing) == (needed, there, max(0, needed - there))
        assert line.holds is (there >= needed)
        assert line.filled == min(there, needed)
        assert (line.enforcement, line.basis) == ("warn", f"{rule} §1")
        assert line.version == MEASURES[rule].version


@pytest.mark.parametrize("kind", ["enterprise", "institution", "social_org", "court"])
def test_of_other_kinds_no_full_time_mediators_are_asked(kind: str) -> None:
    assert not set(found(Counts(kind, full_time=1, members=3))) & set(FULL_TIME.values())


def test_only_that_of_a_village_is_a_wish() -> None:
    kinds = {kind for kind in FULL_TIME if found(Counts(kind))[FULL_TIME[kind]].is_wish}
    assert kinds == {"village", "community"}


def test_a_committee_has_three_to_nine_members() -> None:
    for members in range(1, 12):
        by_rule = found(Counts("village", members=members, chairs=1, women=1))
        assert by_rule["committee.members_min"].missing == max(0, 3 - members)
        assert by_rule["committee.members_max"].over == max(0, members - 9)
        assert by_rule["committee.members_max"].missing == 0
        assert by_rule["committee.members_min"].over == 0


def test_a_committee_has_a_chair_and_a_woman() -> None:
    for chairs, women in product(range(2), range(2)):
        by_rule = found(Counts("enterprise", members=3, chairs=chairs, women=women))
        assert by_rule["committee.chair"].missing == 1 - chairs
        assert by_rule["committee.women_min"].missing == 1 - women


def test_a_member_of_a_minority_is_asked_only_where_several_peoples_live() -> None:
    assert "committee.minority_min" not in found(Counts("village", members=3))
    mixed = found(Counts("village", members=3, mixed=True))
    assert mixed["committee.minority_min"].missing == 1
    there = found(Counts("village", members=3, mixed=True, minority=1))
    assert there["committee.minority_min"].holds


def test_of_a_committee_without_a_recorded_member_only_that_is_said() -> None:
    by_rule = found(Counts("enterprise", mixed=True))
    assert set(by_rule) == {"committee.members_min"}
    assert by_rule["committee.members_min"].missing == 3


def test_the_centre_and_a_room_are_no_committees_with_elected_members() -> None:
    assert set(found(Counts("city", members=1))) == {"staffing.city_centre"}
    assert set(found(Counts("stationed_room", members=1))) == {"staffing.stationed_room"}


@pytest.mark.parametrize(
    ("size", "missing", "over"), [(0, 5, 0), (4, 1, 0), (5, 0, 0), (9, 0, 0), (10, 0, 1)]
)
def test_each_panel_has_five_to_nine_experts(size: int, missing: int, over: int) -> None:
    panels = (Panel(1, "医疗", size), Panel(2, "建工", 7))
    named = [line for line in lines(Counts("city", panels=panels), MEASURES) if line.subject]
    of_first = {line.rule: line for line in named if line.subject == "医疗"}
    assert of_first["expert_panel.size_min"].missing == missing
    assert of_first["expert_panel.size_max"].over == over
    assert all(line.holds for line in named if line.subject == "建工")


def test_a_rule_that_was_not_there_yet_asks_nothing() -> None:
    early = {"committee.chair": MEASURES["committee.chair"]}
    by_rule = [line.rule for line in lines(Counts("township", members=1), early)]
    assert by_rule == ["committee.chair"]


def test_the_kinds_are_those_of_the_people_app() -> None:
    """This module knows no framework, so it repeats them."""
    assert set(COMMITTEE_KINDS) - {OrganisationKind.CITY} == COMMITTEES
    assert set(FULL_TIME) <= set(OrganisationKind)
    assert {kind for kinds in GROUPS.values() for kind in kinds} == set(FULL_TIME)
    assert (group_of("community"), group_of("court")) == ("village", "")
