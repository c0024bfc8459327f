"""The blueprint as a form: what was typed into its cells, and each cell with what is wrong there.

Cells are named `title-S`, `row-S-L-COLUMN` and `fixed-S-L-COLUMN` (sections and lines from 0); the
hidden `sections`, `rows-S` and `fixed-S` count them. Lines in which nothing stands are left out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import pgettext

from courses.choices import Subject
from exams.choices import Difficulty, Kind
from exams.papers.blueprint import (
    MOST_QUESTIONS,
    MOST_SECTIONS,
    Blueprint,
    Fault,
    write_blueprint,
)
from exams.papers.pool import Pool
from exams.papers.shortage import Lack
from portal.numbered import ID
from portal.people.choices import Tier

ROW = ("kind", "subject", "difficulty", "tier", "count", "points")
FIXED = ("ref", "points")
LONGEST_CELL = 200
Written = dict[str, Any]


@dataclass(frozen=True)
class Cell:
    """A cell of the form; `choices` when one is chosen from them."""

    name: str
    column: str
    value: str
    error: str = ""
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Line:
    """A row or a fixed question; `lack` says what the bank does not have for it, `there` how many
    questions fit it."""

    place: str
    cells: tuple[Cell, ...]
    lack: str = ""
    there: int | None = None

    @property
    def errors(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.error]


@dataclass(frozen=True)
class SectionCells:
    """A section of the form; `place` counts from 0."""

    place: int
    title: Cell
    rows: tuple[Line, ...]
    fixed: tuple[Line, ...]
    questions: int = 0
    points: str = ""


@dataclass(frozen=True)
class Finding:
    """What is known of a blueprint: faults of typing, or else what the bank lacks."""

    faults: tuple[Fault, ...] = ()
    lacks: tuple[Lack, ...] = ()
    blueprint: Blueprint | None = None
    there: Mapping[tuple[int, int], int] = field(default_factory=dict)

    @property
    def whole(self) -> list[Fault]:
        """Faults that stand at no cell."""
        return [fault for fault in self.faults if not fault.column]


def read_matrix(sent: Mapping[str, str]) -> Written:
    """What was typed, in the stored form, unchecked."""
    sections = [
        {
            "title": _typed(sent, f"title-{at}"),
            "rows": _read_lines(sent, "row", _counted(sent, f"rows-{at}", MOST_QUESTIONS), at, ROW),
            "fixed": _read_lines(
                sent, "fixed", _counted(sent, f"fixed-{at}", MOST_QUESTIONS), at, FIXED
            ),
        }
        for at in range(_counted(sent, "sections", MOST_SECTIONS))
    ]
    return {"sections": sections}


def _counted(sent: Mapping[str, str], name: str, most: int) -> int:
    typed = sent.get(name, "")
    return int(typed) if typed in {str(number) for number in range(most + 1)} else 0


def _typed(sent: Mapping[str, str], name: str) -> str:
    return sent.get(name, "").replace("\0", "").strip()[:LONGEST_CELL]


def _read_lines(
    sent: Mapping[str, str], what: str, count: int, at: int, columns: Iterable[str]
) -> list[dict[str, str]]:
    lines = [
        {column: _typed(sent, f"{what}-{at}-{line}-{column}") for column in columns}
        for line in range(count)
    ]
    return [line for line in lines if any(line.values())]


def changed(written: Written, act: str) -> Written:
    """The form after one of its buttons: `add-section`, `add-row:S`, `add-fixed:S`,
    `drop-section:S`, `drop-row:S:L`, `drop-fixed:S:L`. An act on what is not there does nothing."""
    sections = [dict(section) for section in written["sections"]]
    verb, *places = act.split(":")
    at = [int(place) for place in places if ID.fullmatch(place)]
    if verb == "add-section":
        sections.append({"title": "", "rows": [{}], "fixed": []})
    elif at and at[0] < len(sections):
        _change_section(sections, verb, *at[:2])
    return {"sections": sections}


def _change_section(sections: list[Written], verb: str, at: int, line: int = 0) -> None:
    what = {"row": "rows", "fixed": "fixed"}.get(verb.partition("-")[2], "")
    if verb == "drop-section":
        del sections[at]
    elif verb.startswith("add-") and what:
        sections[at] = sections[at] | {what: [*sections[at][what], {}]}
    elif verb.startswith("drop-") and what:
        kept = [held for n, held in enumerate(sections[at][what]) if n != line]
        sections[at] = sections[at] | {what: kept}


def written_of(blueprint: Blueprint) -> Written:
    return write_blueprint(blueprint)


def written_as_stored(stored: object) -> Written:
    """What is stored, whatever it is, as far as the form has cells for it: for a blueprint that no
    paper can follow, so that it can be mended here."""
    held = stored if isinstance(stored, dict) else {}
    listed = held.get("sections", [held])
    sections = listed[:MOST_SECTIONS] if isinstance(listed, list) else []
    return {"sections": [_section_as_stored(section) for section in sections]}


def _section_as_stored(stored: object) -> Written:
    held = stored if isinstance(stored, dict) else {}
    lines = {
        what: [
            line if isinstance(line, dict) else {}
            for line in (held[what][:MOST_QUESTIONS] if isinstance(held.get(what), list) else ())
        ]
        for what in ("rows", "fixed")
    }
    return {"title": str(held.get("title") or "")} | lines


@dataclass
class Matrix:
    """The cells of a form with what was found out about them."""

    written: Written
    finding: Finding
    tiers: tuple[str, ...] = ()
    _errors: dict[tuple[int, int, str, bool], str] = field(default_factory=dict)
    _lacks: dict[tuple[int, int, bool], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for fault in self.finding.faults:
            place = (fault.section, fault.line, fault.column, fault.fixed)
            self._errors.setdefault(place, fault.message)
        for lack in self.finding.lacks:
            self._lacks[lack.section, lack.line, bool(lack.ref)] = lack.amount

    @property
    def sections(self) -> list[SectionCells]:
        return [self._section(n, held) for n, held in enumerate(self.written["sections"])]

    def _section(self, at: int, held: Written) -> SectionCells:
        title = Cell(
            f"title-{at}",
            "title",
            str(held["title"]),
            self._errors.get((at + 1, 0, "title", False), ""),
        )
        rows = tuple(self._line("row", at, n, row) for n, row in enumerate(held["rows"]))
        fixed = tuple(self._line("fixed", at, n, row) for n, row in enumerate(held["fixed"]))
        blueprint = self.finding.blueprint
        if blueprint is None or at >= len(blueprint.sections):
            return SectionCells(at, title, rows, fixed)
        part = blueprint.sections[at]
        return SectionCells(at, title, rows, fixed, part.questions, str(part.points))

    def _line(self, what: str, at: int, n: int, held: Mapping[str, Any]) -> Line:
        fixed = what == "fixed"
        cells = tuple(
            Cell(
                name=f"{what}-{at}-{n}-{column}",
                column=column,
                value=str(held.get(column, "")),
                error=self._errors.get((at + 1, n + 1, column, fixed), ""),
                choices=self._choices(column, str(held.get(column, ""))),
            )
            for column in (FIXED if fixed else ROW)
        )
        there = None if fixed else self.finding.there.get((at + 1, n + 1))
        return Line(f"{at}:{n}", cells, self._lacks.get((at + 1, n + 1, fixed), ""), there)

    def _choices(self, column: str, held: str) -> tuple[tuple[str, str], ...]:
        anything = ("", str(pgettext("blueprint", "any")))
        found: dict[str, tuple[tuple[str, str], ...]] = {
            "kind": (("", "—"), *_labelled(Kind.choices)),
            "subject": (anything, *_labelled(Subject.choices)),
            "difficulty": (anything, *_labelled(Difficulty.choices)),
            "tier": (anything, *_named_tiers({*self.tiers, held} - {""})),
        }
        return found.get(column, ())


def _labelled(choices: Iterable[tuple[Any, Any]]) -> tuple[tuple[str, str], ...]:
    return tuple((str(value), str(label)) for value, label in choices)


def _named_tiers(held: set[str]) -> tuple[tuple[str, str], ...]:
    """Tiers with their names; one that has none stays as it is written."""
    names = dict(Tier.choices)
    return tuple((one, str(names.get(one, one))) for one in sorted(held))


def tiers_of(pool: Pool) -> tuple[str, ...]:
    """The tiers that questions of the bank have."""
    return tuple(sorted({item.tier for item in pool if item.tier}))
