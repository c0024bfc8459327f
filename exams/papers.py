"""Drawing a paper by its blueprint from the live bank; the same seed draws the same paper."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from courses.choices import Subject
from exams.choices import ItemState, Kind
from exams.models import ItemVersion

KIND_ORDER = [str(kind) for kind in Kind]
SUBJECT_ORDER = [str(subject) for subject in Subject]
MOST_QUESTIONS = 200
MOST_POINTS = Decimal(100)
LONGEST_POINTS = -1  # at most one decimal


class BadBlueprint(ValueError):
    """A blueprint that no paper can follow; the message says which row and why."""


@dataclass(frozen=True)
class Row:
    """`count` questions of one subject and kind, `points` each."""

    subject: str
    kind: str
    count: int
    points: Decimal


@dataclass(frozen=True)
class Candidate:
    """A live question that could be drawn; `options` is how many it shows."""

    version_id: int
    ref: str
    subject: str
    kind: str
    options: int


@dataclass(frozen=True)
class Drawn:
    """A question of a paper, in its place, with the order in which its options are shown."""

    position: int
    version_id: int
    kind: str
    points: Decimal
    option_order: tuple[int, ...]


@dataclass(frozen=True)
class Missing:
    """The bank has `there` of the `wanted` questions of a row."""

    subject: str
    kind: str
    wanted: int
    there: int

    def __str__(self) -> str:
        return _("%(subject)s, %(kind)s: %(wanted)s needed, %(there)s in the bank") % {
            "subject": Subject(self.subject).label,
            "kind": Kind(self.kind).label,
            "wanted": self.wanted,
            "there": self.there,
        }


class Shortage(RuntimeError):
    """The bank cannot fill the blueprint; `missing` says what is short."""

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        super().__init__("; ".join(str(row) for row in missing))
        self.missing = missing


def read_blueprint(written: Any) -> tuple[Row, ...]:
    """The rows of a stored blueprint, in the order of kinds and subjects. Raises BadBlueprint."""
    rows = written.get("rows") if isinstance(written, dict) else None
    if not isinstance(rows, list) or not rows:
        raise BadBlueprint("a blueprint has at least one row")
    read = [_read_row(n, row) for n, row in enumerate(rows, start=1)]
    if len({(row.subject, row.kind) for row in read}) != len(read):
        raise BadBlueprint("two rows name the same subject and kind")
    if sum(row.count for row in read) > MOST_QUESTIONS:
        raise BadBlueprint(f"more than {MOST_QUESTIONS} questions")
    return tuple(
        sorted(
            read,
            key=lambda row: (KIND_ORDER.index(row.kind), SUBJECT_ORDER.index(row.subject)),
        )
    )


def _read_row(n: int, row: Any) -> Row:
    try:
        read = Row(
            str(row["subject"]), str(row["kind"]), int(row["count"]), Decimal(str(row["points"]))
        )
    except (KeyError, TypeError, ValueError, InvalidOperation) as error:
        raise BadBlueprint(f"row {n}: subject, kind, count and points are needed") from error
    if read.subject not in SUBJECT_ORDER or read.kind not in KIND_ORDER:
        raise BadBlueprint(f"row {n}: unknown subject or kind")
    if read.count < 1:
        raise BadBlueprint(f"row {n}: count is at least 1")
    if not read.points.is_finite() or not 1 <= read.points <= MOST_POINTS:
        raise BadBlueprint(f"row {n}: points are 1 to 100")
    if int(read.points.as_tuple().exponent) < LONGEST_POINTS:
        raise BadBlueprint(f"row {n}: points have at most one decimal")
    return read


def chance(seed: str, *names: object) -> str:
    """A place in a shuffled order that depends on the seed and the name alone, on every machine
    and in every version of Python."""
    return hashlib.sha256("/".join([seed, *map(str, names)]).encode()).hexdigest()


def draw(rows: Iterable[Row], pool: Sequence[Candidate], seed: str) -> tuple[Drawn, ...]:
    """Draw a paper. Raises Shortage naming every row that the pool cannot fill.

    Kinds keep their order on the paper; within a kind the subjects are mixed.
    """
    chosen: list[tuple[Row, Candidate]] = []
    missing: list[Missing] = []
    for row in rows:
        fitting = [c for c in pool if (c.subject, c.kind) == (row.subject, row.kind)]
        if len(fitting) < row.count:
            missing.append(Missing(row.subject, row.kind, row.count, len(fitting)))
        fitting.sort(key=lambda candidate: chance(seed, "draw", candidate.ref))
        chosen += [(row, candidate) for candidate in fitting[: row.count]]
    if missing:
        raise Shortage(tuple(missing))
    chosen.sort(
        key=lambda pair: (KIND_ORDER.index(pair[0].kind), chance(seed, "place", pair[1].ref))
    )
    return tuple(
        Drawn(position, candidate.version_id, row.kind, row.points, option_order(seed, candidate))
        for position, (row, candidate) in enumerate(chosen, start=1)
    )


def option_order(seed: str, candidate: Candidate) -> tuple[int, ...]:
    """The order in which options are shown; true or false always reads true, false."""
    if candidate.kind == Kind.TRUE_FALSE:
        return (0, 1)
    return tuple(
        sorted(
            range(candidate.options), key=lambda index: chance(seed, "option", candidate.ref, index)
        )
    )


def bank() -> tuple[Candidate, ...]:
    """Every live question with a subject, in the version in use."""
    in_use = (
        ItemVersion.objects.filter(item__state=ItemState.LIVE)
        .exclude(item__subject="")
        .filter(n=F("item__approved_n"))
        .select_related("item")
        .order_by("item__ref")
    )
    return tuple(
        Candidate(v.pk, v.item.ref, v.item.subject, v.item.kind, len(v.options)) for v in in_use
    )


def points_of(rows: Iterable[Row]) -> Decimal:
    """How many points a paper has in all."""
    return sum((row.count * row.points for row in rows), Decimal(0))
