"""Learning paths: which subjects a person must learn, by the post they are named for or the place
they belong to; the rules of the day say which.

Nobody is enrolled by hand: a candidacy or a home organisation is the enrolment, so that it follows
when they change.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from courses.choices import Requirement
from courses.models import ModulePage
from portal import clock
from portal.people.choices import OPEN_CANDIDACIES, OrganisationKind, PostKind, Tier
from portal.people.models import Candidacy, Person
from portal.policy.rules import some_rules
from portal.prepared import OfSome

TIERS = [Tier.VILLAGE, Tier.TOWNSHIP, Tier.CITY]  # each learns what those before it learn
_PLACES: dict[str, Tier] = {
    OrganisationKind.VILLAGE: Tier.VILLAGE,
    OrganisationKind.COMMUNITY: Tier.VILLAGE,
    OrganisationKind.VILLAGE_BODY: Tier.VILLAGE,
    OrganisationKind.TOWNSHIP: Tier.TOWNSHIP,
    OrganisationKind.SUBDISTRICT: Tier.TOWNSHIP,
    OrganisationKind.ENTERPRISE: Tier.TOWNSHIP,
    OrganisationKind.INSTITUTION: Tier.TOWNSHIP,
    OrganisationKind.REGIONAL: Tier.TOWNSHIP,
    OrganisationKind.TOWNSHIP_GOVERNMENT: Tier.TOWNSHIP,
    OrganisationKind.JUSTICE_OFFICE: Tier.TOWNSHIP,
    OrganisationKind.STATIONED_ROOM: Tier.TOWNSHIP,
}


@dataclass(frozen=True)
class Path:
    """What one person must learn: subjects at their tier, and how many hours in all.

    `rules` are (key, version) of the rules it follows from; `hours_needed` is in units of 45
    minutes, `online_percent` the share of them that lessons online may make up.
    """

    tier: Tier
    full_time: bool
    subjects: frozenset[str]
    hours_needed: Decimal
    online_percent: Decimal
    rules: tuple[tuple[str, int], ...]

    def asks_for(self, module: ModulePage) -> bool:
        """Required, of a subject of the path, made for its tier or one below."""
        return (
            module.requirement == Requirement.REQUIRED
            and module.subject in self.subjects
            and TIERS.index(Tier(module.tier)) <= TIERS.index(self.tier)
        )


_HOMES = OfSome(
    lambda person_ids: (
        Person.objects.unscoped("learning paths")
        .filter(pk__in=person_ids)
        .values_list("pk", "organisation__kind")
    )
)
_NAMED = OfSome(
    lambda person_ids: (
        Candidacy.objects.unscoped("learning paths")
        .filter(person_id__in=person_ids, state__in=OPEN_CANDIDACIES)
        .values_list("person_id", "tier", "post_kind", "recorded_at")
    )
)


def paths_of_all(person_ids: Iterable[int], on: date) -> dict[int, Path]:
    """The path of each of these people on a day; people that do not exist have none. Queries: two,
    and those of at most seven rules."""
    wanted = list(person_ids)
    posts = _posts(wanted, on)
    drawn: dict[tuple[Tier, bool], Path] = {}
    found: dict[int, Path] = {}
    for person_id, kind in _HOMES.rows(wanted):
        shape = posts.get(person_id) or (_PLACES.get(kind, Tier.CITY), False)
        if shape not in drawn:
            drawn[shape] = _draw(*shape, on)
        found[person_id] = drawn[shape]
    return found


def path_of(person_id: int, on: date) -> Path:
    """Raises Person.DoesNotExist."""
    found = paths_of_all([person_id], on)
    if person_id not in found:
        raise Person.DoesNotExist(f"person {person_id}")
    return found[person_id]


def _posts(person_ids: list[int], on: date) -> dict[int, tuple[Tier, bool]]:
    """What people were named for by the end of the day: of several candidacies the highest tier,
    full-time if any is."""
    tomorrow = datetime.combine(on + timedelta(days=1), time.min, clock.CITY_ZONE)
    found: dict[int, tuple[Tier, bool]] = {}
    for person_id, tier, kind, recorded_at in _NAMED.rows(person_ids):
        if recorded_at >= tomorrow:
            continue
        held_tier, held_full = found.get(person_id, (Tier.VILLAGE, False))
        highest = max(held_tier, Tier(tier), key=TIERS.index)
        found[person_id] = highest, held_full or kind == PostKind.FULL_TIME
    return found


def _draw(tier: Tier, full_time: bool, on: date) -> Path:
    if full_time:
        held = some_rules(
            "train.pre_post_hours_full_time",
            "train.online_percent",
            f"train.subjects.{tier.value}",
            "train.subjects.full_time",
            on=on,
        )
    else:
        held = some_rules(
            "train.pre_post_hours",
            "train.online_percent",
            f"train.subjects.{tier.value}",
            on=on,
        )
    hours, online, *subjects = held
    wanted = {code for one in subjects for code in one.codes}
    return Path(
        tier,
        full_time,
        frozenset(wanted),
        hours.decimal,
        online.decimal,
        tuple((used.key, used.version) for used in held),
    )
