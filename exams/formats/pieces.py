"""What a reader found of one question, piece by piece, before anything is made of it."""

from dataclasses import dataclass, field

from exams.formats.certain import Certain
from exams.formats.cleaning import clean
from exams.formats.entries import Note, Place
from exams.wording import Wording


class Refused(ValueError):
    """This question cannot be taken: `code` is one word, `facts` its details as texts."""

    def __init__(self, code: str, column: str = "", **facts: str) -> None:
        super().__init__(code)
        self.code, self.column, self.facts = code, column, facts


@dataclass
class Pieces:
    """Texts as they stand in the file.

    `keys` are the answers with the column each stood in; `together` holds all options in one text;
    `blanks` are answers of blanks with a column each; `flags` say of each option whether it is
    right; `kind` is what the question itself says it is, `hint` a kind that a sheet, a section or
    the name of the file says; `numbered` is the number of the first option where options bear
    numbers; `expects_key` that its neighbours have answers, so that none is a lack. `parts` are the
    questions of a case. `refused` is why no question can be made of them.
    """

    place: Place
    stem: str = ""
    passage: str = ""
    options: list[str] = field(default_factory=list)
    together: str = ""
    keys: list[tuple[str, str]] = field(default_factory=list)
    blanks: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    kind: str = ""
    hint: str = ""
    numbered: int | None = None
    expects_key: bool = False
    texts: dict[str, str] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    parts: list[Wording] = field(default_factory=list)
    certain: Certain | None = None
    refused: str = ""

    def kept(self, text: str, of: str = "") -> str:
        """A text as it is kept; what was done to it goes to the notes. `of` names the field."""
        if not text:
            return ""
        made = clean(text)
        if made.notes or made.pictures:
            place = Place(self.place.part, self.place.line, self.columns.get(of, ""))
            self.notes += [Note(code, place, facts) for code, facts in made.notes]
            self.pictures.update(made.pictures)
        return made.text

    def text(self, of: str) -> str:
        """A field other than stem, options and keys: `explanation`, `difficulty`, `marks`,
        `label`, `subject`, `tier`, `source`, `targets`, `marking`, `credit`, `pinned`, `order`,
        `cites`."""
        return self.kept(self.texts.get(of, ""), of)
