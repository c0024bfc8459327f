"""What a blueprint lacks: rows that the bank cannot fill, and questions that one person would see
too many of."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.choices import Subject
from exams.choices import Difficulty, Kind
from exams.papers.blueprint import Blueprint, Row
from exams.papers.filling import Demand, Filling
from exams.papers.ordering import PERCENT, dice
from exams.papers.pool import Cell, Pool


@dataclass(frozen=True)
class Lack:
    """The bank has `there` of the `wanted` questions of a row; section and line from 1. Of a fixed
    question (`ref`) it has none. `shared`: it has enough for this row alone, but other rows take
    the same questions."""

    section: int
    line: int
    wanted: int
    there: int
    row: Row | None = None
    ref: str = ""
    shared: bool = False

    @property
    def amount(self) -> str:
        """How many are there and how many are needed."""
        if self.ref:
            return _("the bank has no live question %(ref)s") % {"ref": self.ref}
        words = (
            _("other rows take the same questions: %(there)s are left, %(wanted)s are needed")
            if self.shared
            else _("the bank has %(there)s, %(wanted)s are needed")
        )
        return words % {"there": self.there, "wanted": self.wanted}

    def __str__(self) -> str:
        if self.row is None:
            return self.amount
        return _("%(row)s: %(amount)s") % {"row": named(self.row), "amount": self.amount}


def named(row: Row) -> str:
    """A row in words."""
    parts = [
        str(Subject(row.subject).label) if row.subject else "",
        str(Kind(row.kind).label),
        str(Difficulty(row.difficulty).label) if row.difficulty else "",
        row.tier,
    ]
    return _(", ").join(part for part in parts if part)


@dataclass(frozen=True)
class Exposed:
    """One person may get `most` questions they have not seen, and the paper needs more."""

    questions: int
    most: int | None

    def __str__(self) -> str:
        return ngettext(
            "One person would see too large a part of the bank: the paper has %(questions)s"
            " questions, and only %(most)s that is new to this person may still be used.",
            "One person would see too large a part of the bank: the paper has %(questions)s"
            " questions, and only %(most)s that are new to this person may still be used.",
            self.most or 0,
        ) % {"questions": self.questions, "most": self.most or 0}


class Shortage(RuntimeError):
    """The bank cannot fill the paper: `missing` says which rows are short, `exposed` that the part
    of the bank that one person may see is used up."""

    def __init__(self, missing: tuple[Lack, ...], exposed: Exposed | None = None) -> None:
        said = [str(lack) for lack in missing] or [str(exposed or "")]
        super().__init__("; ".join(said))
        self.missing = missing
        self.exposed = exposed


@dataclass(frozen=True)
class Exposure:
    """How much of the bank one person sees: by one paper, and over all allowed attempts."""

    one: Decimal
    all: Decimal
    limit: Decimal
    attempts: int

    @property
    def too_much(self) -> bool:
        """Not even the first paper stays within the limit."""
        return self.one > self.limit

    @property
    def repeats(self) -> bool:
        """Later attempts must repeat questions, to stay within the limit."""
        return self.all > self.limit

    def __str__(self) -> str:
        words = {
            "one": whole(self.one),
            "all": whole(self.all),
            "limit": whole(self.limit),
            "attempts": self.attempts,
        }
        if self.too_much:
            return (
                _(
                    "One person would see %(one)s %% of the bank with one paper; the limit is"
                    " %(limit)s %%."
                )
                % words
            )
        if self.repeats:
            return (
                _(
                    "Over %(attempts)s attempts one person would see %(all)s %% of the bank; the"
                    " limit is %(limit)s %%, so later papers repeat questions."
                )
                % words
            )
        return (
            _(
                "Over %(attempts)s attempts one person sees at most %(all)s %% of the bank; the"
                " limit is %(limit)s %%."
            )
            % words
        )


def whole(percent: Decimal) -> str:
    """Percent without decimals, rounded up, so that 20.1 does not read as 20."""
    return str(percent.to_integral_value(ROUND_CEILING))


def exposure(blueprint: Blueprint, pool: Pool, *, limit: int, attempts: int) -> Exposure:
    """What a paper of this blueprint shows one person; `limit` in percent of the bank."""
    there, everything = max(1, len(pool)), Decimal(PERCENT)
    one = Decimal(blueprint.questions * PERCENT) / there
    over_all = Decimal(blueprint.questions * attempts * PERCENT) / there
    return Exposure(min(one, everything), min(over_all, everything), Decimal(limit), attempts)


def shortages(blueprint: Blueprint, pool: Pool) -> tuple[Lack, ...]:
    """Every row and fixed question that the pool cannot fill, in their order; empty when a paper
    can be drawn. Overlapping rows are counted together."""
    return (*_gone(blueprint, pool), *lacking(blueprint, pool))


def held(blueprint: Blueprint, pool: Pool) -> dict[tuple[int, int], int]:
    """How many questions fit each row, by section and line from 1, whatever other rows take."""
    return {
        (n, line): pool.holds(row.wants)
        for n, section in enumerate(blueprint.sections, start=1)
        for line, row in enumerate(section.rows, start=1)
    }


def _gone(blueprint: Blueprint, pool: Pool) -> Iterator[Lack]:
    for n, section in enumerate(blueprint.sections, start=1):
        for line, one in enumerate(section.fixed, start=1):
            if one.ref not in pool.by_ref:
                yield Lack(n, line, 1, 0, ref=one.ref)


def lacking(blueprint: Blueprint, pool: Pool) -> tuple[Lack, ...]:
    """The rows that lack questions. When each would find enough alone, those that a fullest
    filling leaves short."""
    rows = [
        (n, line, row)
        for n, section in enumerate(blueprint.sections, start=1)
        for line, row in enumerate(section.rows, start=1)
    ]
    there = _there(blueprint, pool)
    alone = [
        Lack(n, line, row.count, found, row)
        for n, line, row in rows
        if (found := sum(there[cell] for cell in pool.cells(row.wants))) < row.count
    ]
    if alone:
        return tuple(alone)
    demands = [Demand(row.count, pool.cells(row.wants)) for _n, _line, row in rows]
    filling = Filling(demands, {(cell, False): number for cell, number in there.items()})
    most = sum(demand.count for demand in demands)
    filling.fill(seen=False, most=most, preferred=lambda _d, _s: 0, rolls=dice("", "shortage"))
    return tuple(
        Lack(n, line, row.count, row.count - demand.missing, row, shared=True)
        for (n, line, row), demand in zip(rows, demands, strict=True)
        if demand.missing
    )


def _there(blueprint: Blueprint, pool: Pool) -> dict[Cell, int]:
    """How many questions of each cell the rows may draw: the fixed ones are taken already."""
    there = {cell: len(group.items) for cell, group in pool.groups.items()}
    for _section, one in blueprint.fixed:
        if one.ref in pool.by_ref:
            there[pool.by_ref[one.ref].cell] -= 1
    return there
