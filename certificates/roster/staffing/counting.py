"""How many there are of each kind in each organisation on a day: a fixed number of queries that
group in the database, whatever the number of people."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from certificates.roster.choices import ELECTED_POSTS, ROSTER_KEEPERS
from certificates.roster.keepers import upwards
from certificates.roster.models import ExpertPanel
from certificates.roster.staffing.deciding import (
    COMMITTEES,
    FULL_TIME,
    Counts,
    Line,
    Measure,
    Panel,
    lines,
)
from certificates.roster.staffing.serving import WHY, in_reach, on_duty
from portal.people.choices import OrganisationAct, PostKind, Sex
from portal.people.models import Organisation, OrganisationChange
from portal.policy.rules import Rule, rules_in_force
from portal.scope import Scope

MINORITY_PLACES = "committee.minority_places"


@dataclass(frozen=True)
class Place:
    """An organisation as the board names it; `code` is the division code of its own or of the
    nearest above it that has one."""

    pk: int
    path: str
    name: str
    short_name: str
    kind: str
    code: str = ""


@dataclass(frozen=True)
class Unit:
    """An organisation with what was counted and what the rules say of it."""

    place: Place
    counts: Counts
    lines: tuple[Line, ...]

    @property
    def full_time(self) -> Line | None:
        """What it should have of full-time mediators; None where no rule speaks of its kind."""
        return next((line for line in self.lines if line.rule in FULL_TIME.values()), None)

    @property
    def faults(self) -> tuple[Line, ...]:
        """What does not hold beside the full-time mediators."""
        return tuple(
            line for line in self.lines if not line.holds and line.rule not in FULL_TIME.values()
        )


def staffing_on(scope: Scope, day: date) -> list[Unit]:
    """Every organisation in a keeper's reach that there was on the day and of which a rule speaks,
    in the order of the tree."""
    rules = _rules(day)
    measures = {key: _measure(rule) for key, rule in rules.items() if key != MINORITY_PLACES}
    places = _places(scope, day)
    mixed = _mixed(places, rules.get(MINORITY_PLACES))
    panels = _panels(scope, day)
    wanted = [
        place
        for place in places
        if place.kind in FULL_TIME or place.kind in COMMITTEES or place.pk in panels
    ]
    on_duty = dict(on_duty_by_place(scope, day))
    members = _members(scope, day)
    units = []
    for place in wanted:
        counts = Counts(
            place.kind,
            on_duty.get(place.pk, 0),
            **members.get(place.pk, {}),
            mixed=place.pk in mixed,
            panels=tuple(panels.get(place.pk, ())),
        )
        units.append(Unit(place, counts, lines(counts, measures)))
    return units


def _rules(day: date) -> dict[str, Rule]:
    """Each rule of the board that was in force on the day."""
    return rules_in_force(
        "staffing.city_centre",
        "staffing.township",
        "staffing.sectoral",
        "staffing.village",
        "staffing.stationed_room",
        "committee.members_min",
        "committee.members_max",
        "committee.chair",
        "committee.women_min",
        "committee.minority_min",
        "committee.minority_places",
        "expert_panel.size_min",
        "expert_panel.size_max",
        on=day,
    )


def _measure(rule: Rule) -> Measure:
    return Measure(rule.key, rule.number, rule.enforcement, rule.basis, rule.version)


def panel_sizes(day: date) -> tuple[int, int]:
    """How many experts a panel has at least and at most; zeros before there was such a rule."""
    found = rules_in_force("expert_panel.size_min", "expert_panel.size_max", on=day)
    least, most = found.get("expert_panel.size_min"), found.get("expert_panel.size_max")
    return (least.number, most.number) if least and most else (0, 0)


@dataclass(frozen=True)
class Plan:
    """What the city's own plan says of full-time posts: in all, and by block of the board."""

    total: int
    parts: Mapping[str, int]
    basis: str


def plan_on(day: date) -> Plan | None:
    """The plan in force on the day; None where the city has none (a plan of 0 posts is none)."""
    found = rules_in_force(
        "staffing.source_plan",
        "staffing.plan_city",
        "staffing.plan_sectoral",
        "staffing.plan_township",
        on=day,
    )
    total = found.pop("staffing.source_plan", None)
    if total is None or not total.number:
        return None
    parts = {
        block: found[key].number
        for block, key in (
            ("centre", "staffing.plan_city"),
            ("sectoral", "staffing.plan_sectoral"),
            ("township", "staffing.plan_township"),
        )
        if key in found
    }
    return Plan(total.number, parts, total.basis)


def places_on(day: date) -> QuerySet[Organisation]:
    """The organisations that there were on a day: founded by then, not dissolved yet. One of which
    no founding is recorded was always there."""
    later = OrganisationChange.objects.filter(
        organisation=OuterRef("pk"), act=OrganisationAct.FOUNDED, day__gt=day
    )
    alive = Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=day)
    rows: QuerySet[Organisation] = Organisation.objects.filter(alive).exclude(Exists(later))
    return rows


def _places(scope: Scope, day: date) -> list[Place]:
    rows = places_on(day).filter(scope.below("path", *ROSTER_KEEPERS)).order_by("path")
    columns = ("pk", "path", "name", "short_name", "kind", "division_code")
    found = [Place(*row) for row in rows.values_list(*columns)]
    return _with_codes(found)


def _with_codes(places: Sequence[Place]) -> list[Place]:
    """A committee has the division code of the town above it, also one out of the keeper's
    reach."""
    above = {path for place in places for path in upwards(place.path)[1:]}
    known = {place.path: place.code for place in places}
    far = above - known.keys()
    if far:
        rows = Organisation.objects.filter(path__in=far).values_list("path", "division_code")
        known |= dict(rows)
    found = []
    for place in places:
        codes = [known.get(path, "") for path in upwards(place.path)]
        code = next((code for code in codes if code), "")
        found.append(Place(place.pk, place.path, place.name, place.short_name, place.kind, code))
    return found


def _mixed(places: Iterable[Place], rule: Rule | None) -> set[int]:
    """The places in which several peoples live, by their division codes."""
    codes = rule.codes if rule else ()
    return {place.pk for place in places if codes and place.code.startswith(codes)}


def on_duty_by_place(scope: Scope, day: date) -> Iterable[tuple[int, int]]:
    """How many full-time mediators are on duty at each organisation in reach."""
    rows = on_duty(in_reach(scope, day).filter(full_time=True), day)
    counted = rows.values("organisation_id").annotate(many=Count("pk")).order_by()
    return [(row["organisation_id"], row["many"]) for row in counted]


def full_time_on_duty(scope: Scope, day: date, kinds: Iterable[str]) -> int:
    """How many full-time mediators are on duty at organisations of these kinds in reach."""
    rows = in_reach(scope, day).filter(full_time=True, organisation__kind__in=list(kinds))
    return on_duty(rows, day).count()


def _members(scope: Scope, day: date) -> dict[int, dict[str, int]]:
    """Who is in office in each committee, certified or not."""
    rows = in_reach(scope, day).filter(post__kind__in=ELECTED_POSTS)
    counted = rows.order_by().values_list("organisation_id")
    numbers = counted.annotate(
        members=Count("pk"),
        chairs=Count("pk", filter=Q(post__kind=PostKind.CHAIR)),
        women=Count("pk", filter=Q(person__sex=Sex.FEMALE)),
        minority=Count("pk", filter=Q(minority_member=True)),
    )
    return {
        place: {"members": members, "chairs": chairs, "women": women, "minority": minority}
        for place, members, chairs, women, minority in numbers
    }


def _panels(scope: Scope, day: date) -> dict[int, list[Panel]]:
    """The panels of each organisation on the day with how many sit in them."""
    sits = Q(members__since__lte=day) & (Q(members__until__isnull=True) | Q(members__until__gt=day))
    rows = (
        ExpertPanel.objects.unscoped(WHY)
        .filter(scope.below("organisation__path", *ROSTER_KEEPERS), since__lte=day)
        .filter(Q(ended__isnull=True) | Q(ended__gt=day))
        .annotate(size=Count("members", filter=sits))
        .order_by("organisation_id", F("since"), "pk")
    )
    found: dict[int, list[Panel]] = defaultdict(list)
    for pk, place, name, size in rows.values_list("pk", "organisation_id", "name", "size"):
        found[place].append(Panel(pk, name, size))
    return found
