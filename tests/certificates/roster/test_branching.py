"""The tree beside the list."""

from certificates.roster.branching import branches, places_of, roots_of
from certificates.roster.twin import AsOf
from portal import clock
from portal.people.models import Organisation
from portal.scope import Scope
from tests.certificates.roster import city
from tests.certificates.roster.conftest import Town


def shown(town: Town, current: Organisation, *paths: str) -> list[tuple[str, int, int]]:
    scope = Scope(user_id=1, places={"hr": paths or (town.centre.path,)})
    found = branches(scope, current, AsOf(clock.today()))
    assert [one.organisation for one in found if one.current] in ([current], [])
    return [(one.organisation.name, one.level, one.count) for one in found]


def test_the_tree_shows_the_way_and_one_level_below_with_people_in_office(town: Town) -> None:
    body = city.place("village_body", town.east, "石桥村")
    committee = city.place("village", body, "石桥村调委会")
    city.elect(city.somebody(committee), city.seat(committee))
    city.elect(city.somebody(town.east_village), city.seat(town.east_village))
    city.seat(town.west_village)
    assert shown(town, town.centre) == [("市调解中心", 0, 2), ("青石镇", 1, 2), ("河湾镇", 1, 0)]
    below = [
        ("市调解中心", 0, 2),
        ("青石镇", 1, 2),
        ("柳溪村调委会", 2, 1),
        ("石桥村", 2, 1),
        ("河湾镇", 1, 0),
    ]
    assert shown(town, town.east) == below
    assert shown(town, body) == below


def test_two_places_of_one_keeper_stand_side_by_side(town: Town) -> None:
    city.elect(city.somebody(town.east), city.seat(town.east_village))
    city.seat(town.west_village)
    found = shown(town, town.east_village, town.east_village.path, town.west.path)
    assert found == [("柳溪村调委会", 1, 1), ("河湾镇", 0, 0)]


def test_a_place_below_another_one_is_no_root(town: Town) -> None:
    scope = Scope(user_id=1, places={"hr": (town.centre.path,), "clerk": (town.east.path,)})
    assert roots_of(scope) == [town.centre.path]
    clerk = Scope(user_id=1, places={"clerk": (town.east.path,)})
    assert places_of(clerk) == [town.east, town.east_committee, town.east_village]
