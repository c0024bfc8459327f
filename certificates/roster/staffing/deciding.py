"""What an organisation should have by the rules of a day and what it lacks, decided from plain
counts; knows no framework, stores nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

CENTRE = "city"
FULL_TIME = {
    CENTRE: "staffing.city_centre",
    "township": "staffing.township",
    "subdistrict": "staffing.township",
    "regional": "staffing.sectoral",
    "sectoral": "staffing.sectoral",
    "professional": "staffing.sectoral",
    "village": "staffing.village",
    "community": "staffing.village",
    "stationed_room": "staffing.stationed_room",
}
# A village is to get full-time mediators step by step, where it can: a wish and no duty.
WISHES = frozenset({"staffing.village"})
# The centre is the city's committee too, but its members are the government's business.
COMMITTEES = frozenset(
    {
        *("village", "community", "township", "subdistrict", "enterprise", "institution"),
        *("regional", "sectoral", "professional", "social_org"),
    }
)
CHAIR, WOMEN, MINORITY = "committee.chair", "committee.women_min", "committee.minority_min"
MEMBERS_MIN, MEMBERS_MAX = "committee.members_min", "committee.members_max"
PANEL_MIN, PANEL_MAX = "expert_panel.size_min", "expert_panel.size_max"
# The blocks of the board, from the city down; a kind that is in none has no number of its own.
GROUPS = {
    "centre": (CENTRE,),
    "sectoral": ("regional", "sectoral", "professional"),
    "township": ("township", "subdistrict"),
    "room": ("stationed_room",),
    "village": ("village", "community"),
}


@dataclass(frozen=True)
class Measure:
    """A rule as it was in force on the day; `basis` is where it is written."""

    key: str
    value: int
    enforcement: str
    basis: str
    version: int


@dataclass(frozen=True)
class Panel:
    """A panel of experts and how many sit in it."""

    id: int
    name: str
    size: int


@dataclass(frozen=True)
class Counts:
    """One organisation on one day. `full_time` are full-time mediators in office and on duty with
    a valid certificate; `members` are chair, vice chairs and members in office, whether certified
    or not, `women` and `minority` those among them; `mixed`: several peoples live there."""

    kind: str
    full_time: int = 0
    chairs: int = 0
    members: int = 0
    women: int = 0
    minority: int = 0
    mixed: bool = False
    panels: tuple[Panel, ...] = ()


@dataclass(frozen=True)
class Line:
    """What one rule says of one organisation (of its panel `subject`): how many there should be, at
    least or (`most`) at most, and how many there are."""

    rule: str
    needed: int
    there: int
    enforcement: str
    basis: str
    version: int
    most: bool = False
    subject: str = ""

    @property
    def missing(self) -> int:
        return 0 if self.most else max(0, self.needed - self.there)

    @property
    def over(self) -> int:
        return max(0, self.there - self.needed) if self.most else 0

    @property
    def filled(self) -> int:
        """How many of those needed are there: what one place has too many fills no other."""
        return min(self.needed, self.there)

    @property
    def holds(self) -> bool:
        return not self.missing and not self.over

    @property
    def is_wish(self) -> bool:
        return self.rule in WISHES


def lines(counts: Counts, measures: Mapping[str, Measure]) -> tuple[Line, ...]:
    """Each rule that asks something of this kind of organisation, on its own; `measures` are the
    rules in force on the day, by key: one that was not there yet asks nothing."""
    return tuple(
        Line(
            measure.key,
            measure.value,
            there,
            measure.enforcement,
            measure.basis,
            measure.version,
            most=key in {MEMBERS_MAX, PANEL_MAX},
            subject=subject,
        )
        for key, there, subject in _asked(counts)
        for measure in ([measures[key]] if key in measures else [])
    )


def _asked(counts: Counts) -> Iterator[tuple[str, int, str]]:
    """Of a committee of which no member is recorded nothing is said but that."""
    if counts.kind in FULL_TIME:
        yield FULL_TIME[counts.kind], counts.full_time, ""
    if counts.kind in COMMITTEES:
        yield MEMBERS_MIN, counts.members, ""
    if counts.kind in COMMITTEES and counts.members:
        yield CHAIR, counts.chairs, ""
        yield MEMBERS_MAX, counts.members, ""
        yield WOMEN, counts.women, ""
        if counts.mixed:
            yield MINORITY, counts.minority, ""
    for panel in counts.panels:
        yield PANEL_MIN, panel.size, panel.name
        yield PANEL_MAX, panel.size, panel.name


def group_of(kind: str) -> str:
    """The block of the board in which an organisation of this kind stands; "" in none."""
    return next((name for name, kinds in GROUPS.items() if kind in kinds), "")
