"""A world so small that random acts collide: eleven seats, twelve people, three keepers' logins."""

from dataclasses import dataclass
from datetime import date, datetime

from portal import clock
from portal.people.models import Organisation, Person, Post
from portal.scope import Scope
from tests.certificates.roster import acts, city

BEGIN = datetime(2026, 12, 1, 9, tzinfo=clock.CITY_ZONE)
KEEPERS = ("first", "second", "third")


@dataclass(frozen=True)
class World:
    """The ids of what is there; `scope` is that of somebody who keeps the roster of all of it."""

    posts: tuple[int, ...]
    people: tuple[int, ...]
    keepers: tuple[int, ...]
    court: int
    scope: Scope


def found() -> World:
    """Write it, in the caller's transaction or for good."""
    with clock.at(BEGIN):
        top = city.place("city")
        village, township, other = (
            city.place(kind, top) for kind in ("village", "township", "township")
        )
        court = city.place("court", top)
        people = _people(village, township)
        return World(
            tuple(post.pk for post in _posts(village, township, other)),
            tuple(person.pk for person in people),
            tuple(acts.keeper(name).pk for name in KEEPERS),
            court.pk,
            Scope(user_id=acts.keeper("hr").pk, places={"hr": (top.path,)}),
        )


def _posts(village: Organisation, township: Organisation, other: Organisation) -> list[Post]:
    seats = [
        city.seat(village, kind)
        for kind in ("chair", "vice_chair", "member", "member", "part_time")
    ]
    seats += [
        city.seat(township, kind) for kind in ("full_time", "full_time", "part_time", "part_time")
    ]
    return [*seats, city.seat(other, "full_time"), city.seat(other, "full_time", provided=False)]


def _people(village: Organisation, township: Organisation) -> list[Person]:
    """Nine certified, one whose certificate runs out soon, one without, and one under age."""
    certified = [city.somebody(home) for home in (village,) * 4 + (township,) * 5]
    for person in certified:
        city.certify(person, date(2025, 6, 1))
    soon = city.somebody(township)
    city.certify(soon, date(2024, 1, 1), date(2026, 12, 20))
    young = city.somebody(village, born=date(2009, 3, 3))
    return [*certified, soon, city.somebody(village), young]
