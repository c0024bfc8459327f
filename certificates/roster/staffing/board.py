"""The quota board of a keeper's places on a day, put together: the one number that matters, its
blocks, committees that lack somebody, empty posts, what ends soon."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from certificates.roster.models import Secondment
from certificates.roster.staffing import coming, vacancies
from certificates.roster.staffing.coming import Coming
from certificates.roster.staffing.counting import (
    Plan,
    Unit,
    full_time_on_duty,
    plan_on,
    staffing_on,
)
from certificates.roster.staffing.deciding import (
    CHAIR,
    GROUPS,
    MEMBERS_MAX,
    MEMBERS_MIN,
    MINORITY,
    PANEL_MAX,
    PANEL_MIN,
    WOMEN,
    Line,
    group_of,
)
from certificates.roster.staffing.vacancies import Vacancy
from portal.scope import Scope

WISHED = "village"
DUTIES = tuple(name for name in GROUPS if name != WISHED)
SHOWN = 12
FIRST_KIND = "full_time"
# What can be wrong with a committee or a panel, in the order of the board.
UNRECORDED, FEW, MANY = "unrecorded", "few", "many"
FAULTS = (UNRECORDED, "chair", FEW, MANY, "women", "minority", "panel")
_FAULT_OF = {
    CHAIR: "chair",
    MEMBERS_MAX: MANY,
    WOMEN: "women",
    MINORITY: "minority",
    PANEL_MIN: "panel",
    PANEL_MAX: "panel",
}


@dataclass(frozen=True)
class Block:
    """The organisations of one block with their full-time mediators; `planned` is what the city's
    own plan gives the block (None where it says nothing)."""

    name: str
    units: tuple[tuple[Unit, Line], ...]
    planned: int | None = None

    @property
    def needed(self) -> int:
        return sum(line.needed for _unit, line in self.units)

    @property
    def filled(self) -> int:
        return sum(line.filled for _unit, line in self.units)

    @property
    def there(self) -> int:
        return sum(line.there for _unit, line in self.units)

    @property
    def missing(self) -> int:
        return sum(line.missing for _unit, line in self.units)

    @property
    def short(self) -> int:
        """How many organisations lack somebody."""
        return sum(not line.holds for _unit, line in self.units)

    @property
    def each(self) -> int | None:
        """What each needs, where it is the same for all."""
        numbers = {line.needed for _unit, line in self.units}
        return numbers.pop() if len(numbers) == 1 else None


@dataclass(frozen=True)
class Fault:
    """What one rule finds at one organisation; `code` is one of FAULTS."""

    code: str
    unit: Unit
    line: Line


@dataclass(frozen=True)
class Board:
    """Everything on the board. `before` is how many were on duty on `compared`, the last day of the
    quarter before; `empty` how many posts of each kind are vacant; of those of `kind` ("" all) the
    first are shown as `vacant`; `rotations` are due by the end of the months looked at; `rules`
    holds a line of each rule that was applied."""

    day: date
    blocks: tuple[Block, ...]
    faults: tuple[Fault, ...]
    committees: int
    plan: Plan | None
    compared: date
    before: int
    empty: Mapping[str, int]
    kind: str
    vacant: tuple[Vacancy, ...]
    certificates: Coming
    terms: Coming
    rotations: tuple[Secondment, ...] = ()
    rules: tuple[Line, ...] = ()

    @property
    def vacancies(self) -> int:
        return sum(self.empty.values())

    @property
    def listed(self) -> int:
        """How many vacancies the list is of, whether shown or not."""
        return self.empty.get(self.kind, 0) if self.kind else self.vacancies

    @property
    def duties(self) -> tuple[Block, ...]:
        return tuple(block for block in self.blocks if block.name in DUTIES)

    @property
    def wish(self) -> Block | None:
        return next((block for block in self.blocks if block.name == WISHED), None)

    @property
    def needed(self) -> int:
        return sum(block.needed for block in self.duties)

    @property
    def filled(self) -> int:
        return sum(block.filled for block in self.duties)

    @property
    def there(self) -> int:
        return sum(block.there for block in self.duties)

    @property
    def missing(self) -> int:
        return sum(block.missing for block in self.duties)

    @property
    def percent(self) -> float | None:
        return share(self.filled, self.needed)

    @property
    def change(self) -> int:
        return self.there - self.before


def board_on(scope: Scope, day: date, *, whole: bool = False, kind: str | None = None) -> Board:
    """The board of a scope on a day in a fixed number of queries; `whole` has every vacancy and not
    only the first. `kind` is which posts are listed, "" for all; None lists those of full-time
    mediators, where any is vacant. The city's plan is told to whoever keeps the centre."""
    units = staffing_on(scope, day)
    plan = plan_on(day) if any(unit.place.kind == "city" for unit in units) else None
    compared = quarter_before(day)
    empty = vacancies.empty_posts(scope, day)
    counted = Counter(one.kind for one in empty)
    if kind is None:
        kind = FIRST_KIND if counted[FIRST_KIND] else ""
    listed = [one for one in empty if kind in {"", one.kind}]
    return Board(
        day,
        _blocks(units, plan.parts if plan else {}),
        _faults(units),
        sum(any(line.rule == MEMBERS_MIN for line in unit.lines) for unit in units),
        plan,
        compared,
        full_time_on_duty(scope, compared, [kind for name in DUTIES for kind in GROUPS[name]]),
        counted,
        kind,
        tuple(vacancies.shown(listed if whole else listed[:SHOWN], day)),
        coming.certificates(scope, day),
        coming.terms(scope, day),
        tuple(coming.rotations(scope, day)),
        tuple({line.rule: line for unit in units for line in unit.lines}.values()),
    )


def faults_on(scope: Scope, day: date) -> tuple[Fault, ...]:
    """What is wrong with the committees and panels of a scope on a day."""
    return _faults(staffing_on(scope, day))


def share(filled: int, needed: int) -> float | None:
    """How many in a hundred of what is needed are there, to a tenth; None where nothing is needed.
    A gap, however small, is never rounded away."""
    if not needed:
        return None
    tenths = round(1000 * filled / needed)
    return (min(tenths, 999) if filled < needed else tenths) / 10


def quarter_before(day: date) -> date:
    """The last day of the quarter before that of the day."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1) - timedelta(days=1)


def _blocks(units: list[Unit], planned: Mapping[str, int]) -> tuple[Block, ...]:
    """Blocks with organisations of their kind in reach."""
    of_block: dict[str, list[tuple[Unit, Line]]] = {name: [] for name in GROUPS}
    for unit in units:
        if unit.full_time:
            of_block[group_of(unit.place.kind)].append((unit, unit.full_time))
    return tuple(
        Block(name, tuple(found), planned.get(name)) for name, found in of_block.items() if found
    )


def _faults(units: list[Unit]) -> tuple[Fault, ...]:
    found = [Fault(_code(unit, line), unit, line) for unit in units for line in unit.faults]
    return tuple(sorted(found, key=lambda fault: FAULTS.index(fault.code)))


def _code(unit: Unit, line: Line) -> str:
    if line.rule == MEMBERS_MIN:
        return FEW if unit.counts.members else UNRECORDED
    return _FAULT_OF[line.rule]
