"""Questions in the order of the file, with those that belong to a case put under it."""

from collections.abc import Iterable

from exams.formats.entries import Contents, Entry, Note
from exams.formats.making import make
from exams.formats.pieces import Pieces
from exams.formats.words import kind_of
from exams.wording import CASE, PARTS


class Gathered:
    """Takes questions one by one; a case waits for its parts until `close`, or the next case."""

    def __init__(self, contents: Contents) -> None:
        self.contents = contents
        self.case: Pieces | None = None
        self.label = ""
        self.broken: Note | None = None

    def add(self, pieces: Pieces, parent: str = "") -> None:
        """A question; with the label of its case in `parent` when it belongs to one."""
        parent = parent.strip()
        if parent and self.case is not None and parent == self.label:
            self._add_part(pieces)
            return
        self.close()
        label = pieces.texts.get("label", "").strip()
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

    def _take(self, made: Entry | Note) -> None:
        if isinstance(made, Entry):
            self.contents.entries.append(made)
        else:
            self.contents.refused.append(made)


def _is_case(pieces: Pieces) -> bool:
    return (kind_of(pieces.kind) or pieces.hint) == CASE
