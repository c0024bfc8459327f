"""A question that cannot be taken, and what was noticed of one that can."""

from collections import Counter
from collections.abc import Iterable

from exams.formats.entries import Note, Place


class Refused(ValueError):
    """One question is not taken: `code` is one word, `facts` its details. Codes:

    - `unsupported` (`type` names what the format calls it), `no_key`, `no_stem`, `no_options`,
      `one_option`, `many_options` (more than 26), `unknown_key` (the key names no option);
    - `several_right` (any one of several options would do), `partly_right` (no option is wholly
      right), `tolerance` (a range of numbers is right), `wildcard` (a pattern is right);
    - `match_several` (an item belongs to several others), `blanks` (as many answers as blanks are
      wanted), `broken` (`detail`), `missing` (a part of the package that is not there).
    """

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def note(self, place: Place, label: str = "") -> Note:
        return Note(self.code, place, {**({"label": label} if label else {}), **self.facts})


def notes_of(codes: Iterable[str], place: Place) -> tuple[Note, ...]:
    """One note for each code, in order; `invisible` says how many characters it was."""
    counts = Counter(codes)
    return tuple(
        Note(code, place, {"count": str(count)} if code == "invisible" else {})
        for code, count in counts.items()
    )
