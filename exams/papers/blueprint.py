"""The blueprint of a paper (双向细目表) as a matrix: sections, and in each rows of kind, subject,
difficulty, tier, count and marks, and fixed questions.

Two stored forms are read: {"sections": [{"title", "rows": [{"kind", "subject", "difficulty",
"tier", "count", "points"}], "fixed": [{"ref", "points"}]}]}; and the older one without sections,
{"rows": [{"kind", "subject", "count", "points"}]}, which has a section for each kind.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from courses.choices import Subject
from exams.choices import Difficulty, Kind

KIND_ORDER = [str(kind) for kind in Kind]
SUBJECT_ORDER = [str(subject) for subject in Subject]
MOST_QUESTIONS = 200
MOST_SECTIONS = 20
MOST_POINTS = Decimal(100)
ONE_DECIMAL = -1
LONGEST_TITLE = 60
LONGEST_TIER = 20
LONGEST_REF = 80
ANY = ""


@dataclass(frozen=True)
class Row:
    """`count` questions of one subject and kind, `points` each; an empty subject, difficulty or
    tier stands for any."""

    subject: str
    kind: str
    count: int
    points: Decimal
    difficulty: str = ANY
    tier: str = ANY

    @property
    def wants(self) -> tuple[str, str, str, str]:
        """What it asks of a question: subject, kind, difficulty, tier."""
        return (self.subject, self.kind, self.difficulty, self.tier)


@dataclass(frozen=True)
class Fixed:
    """A question that every paper has, by the reference it has in the bank."""

    ref: str
    points: Decimal


@dataclass(frozen=True)
class Section:
    """A part of the paper; without a title it bears the names of its kinds."""

    title: str
    rows: tuple[Row, ...] = ()
    fixed: tuple[Fixed, ...] = ()

    @property
    def questions(self) -> int:
        return sum(row.count for row in self.rows) + len(self.fixed)

    @property
    def points(self) -> Decimal:
        drawn = sum((row.count * row.points for row in self.rows), Decimal(0))
        return drawn + sum((fixed.points for fixed in self.fixed), Decimal(0))


@dataclass(frozen=True)
class Blueprint:
    """What a paper is made of; the sections in the order they have on it."""

    sections: tuple[Section, ...]

    @property
    def questions(self) -> int:
        return sum(section.questions for section in self.sections)

    @property
    def points(self) -> Decimal:
        return sum((section.points for section in self.sections), Decimal(0))

    @property
    def rows(self) -> tuple[tuple[int, Row], ...]:
        """Every row with the place of its section, from 0."""
        return tuple((n, row) for n, section in enumerate(self.sections) for row in section.rows)

    @property
    def fixed(self) -> tuple[tuple[int, Fixed], ...]:
        """Every fixed question with the place of its section, from 0."""
        return tuple((n, one) for n, section in enumerate(self.sections) for one in section.fixed)


@dataclass(frozen=True)
class Fault:
    """What is wrong where: section and line from 1 (0: the whole), `column` as stored; lines of
    rows and of fixed questions are counted apart."""

    message: str
    section: int = 0
    line: int = 0
    column: str = ""
    fixed: bool = False

    def __str__(self) -> str:
        if not self.line:
            return self.message
        words = (
            _("fixed question %(line)s: %(message)s")
            if self.fixed
            else _("row %(line)s: %(message)s")
        )
        return words % {"line": self.line, "message": self.message}


class BadBlueprint(ValueError):
    """A blueprint that no paper can follow; `faults` says where and why."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("; ".join(str(fault) for fault in faults))
        self.faults = faults


def read_blueprint(written: Any) -> Blueprint:
    """The blueprint as stored. Raises BadBlueprint with every fault."""
    if not isinstance(written, dict):
        raise BadBlueprint((Fault(_("a blueprint has at least one row")),))
    if "sections" in written:
        return _read_sections(written["sections"])
    return _by_kind(_read_sections([{"title": "", "rows": written.get("rows")}]).sections[0].rows)


def write_blueprint(blueprint: Blueprint) -> dict[str, Any]:
    """The blueprint to be stored."""
    return {
        "sections": [
            {
                "title": section.title,
                "rows": [
                    {
                        "kind": row.kind,
                        "subject": row.subject,
                        "difficulty": row.difficulty,
                        "tier": row.tier,
                        "count": row.count,
                        "points": str(row.points),
                    }
                    for row in section.rows
                ],
                "fixed": [
                    {"ref": fixed.ref, "points": str(fixed.points)} for fixed in section.fixed
                ],
            }
            for section in blueprint.sections
        ]
    }


def _by_kind(rows: tuple[Row, ...]) -> Blueprint:
    kinds = sorted({row.kind for row in rows}, key=KIND_ORDER.index)
    return Blueprint(
        tuple(Section("", tuple(row for row in rows if row.kind == kind)) for kind in kinds)
    )


def _read_sections(written: Any) -> Blueprint:
    faults: list[Fault] = []
    listed = written if isinstance(written, list) else []
    if len(listed) > MOST_SECTIONS:
        raise BadBlueprint(
            (Fault(_("a paper has at most %(most)s sections") % {"most": MOST_SECTIONS}),)
        )
    read = Blueprint(
        tuple(_read_section(n, section, faults) for n, section in enumerate(listed, start=1))
    )
    faults += _faults_of_whole(read, written) if not faults else []
    if faults:
        raise BadBlueprint(tuple(faults))
    return read


def _read_section(n: int, written: Any, faults: list[Fault]) -> Section:
    section = written if isinstance(written, dict) else {}
    title = str(section.get("title") or "").strip()
    if len(title) > LONGEST_TITLE:
        words = _("the title is longer than %(most)s characters") % {"most": LONGEST_TITLE}
        faults.append(Fault(words, n, column="title"))
    rows = _lines(section.get("rows"), n, faults)
    fixed = _lines(section.get("fixed"), n, faults)
    return Section(
        title,
        tuple(_read_row(row, _Line(n, line, faults)) for line, row in rows),
        tuple(_read_fixed(row, _Line(n, line, faults, fixed=True)) for line, row in fixed),
    )


def _lines(written: Any, n: int, faults: list[Fault]) -> Iterator[tuple[int, dict[str, Any]]]:
    if written is not None and not isinstance(written, list):
        faults.append(Fault(_("a section lists its rows"), n))
        return
    for line, row in enumerate(written or (), start=1):
        yield line, row if isinstance(row, dict) else {}


@dataclass(frozen=True)
class _Line:
    """Where one is reading, and the list that takes what is wrong there."""

    section: int
    line: int
    faults: list[Fault]
    fixed: bool = False

    def blame(self, column: str, message: str) -> None:
        self.faults.append(Fault(message, self.section, self.line, column, self.fixed))


def _read_row(written: dict[str, Any], line: _Line) -> Row:
    row = {name: _text(written.get(name)) for name in ("subject", "kind", "difficulty", "tier")}
    if row["kind"] not in KIND_ORDER:
        line.blame("kind", _("choose the kind of question"))
    if row["subject"] not in (ANY, *SUBJECT_ORDER):
        line.blame("subject", _("unknown subject"))
    if row["difficulty"] not in (ANY, *Difficulty.values):
        line.blame("difficulty", _("unknown difficulty"))
    if len(row["tier"]) > LONGEST_TIER:
        line.blame("tier", _("unknown tier"))
    return Row(
        count=_count(written.get("count"), line), points=_points(written.get("points"), line), **row
    )


def _read_fixed(written: dict[str, Any], line: _Line) -> Fixed:
    ref = _text(written.get("ref"))
    if not 0 < len(ref) <= LONGEST_REF:
        line.blame("ref", _("give the reference of the question"))
    return Fixed(ref, _points(written.get("points"), line))


def _text(written: Any) -> str:
    return written.strip() if isinstance(written, str) else ""


def _count(written: Any, line: _Line) -> int:
    try:
        if isinstance(written, bool | float):
            raise TypeError
        count = int(written)
    except (TypeError, ValueError):
        line.blame("count", _("give a whole number"))
        return 0
    if not 1 <= count <= MOST_QUESTIONS:
        line.blame("count", _("a number from 1 to %(most)s") % {"most": MOST_QUESTIONS})
    return count


def _points(written: Any, line: _Line) -> Decimal:
    try:
        if isinstance(written, bool):
            raise TypeError
        points = Decimal(str(written).strip())
    except (TypeError, InvalidOperation):
        line.blame("points", _("give a number"))
        return Decimal(0)
    if not points.is_finite() or not 1 <= points <= MOST_POINTS:
        line.blame("points", _("marks are 1 to 100"))
        return Decimal(0)
    if int(points.normalize().as_tuple().exponent) < ONE_DECIMAL:
        line.blame("points", _("marks have at most one decimal"))
    return points


def _faults_of_whole(read: Blueprint, written: Any) -> Iterator[Fault]:
    if not isinstance(written, list) or not read.questions:
        yield Fault(_("a blueprint has at least one row"))
    if read.questions > MOST_QUESTIONS:
        yield Fault(
            _("the paper has %(questions)s questions; at most %(most)s are possible")
            % {"questions": read.questions, "most": MOST_QUESTIONS}
        )
    refs: set[str] = set()
    for n, section in enumerate(read.sections, start=1):
        wants: dict[tuple[str, str, str, str], int] = {}
        for line, row in enumerate(section.rows, start=1):
            if wants.setdefault(row.wants, line) != line:
                words = _("row %(line)s of this section asks for the same; put them together")
                yield Fault(words % {"line": wants[row.wants]}, n, line, "kind")
        for line, fixed in enumerate(section.fixed, start=1):
            if fixed.ref in refs:
                yield Fault(
                    _("this question stands on the paper already"), n, line, "ref", fixed=True
                )
            refs.add(fixed.ref)
