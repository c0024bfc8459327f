"""One question made of the pieces that a reader found, or refused with the reason.

Every reader that finds questions piece by piece (sheets, papers, JSON) hands them to `make`.
"""

import re
from dataclasses import dataclass, replace

from exams.formats import blanks, choosing, keys, words
from exams.formats.certain import Certain
from exams.formats.conclusions import weighed
from exams.formats.entries import Entry, Note, Place
from exams.formats.marking import marking_of, parts_of
from exams.formats.pieces import Pieces, Refused
from exams.wording import (
    BLANK,
    CASE,
    FILL_BLANK,
    LETTERS,
    MATCHING,
    MULTIPLE,
    OPEN,
    ORDERING,
    SINGLE,
    TRUE_FALSE,
    Wording,
)

FEWEST = 2
_NO_TEXT = {"null", "none", "nan"}
_LETTERS_ONLY = re.compile(r"[A-H](?:[\s,、]*[A-H])*")
_UNSURE = {"1", "0", "1.0", "0.0", "R", "W", "V", "N", "Y", "X", "A", "B"}  # true, false or a text
_GIVEN = re.compile(r"[{｛]([^{}｛｝\n]+)[}｝]")
_CITE = re.compile(r"([a-z][a-z0-9-]*):(\d+(?:-\d+)?)")


def make(pieces: Pieces) -> Entry | Note:
    """The question as an entry, or the note that says why it is refused: `no_stem`, `no_key`,
    `no_options`, `options`, `key`, `ambiguous_key`, `keys_disagree`, `blanks`, `marks`, `kind`,
    `no_parts`, `unsupported`, `explained_otherwise`, or what its reader says."""
    if pieces.certain is not None:
        return _certainly(pieces, pieces.certain)
    try:
        return weighed(_Maker(pieces).made())
    except Refused as refused:
        place = replace(pieces.place, column=refused.column or pieces.place.column)
        return Note(refused.code, place, refused.facts)


def _certainly(pieces: Pieces, said: Certain) -> Entry:
    return Entry(
        pieces.place,
        replace(said.wording, parts=tuple(pieces.parts)),
        label=pieces.text("label"),
        subject=said.subject,
        tier=said.tier,
        source=said.source,
        columns=pieces.columns,
        used_for=pieces.text("use")[:40],
    )


@dataclass
class _Maker:
    pieces: Pieces
    stem: str = ""

    def made(self) -> Entry:
        pieces = self.pieces
        if pieces.refused:
            raise Refused(pieces.refused)
        passage, stem = pieces.kept(pieces.passage, "passage"), pieces.kept(pieces.stem, "stem")
        self.stem = "\n".join(filter(None, (passage, stem)))
        if not self.stem:
            raise Refused("no_stem", pieces.columns.get("stem", ""))
        self.options = choosing.options_of(pieces)
        kind = self._kind()
        wording = getattr(self, f"_{kind}")()
        label, subject, tier, source = map(pieces.text, ("label", "subject", "tier", "source"))
        used_for = pieces.text("use")
        return Entry(
            pieces.place,
            self._rounded(wording),
            label=label[:100],
            subject=subject[:200],
            tier=tier[:100],
            source=source[:500],
            columns=pieces.columns,
            pictures=pieces.pictures,
            notes=tuple(pieces.notes),
            used_for=used_for[:40],
        )

    def _rounded(self, wording: Wording) -> Wording:
        """With what questions of all kinds have."""
        pieces = self.pieces
        written = pieces.text("marks")
        marks = words.marks_of(written) if written else wording.marks
        if written and marks is None:
            raise Refused("marks", pieces.columns.get("marks", ""), marks=written[:40])
        difficulty = pieces.text("difficulty")
        level = words.difficulty_of(difficulty)
        if difficulty and not level:
            self._note("difficulty", "difficulty", text=difficulty[:40])
        behind = (pieces.text("explanation"), wording.explanation)
        return replace(
            wording,
            explanation="\n".join(filter(None, behind)),
            difficulty=level or "medium",
            marks=marks,
            cites=tuple(_CITE.findall(pieces.text("cites"))),
        )

    def _note(self, code: str, of: str, **facts: str) -> None:
        place = Place(
            self.pieces.place.part, self.pieces.place.line, self.pieces.columns.get(of, "")
        )
        self.pieces.notes.append(Note(code, place, facts))

    # of what kind it is

    def _kind(self) -> str:
        said = words.kind_of(self.pieces.kind) or self.pieces.hint
        if said == words.UNSUPPORTED:
            raise Refused("unsupported", self.pieces.columns.get("kind", ""), kind=self.pieces.kind)
        if said == FILL_BLANK and choosing.fills_by_choosing(
            self.pieces, self.options, blanks.marked(self.stem)[1]
        ):
            said = words.CHOICE
        if said not in {CASE, OPEN, words.CHOICE, ""}:
            return said
        if said in {CASE, OPEN} and not self._offers_choice():
            return said
        kind = self._seen(said)
        if words.kind_of(self.pieces.kind) != words.CHOICE:
            self._tell_kind(kind)
        return kind

    def _tell_kind(self, kind: str) -> None:
        """Kinds that the question gives, and others by which it was taken, are both named."""
        text = self.pieces.kind.strip()[:40]
        said = "changed_kind" if words.kind_of(text) else "unknown_kind"
        self._note(said if text else "guessed_kind", "kind", kind=kind, text=text)

    def _offers_choice(self) -> bool:
        if len(self.options) < FEWEST or self.pieces.parts:
            return False
        try:
            return bool(choosing.letters_of(self.pieces, self.options))
        except Refused:
            return False

    def _seen(self, said: str) -> str:
        """The kind by options and key."""
        if not self.options:
            self._take_options_behind()
        if self.options or self.pieces.flags:
            if said != words.CHOICE and choosing.is_truth_pair(self.options, plainly=True):
                return TRUE_FALSE
            letters = choosing.letters_of(self.pieces, self.options)
            return MULTIPLE if len(letters) > 1 else SINGLE
        written = [text for _column, text in choosing.written_keys(self.pieces)]
        if said == words.CHOICE or any(map(_LETTERS_ONLY.fullmatch, map(keys.plain, written))):
            raise Refused(choosing.why_none(self.stem))
        if written and all(map(_is_judgement, written)):
            return TRUE_FALSE
        if not said and self.pieces.expects_key and not (written or any(self.pieces.blanks)):
            raise Refused("no_key", self.pieces.columns.get("key", ""))
        return FILL_BLANK if (written or self.pieces.blanks) and self._has_blanks() else OPEN

    def _has_blanks(self) -> bool:
        return any(self.pieces.blanks) or blanks.has_blanks(self.stem)

    def _take_options_behind(self) -> None:
        """Raises Refused(`two_questions`) when other options stand before them."""
        self.stem, self.options = choosing.options_behind(self.stem)
        if self.options and choosing.options_behind(self.stem)[1]:
            raise Refused("two_questions", self.pieces.columns.get("stem", ""))

    # the kinds

    def _single(self) -> Wording:
        return self._choice(SINGLE)

    def _multiple(self) -> Wording:
        return self._choice(MULTIPLE)

    def _choice(self, kind: str) -> Wording:
        if not self.options:
            self._take_options_behind()
        if len(self.options) < FEWEST:
            column = self.pieces.columns.get("options.A", "")
            raise Refused(choosing.why_none(self.stem), column)
        said = words.kind_of(self.pieces.kind) or self.pieces.hint
        choosing.refuse_doubtful(self.pieces, several=said == MULTIPLE)
        letters = choosing.letters_of(self.pieces, self.options)
        if not letters:
            raise Refused("no_key", self.pieces.columns.get("key", ""))
        return Wording(
            kind,
            self.stem,
            tuple(self.options),
            "".join(sorted(letters)),
            pinned=choosing.pinned_of(self.pieces.text("pinned"), self.options),
            credit=choosing.credit_of(self.pieces.text("credit")),
        )

    def _true_false(self) -> Wording:
        if not self.options:
            bare, found = choosing.options_behind(self.stem)
            if choosing.is_truth_pair(found):
                self.stem, self.options = bare, found
        if self.options and not choosing.is_truth_pair(self.options):
            raise Refused("judged_options", self.pieces.columns.get("kind", ""))
        key, remark = choosing.truth_of(self.pieces, self.options)
        if not key:
            raise Refused("no_key", self.pieces.columns.get("key", ""))
        return Wording(TRUE_FALSE, self.stem, key=key, explanation=remark)

    def _fill_blank(self) -> Wording:
        stem, number = blanks.marked(self.stem)
        cells = [self.pieces.kept(cell, "key") for cell in self.pieces.blanks]
        while cells and not cells[-1]:
            cells.pop()
        written = self._one_text()
        if not cells and not written:
            cells = list(self.options)
        if not cells and not written and not number and not set(stem) & set("\\$"):
            cells = _GIVEN.findall(stem)  # {answers} where they belong
            stem, number = _GIVEN.subn(BLANK, stem)
        if not cells and not written:
            raise Refused("no_key", self.pieces.columns.get("key", ""))
        if not number:
            stem, number = self._with_blank(written), 1
        try:
            found = blanks.given(cells) if cells else blanks.accepted(written, number)
            if len(found) != number or not all(found):
                raise blanks.Uneven(number, len(found))
        except blanks.Uneven as uneven:
            facts = {"blanks": str(uneven.blanks), "answers": str(uneven.answers)}
            raise Refused("blanks", self.pieces.columns.get("key", ""), **facts) from None
        any_order = blanks.is_any_order(self.pieces.text("order"))
        return Wording(FILL_BLANK, stem, accepted=found, any_order=any_order)

    def _with_blank(self, written: str) -> str:
        """The stem with a blank where the answer stands in brackets, else behind it."""
        given = re.compile(rf"[(（【]\s*{re.escape(written)}\s*[)）】]")
        if written and len(given.findall(self.stem)) == 1:
            return given.sub(BLANK, self.stem)
        self._note("blank_added", "stem")
        return f"{self.stem}{BLANK}"

    def _one_text(self) -> str:
        """The one answer in words. Raises Refused: `keys_disagree`."""
        found = choosing.written_keys(self.pieces)
        return choosing.the_one([one for one in found if one[1].lower() not in _NO_TEXT])

    def _ordering(self) -> Wording:
        if not self.options:
            self._take_options_behind()
        if len(self.options) < FEWEST:
            raise Refused("no_options")
        letters = choosing.letters_of(self.pieces, self.options)
        if not letters:
            raise Refused("no_key", self.pieces.columns.get("key", ""))
        return Wording(ORDERING, self.stem, tuple(self.options), letters)

    def _matching(self) -> Wording:
        left, right, key = choosing.matched(self.pieces, self.options)
        return Wording(MATCHING, self.stem, tuple(left), key, targets=tuple(right))

    def _open(self) -> Wording:
        answer = self._one_text()
        if not answer and len(self.options) == 1:  # where a site keeps the answer
            answer, self.options = self.options[0], []
        points = marking_of(self.pieces.text("marking") or answer)
        offered = (f"{letter}. {one}" for letter, one in zip(LETTERS, self.options, strict=False))
        stem = "\n".join((self.stem, *offered))
        return Wording(OPEN, stem, answer=answer, marking=points)

    def _case_analysis(self) -> Wording:
        answer = self._one_text()
        if self.pieces.parts:
            return Wording(CASE, self.stem, answer=answer, parts=tuple(self.pieces.parts))
        story, parts = parts_of(self.stem, answer, self.pieces.text("marking"))
        if parts:
            return Wording(CASE, story, parts=parts)
        said = (answer, self.options, *map(self.pieces.text, ("marking", "explanation")))
        if self.pieces.expects_key and not any(said):
            raise Refused("no_parts", self.pieces.columns.get("stem", ""))
        self._note("as_open", "kind", kind=OPEN, text=self.pieces.kind[:40])
        return self._open()


def _is_judgement(written: str) -> bool:
    return keys.plain(written).upper() not in _UNSURE and keys.judgement(written) is not None
