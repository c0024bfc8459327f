"""Questions in the order of the file, with those that belong to a case put under it."""

from collections.abc import Iterable
from dataclasses import replace

from exams.formats.choosing import NOTHING
from exams.formats.entries import Contents, Entry, Note, Place
from exams.formats.making import make
from exams.formats.pieces import Pieces
from exams.formats.words import kind_of
from exams.wording import CASE, PARTS

LONGEST_LABEL = 40
_NO_PARENT = {*NOTHING, "0", "0.0", "-1"}


class Gathered:
    """Takes questions one by one; a case waits for its parts until `close`, or the next case."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.case: Pieces | None = None
        self.label = ""
        self.broken: Note | None = None

    def add(self, pieces: Pieces, parent: str = "", *, is_sure: bool = False) -> None:
        """A question; with the label of its case in `parent` when it belongs to one. `is_sure`:
        a parent can be nothing but a case, so that without it the question is refused (`no_case`).
        """
        parent = "" if parent.strip().lower() in _NO_PARENT else parent.strip()
        if parent and self.case is not None and parent == self.label:
            self._add_part(pieces)
            return
        self.close()
        label = pieces.texts.get("label", "").strip()
        if is_sure and parent and parent != label:
            facts = {"text": parent[:LONGEST_LABEL]}
            self._take(Note("no_case", self._at(pieces, "parent"), facts))
            return
        if label and not parent and _is_case(pieces):
            self.case, self.label = pieces, label
        else:
            self._take(make(pieces))

    def add_case(self, case: Pieces, parts: Iterable[Pieces]) -> None:
        """A case with all its parts."""
        self.close()
        case.kind = CASE
        self.case = case
        for part in parts:
            self._add_part(part)
        self.close()

    def close(self) -> None:
        """The case that waits, if any, is complete."""
        case, broken = self.case, self.broken
        self.case, self.broken = None, None
        if case is None:
            return
        if broken is not None:
            facts = {"detail": broken.code, "line": str(broken.place.line)}
            self._take(Note("part", case.place, facts))
        else:
            self._take(make(case))

    def _add_part(self, pieces: Pieces) -> None:
        if self.case is None:
            return
        made = make(pieces)
        if isinstance(made, Note):
            self.broken = self.broken or made
        elif made.wording.kind not in PARTS:
            self.broken = self.broken or Note("kind", made.place, {"text": made.wording.kind})
        else:
            self.case.parts.append(made.wording)
            self.case.pictures.update(made.pictures)
            self.case.notes += made.notes

    @staticmethod
    def _at(pieces: Pieces, of: str) -> Place:
        return replace(pieces.place, column=pieces.columns.get(of, ""))

    def _take(self, made: Entry | Note) -> None:
        if isinstance(made, Entry):
            self.contents.entries.append(made)
        else:
            self.contents.refused.append(made)


def _is_case(pieces: Pieces) -> bool:
    return (kind_of(pieces.kind) or pieces.hint) == CASE
