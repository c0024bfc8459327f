"""What a kind of table is to the import: its columns, how a row is read, decided and written.

The engine (`staging`, `checking`, `committing`) knows no kind; rooms above register theirs here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, Protocol

from django.utils.functional import Promise

from portal.people.models import let_bring
from portal.spreadsheets.heading import plain
from portal.spreadsheets.tables import Cell


@dataclass(frozen=True)
class Column:
    """A column of the template. `aliases` are titles under which offices keep the same; `example`
    and `hint` stand in the template."""

    key: str
    label: str | Promise
    aliases: tuple[str, ...]
    example: str
    hint: str | Promise
    required: bool = False

    def titles(self) -> set[str]:
        return {plain(title) for title in self.aliases}


class Remark(NamedTuple):
    """A problem or a note: a word of `wording.py`, the key of the column, details."""

    code: str
    column: str = ""
    facts: dict[str, Any] = {}


@dataclass
class Reading:
    """A row as it was understood, before anything stored is looked at; `values` are plain texts
    and may hold an ID number: they are stored encrypted only."""

    number: int
    values: dict[str, str] = field(default_factory=dict)
    problems: list[Remark] = field(default_factory=list)
    notes: list[Remark] = field(default_factory=list)


@dataclass
class Outcome:
    """What importing a row would do. `changes` are (column, before, after), masked; `target` is
    the kind's own and is not stored."""

    verdict: str
    subject: int | None = None
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    problems: list[Remark] = field(default_factory=list)
    target: Any = None

    def stored(self) -> dict[str, Any]:
        """The outcome as JSON, as it is kept and compared."""
        return {
            "verdict": str(self.verdict),
            "subject": self.subject,
            "changes": [list(change) for change in self.changes],
            "problems": [list(problem) for problem in self.problems],
        }


@dataclass(frozen=True)
class Bearer:
    """Who brings a table: the login and the tree paths where it may import."""

    actor_id: int
    paths: tuple[str, ...]

    def reaches(self, path: str) -> bool:
        return any(path.startswith(held) for held in self.paths)


@dataclass(frozen=True)
class Setting:
    """What holds for all rows of a run: `home` is the id of the organisation it was brought for,
    `homeless` says that the table has no column of organisations, so that all belong there."""

    bearer: Bearer
    today: date
    home: int
    homeless: bool = False
    places: dict[str, int] = field(default_factory=dict)
    era_1904: bool | None = None
    reason: str = ""


class Judge(Protocol):
    """Decides the rows of one run, and writes them."""

    @property
    def questions(self) -> dict[str, dict[str, Any]]:
        """Names that nobody knows, with the candidates."""

    @property
    def foreign(self) -> int:
        """How many rows name an organisation out of the bearer's reach."""

    def begin(self, readings: Sequence[Reading]) -> None:
        """Look at all rows together, for rows that contradict each other."""

    def decide(self, readings: Sequence[Reading]) -> list[Outcome]:
        """What importing each row would do; writes nothing."""

    def write(self, rows: Sequence[tuple[Reading, Outcome]]) -> None:
        """Do it, inside the caller's transaction; only rows that are new or changed."""


@dataclass(frozen=True)
class HandedIn:
    """Rows that are not entered but handed in to somebody else to decide: those that change
    `column`; `told` says so of how many, `action` leads to the page named `address`."""

    column: str
    told: Callable[[int], str]
    action: str | Promise
    address: str


@dataclass(frozen=True)
class Speech:
    """What the pages of a kind say: the title of its pages, the heading of the first one, what to
    know before (a paragraph each), the sheet of its template, the name of that file, and what
    becomes of rows that others decide."""

    title: str | Promise
    heading: str | Promise
    advice: tuple[str | Promise, ...]
    sheet: str | Promise
    file: str
    handed_in: HandedIn | None = None


class Kind(Protocol):
    """A kind of table; `roles` may bring it for their places."""

    name: str
    columns: tuple[Column, ...]
    roles: tuple[str, ...]
    speech: Speech

    def finding(self, total: int, parts: str) -> str:
        """The sentence before the rows of a result: of how many, and what became of them."""

    def read(self, number: int, cells: dict[str, Cell], setting: Setting) -> Reading:
        """Understand one row; knows no table of the database."""

    def judge(self, setting: Setting) -> Judge:
        """Somebody who decides the rows of a run."""

    def shown(self, reading: Reading) -> dict[str, str]:
        """What may stand on the screen of a row, masked."""


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Let tables of this kind be imported."""
    _kinds[kind.name] = kind
    let_bring(kind.name, kind.roles)


def kind_of(name: str) -> Kind:
    """The registered kind. Raises KeyError."""
    return _kinds[name]
