"""Tables of questions: any order of columns, any of the usual names, one sheet or many."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from exams.formats import words
from exams.formats.asides import (
    FEW,
    LONGEST_TITLE,
    PER_QUESTION,
    REMARK,
    header_again,
    is_section,
)
from exams.formats.cells import cell_at, distinct, joined
from exams.formats.certain import told
from exams.formats.columns import Columns, find_header
from exams.formats.entries import Contents, Note, Place
from exams.formats.examples import is_guide, set_aside
from exams.formats.gathering import Gathered
from exams.formats.headless import headless
from exams.formats.instems import take_answer
from exams.formats.optionrows import Folded, fold
from exams.formats.pieces import Pieces
from exams.formats.shown import UNCOUNTED
from exams.wording import LETTERS
from portal.spreadsheets.tables import column_letters

_YES = {"true", "ture", "1", "1.0", "是", "y", "yes", "多选"}
_TRUTHS = _YES | {"false", "flase", "fasle", "0", "0.0", "否", "n", "no", "单选"}


@dataclass(frozen=True)
class Sheet:
    """A table as it stands: `part` is its name in the file,
    `marks` the markup of pictures that stand on its cells, by row and column from 0; `lines` the
    line of the file on which each row begins, `stray` by index the last line of rows that a stray
    quotation mark made one."""

    part: str
    rows: Sequence[Sequence[str]]
    marks: Mapping[tuple[int, int], str] = field(default_factory=dict)
    lines: Sequence[int] = ()
    stray: Mapping[int, int] = field(default_factory=dict)

    def line(self, at: int) -> int:
        return self.lines[at] if self.lines else at + 1


def read_sheets(sheets: Iterable[Sheet], form: str, name: str = "") -> Contents:
    """All questions of the sheets. A sheet without a header (an explanation, a list of codes) or
    without rows is left out with a note: `no_heading`, `empty_sheet`; examples of our template with
    one (`examples`), its guide without. `name` is the file's: it may
    say the kind of all questions (单选题.xlsx)."""
    contents = Contents(form)
    for sheet in sheets:
        if not any(any(cell.strip() for cell in row) for row in sheet.rows):
            contents.notes.append(Note("empty_sheet", Place(sheet.part)))
            continue
        if not is_guide(sheet.part, sheet.rows[0]):
            _Reader(sheet, _name_hint(name), contents).read()
    return contents


def _name_hint(name: str) -> str:
    hint = words.hint_of(name.rpartition(".")[0])
    return hint if hint in words.PLAIN_KINDS else ""


class _Reader:
    def __init__(self, sheet: Sheet, hint: str, contents: Contents) -> None:
        self.sheet, self.contents = sheet, contents
        self.hint = words.hint_of(sheet.part) or hint
        self.marks = ""
        self.gathered = Gathered(contents)
        self.folded = Folded()
        self.stopped = False

    def read(self) -> None:
        rows = self.sheet.rows
        header = find_header(rows)
        if header is None:
            columns = headless(rows)
            if columns is None:
                self._note("no_heading", 0)
                return
            self._note("headless", 0)
            start = 0
        else:
            for row in rows[: header[0]]:
                self._take_title(row)
            start, columns = header[1] + 1, header[2]
            self._report_header(columns, header[1])
            if self._loses(columns, header[1]):
                return
        self._spread_options(columns, header[1] if header else -1)
        rows, aside = set_aside(rows, start, columns)
        if aside:
            self._note("examples", 0, count=str(aside))
            self.sheet = replace(self.sheet, rows=rows)
        columns.count_from(rows[start:])
        self.folded = fold(rows, start, columns)
        for at in range(start, len(rows)):
            if self.stopped:
                break
            columns = self._row(at, columns)
        self.gathered.close()

    def _note(self, code: str, line: int, column: str = "", **facts: str) -> None:
        self.contents.notes.append(Note(code, Place(self.sheet.part, line, column), facts))

    def _loses(self, columns: Columns, at: int) -> bool:
        """Whether two columns bear one name, so that nothing below can be read for sure."""
        lost = columns.lost(self.sheet.rows[at + 1 :])
        if lost is not None:
            place = Place(self.sheet.part, self.sheet.line(at), column_letters(lost[0]))
            self.contents.refused.append(Note("doubled_column", place, {"text": lost[1][:60]}))
        return lost is not None

    def _report_header(self, columns: Columns, at: int) -> None:
        below = self.sheet.rows[at + 1 :]
        columns.drop_score(below, cell_at(self.sheet.rows[at], columns.score).strip())
        for column, title in columns.unknown:
            line = self.sheet.line(at)
            self._note("unknown_column", line, column_letters(column), text=title[:60])

    def _take_title(self, row: Sequence[str]) -> None:
        """A title above the header may say of which kind all questions are."""
        filled = distinct(row)
        if len(filled) == 1 and len(filled[0]) <= LONGEST_TITLE:
            self._take_section(filled[0])

    def _take_section(self, text: str) -> bool:
        hint = words.hint_of(text)
        marks = PER_QUESTION.search(text)
        self.hint = hint or self.hint
        self.marks = marks[1] if marks else (self.marks if not hint else "")
        return bool(hint)

    def _spread_options(self, columns: Columns, header: int) -> None:
        """A title over several columns (选项) of which only the first bears it."""
        place = columns.places.get("together")
        if place is None or columns.options or header < 0:
            return
        titles = self.sheet.rows[header]
        last = place
        width = max(len(row) for row in self.sheet.rows)
        while last + 1 < width and not cell_at(titles, last + 1):
            last += 1
        used = [
            at
            for at in range(place, last + 1)
            if any(cell_at(row, at) for row in self.sheet.rows[header + 1 :])
        ]
        if len(used) > 1:
            columns.options = list(range(place, used[-1] + 1))
            del columns.places["together"]

    def _row(self, at: int, columns: Columns) -> Columns:
        row = self._with_pictures(at, columns)
        filled = distinct(row)
        if at in self.sheet.stray:
            facts = {"last": str(self.sheet.stray[at])}
            place = Place(self.sheet.part, self.sheet.line(at))
            self.contents.refused.append(Note("stray_quote", place, facts))
        if not filled or at in self.folded.inner:
            return columns
        stem = cell_at(row, columns.places["stem"]).strip()
        line = self.sheet.line(at)
        again = header_again(row, columns)
        if again is not None:
            self.stopped = self._loses(again, at)
            return again
        if len(filled) == 1 and self._is_no_question(filled[0], row, columns):
            if not self._take_section(filled[0]):
                self._note("row_skipped", line, text=filled[0][:60])
            return columns
        if len(filled) <= FEW and REMARK.match(filled[0]) and filled[0] != stem:
            self._note("row_skipped", line, text=" ".join(filled)[:60])  # 合计 | 20题
            return columns
        one = self._pieces(row, line, columns)
        self._take_rows(one, at, columns)
        take_answer(one, named=bool(columns.keys))
        parent = cell_at(row, columns.places.get("parent"))
        self.gathered.add(one, parent, is_sure=columns.names_case)
        return columns

    def _take_rows(self, one: Pieces, at: int, columns: Columns) -> None:
        """The options that stand in rows of their own, and what is said of each."""
        if at not in self.folded.below:
            return
        rows = [self.sheet.rows[n] for n in (at, *self.folded.below[at])]
        one.options, one.together = [cell_at(row, columns.places["together"]) for row in rows], ""
        one.refused = "formula" if any(UNCOUNTED in row for row in rows) else one.refused
        if columns.each is not None:
            one.flags = [cell_at(row, columns.each) for row in rows]
        for number, row in enumerate(rows[1:], start=1):
            said = [(f"{column_letters(n)}{number}", cell_at(row, n)) for n in columns.keys]
            one.keys += [key for key in said if key[1].strip()]

    def _with_pictures(self, at: int, columns: Columns) -> Sequence[str]:
        """A row with the pictures on it: each in its cell where that is a text of the question,
        else behind the stem."""
        if not self.sheet.marks:
            return self.sheet.rows[at]
        row = list(self.sheet.rows[at])
        stem = columns.places["stem"]
        texts = {stem, *columns.options, *columns.explanations}
        for (line, column), mark in sorted(self.sheet.marks.items()):
            place = column if column in texts else stem
            if line == at and any(row):
                row += [""] * (place + 1 - len(row))
                row[place] = f"{row[place]}{mark}"
        return row

    def _is_no_question(self, text: str, row: Sequence[str], columns: Columns) -> bool:
        """A row with one text: a section (一、单选题), a remark, or words outside the questions."""
        short = len(text) <= LONGEST_TITLE
        if REMARK.match(text) or (short and words.hint_of(text) and is_section(text)):
            return True
        stem = columns.places["stem"]
        return not cell_at(row, stem)

    def _pieces(self, row: Sequence[str], line: int, columns: Columns) -> Pieces:
        place = Place(self.sheet.part, line)
        names = _letters_of(columns)
        one = Pieces(place, columns=names)
        one.stem = cell_at(row, columns.places.get("stem"))
        one.passage = cell_at(row, columns.places.get("passage"))
        one.together = cell_at(row, columns.places.get("together"))
        one.options = [cell_at(row, at) for at in columns.options]
        one.keys = [(column_letters(at), cell_at(row, at)) for at in columns.keys]
        if columns.wrong:  # the first option is the right one
            one.keys = [(column, "A") for column, text in one.keys if text.strip()]
        one.blanks = [cell_at(row, at) for at in columns.blanks]
        one.flags = [cell_at(row, at) for at in columns.flags]
        one.numbered, one.expects_key = columns.numbered, bool(columns.keys)
        one.kind, one.hint = self._kind(row, columns)
        texts = {
            of: cell_at(row, at) for of, at in columns.places.items() if of not in {"stem", "kind"}
        }
        texts["subject"] = joined((cell_at(row, at) for at in columns.subjects), " / ")
        texts["explanation"] = joined((cell_at(row, at) for at in columns.explanations), "\n")
        texts["marks"] = texts.get("marks") or self.marks
        one.texts = {of: text for of, text in texts.items() if text}
        beside = one.texts.pop("certain", "")
        if beside:
            rest = [cell_at(row, at) for at in range(len(row)) if at != columns.places["certain"]]
            one.certain = told(rest, beside)
        self._check_count(one, texts.get("count", ""))
        if UNCOUNTED in row:
            self._take_uncounted(one, row, columns)
        return one

    def _take_uncounted(self, one: Pieces, row: Sequence[str], columns: Columns) -> None:
        """A formula that nobody has counted holds the question where it stands in a column that is
        read."""
        empty = [at for at, cell in enumerate(row) if cell == UNCOUNTED and columns.reads(at)]
        one.texts = {of: text for of, text in one.texts.items() if text != UNCOUNTED}
        if empty:
            one.refused = "formula"
            one.place = replace(one.place, column=column_letters(empty[0]))

    def _kind(self, row: Sequence[str], columns: Columns) -> tuple[str, str]:
        written = cell_at(row, columns.places.get("kind"))
        bare = written.strip().lower()
        if bare.removesuffix(".0") in columns.codes:
            return written, columns.codes[bare.removesuffix(".0")]
        if bare in _TRUTHS and re.search(r"multi|多选", columns.kind_title):
            return ("multiple" if bare in _YES else "single"), ""
        return written, self.hint

    def _check_count(self, one: Pieces, declared: str) -> None:
        """A column that says how many options there are is compared and told of."""
        found = sum(bool(option.strip()) for option in one.options)
        if found and declared.removesuffix(".0").isdecimal() and int(float(declared)) != found:
            one.notes.append(
                Note("option_count", one.place, {"declared": declared, "found": str(found)})
            )


def _letters_of(columns: Columns) -> dict[str, str]:
    if not columns.letters:
        columns.letters = {of: column_letters(at) for of, at in columns.places.items()}
        for at, column in enumerate(columns.options):
            if column is not None:
                columns.letters[f"options.{LETTERS[at]}"] = column_letters(column)
        firsts = (columns.keys or columns.blanks, columns.subjects, columns.explanations)
        for of, several in zip(("key", "subject", "explanation"), firsts, strict=True):
            if several:
                columns.letters[of] = column_letters(several[0])
        if "together" in columns.letters:
            columns.letters["options"] = columns.letters["together"]
    return columns.letters
