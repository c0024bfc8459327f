"""A question as its author wrote it: plain values that know no framework.

Readers of files make them, the bank keeps them in two halves (what a candidate may see, and the
key), writers of files write them out again.

Every text may hold paragraphs (line ends), tables (lines of the form `| a | b |`, the first line
is the head) and pictures (`![what it shows](sha256:<64 hex digits>)`); nothing else is markup.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
BLANK = "____"  # a blank of a fill-in question, as it stands in the stem
PICTURE = re.compile(r"!\[(?P<shows>[^\]\n]*)\]\(sha256:(?P<digest>[0-9a-f]{64})\)")

SINGLE, MULTIPLE, TRUE_FALSE = "single", "multiple", "true_false"
FILL_BLANK, MATCHING, ORDERING = "fill_blank", "matching", "ordering"
OPEN, CASE = "open", "case_analysis"
CHOICES = (SINGLE, MULTIPLE)
WRITTEN = (OPEN, CASE)  # a person marks them
PARTS = (OPEN, SINGLE, MULTIPLE, TRUE_FALSE, FILL_BLANK)  # what a case may ask

HALF, PER_OPTION, WHOLE = "half", "per_option", "whole"


@dataclass(frozen=True)
class MarkingPoint:
    """What an answer must say (采分点), and the marks it brings."""

    text: str
    marks: Decimal


@dataclass(frozen=True)
class Wording:
    """A question with its key. By `kind`:

    - `single`, `multiple`: `options` as shown, `key` the right letters in alphabetical order
      ("B", "ABD"); `credit` says what a multiple choice answer that is only partly right brings:
      `half` (some right, none wrong: half), `per_option` (the right ones' share, none wrong),
      `whole` (all or nothing). `pinned` holds the indexes of options that keep their place when
      the others are shuffled.
    - `true_false`: no options; `key` is "A" for true, "B" for false.
    - `fill_blank`: the stem holds one `BLANK` for each blank; `accepted` has a tuple of accepted
      answers for each; with `any_order` the answers may stand in any order.
    - `matching`: `options` are matched to `targets` (at least as many as are named); `key` has a
      letter of a target for each option in turn; a target may be used twice.
    - `ordering`: `options` in the order first shown, `key` their letters in the right order.
    - `open`: a person marks it, by `answer` (a model answer) and `marking`; both may be empty.
    - `case_analysis`: `stem` is the story, `parts` the questions on it, each of a kind of `PARTS`.

    `marks` is what the file or author says the question brings; a paper may say otherwise.
    `cites` holds [statute slug, article number] as the law library names them.
    """

    kind: str
    stem: str
    options: tuple[str, ...] = ()
    key: str = ""
    explanation: str = ""
    cites: tuple[tuple[str, str], ...] = ()
    difficulty: str = "medium"
    targets: tuple[str, ...] = ()
    accepted: tuple[tuple[str, ...], ...] = ()
    any_order: bool = False
    credit: str = HALF
    pinned: tuple[int, ...] = ()
    answer: str = ""
    marking: tuple[MarkingPoint, ...] = ()
    marks: Decimal | None = None
    parts: tuple["Wording", ...] = ()

    @property
    def digest(self) -> str:
        """Identity by content: kind and everything a candidate sees, blanks and width aside; not
        the key. 64 hex digits."""
        shown = [squeezed(text) for text in (self.kind, *self.faces())]
        return hashlib.sha256("\x1e".join(shown).encode()).hexdigest()

    def faces(self) -> Iterator[str]:
        """Every text a candidate sees, in reading order."""
        yield self.stem
        yield from self.options
        yield from self.targets
        for part in self.parts:
            yield from part.faces()

    def secrets(self) -> Iterator[str]:
        """Every text a candidate may not see before release: what explains and what is accepted."""
        yield from (self.explanation, self.answer)
        for accepted in self.accepted:
            yield from accepted
        yield from (point.text for point in self.marking)
        for part in self.parts:
            yield from part.secrets()

    def pictures(self) -> tuple[str, ...]:
        """The digests of the pictures in its texts, each once, in reading order."""
        found = [
            match["digest"]
            for text in (*self.faces(), *self.secrets())
            for match in PICTURE.finditer(text)
        ]
        return tuple(dict.fromkeys(found))


def squeezed(text: str) -> str:
    """A text without blanks and in one width, to compare by."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
