"""What reading a file of questions brings: entries, each with its place, and what was not taken.

Plain values; codes and details are put into words by `exams.importing.wording`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from exams.wording import Wording


@dataclass(frozen=True)
class Place:
    """Where in a file. `part` is a sheet, or a file inside a package; `line` is a row of a sheet,
    a line of a text or a paragraph of a Word file, from 1, as the program that made it counts
    (0: the whole part); `column` is the letter of a column."""

    part: str = ""
    line: int = 0
    column: str = ""


@dataclass(frozen=True)
class Note:
    """Something to be told of: `code` is one word, `facts` its details as texts."""

    code: str
    place: Place = Place()
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """A question as read, before any rule of the bank is asked.

    `wording.kind` is "" when the file does not say what it is and nothing else tells; `label` is
    its number or identifier in the file; `subject`, `tier` and `source` are as written there;
    `used_for` is the pool in words, where a sheet says it.
    `columns` says in which column a field stood (`stem`, `key`, `kind`, `options.B`, …);
    `pictures` holds the bytes by digest; `notes` what was noticed and does not stand in the way:
    `invisible` (characters taken out), `remote_picture`, `guessed_kind`, `html`, …
    """

    place: Place
    wording: Wording
    label: str = ""
    subject: str = ""
    tier: str = ""
    source: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    used_for: str = ""


@dataclass
class Contents:
    """All that a file holds: `entries`; `refused`, one note for each question that cannot be taken
    with the reason; `notes` about the file itself (an empty sheet, a category, a declared count
    that differs). Questions in the file = entries + refused."""

    form: str
    entries: list[Entry] = field(default_factory=list)
    refused: list[Note] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


class Unreadable(ValueError):
    """The file as a whole cannot be read: `code` is one word, `facts` its details as texts."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
