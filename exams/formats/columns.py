"""Which column of a table holds what, by its header."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from exams.formats import words
from exams.formats.choosing import is_truth_pair
from exams.formats.cleaning import narrow
from exams.formats.headings import Name, name_of
from exams.formats.options import split_cell
from exams.wording import LETTERS

LOOKED_AT = 15
TOPICS = {"topic"}  # the subject where another column has the question
FEWEST = 2
_SINGLES = """stem passage together kind difficulty marks tier source label cites credit pinned
    order targets marking parent count certain use"""
SINGLES = tuple(_SINGLES.split())
_ZERO = re.compile(r"0+(?:\.0+)?分?")
_NUMBERS = re.compile(r"\d{1,2}(?:\s*[,，、;；|]\s*\d{1,2})*")
_CODE = re.compile(r"(\d)\s*[-—:=.、为是表示代]*\s*([\u4e00-\u9fff]{2,})")


@dataclass
class Columns:
    """Columns by index. `options` in the order of their letters, None where a letter has none;
    `numbered` is the number of the first option when they bear numbers; `codes` what digits mean
    as a kind when the header says so (`题型（1单选 2多选）`)."""

    places: dict[str, int] = field(default_factory=dict)
    keys: list[int] = field(default_factory=list)
    options: list[int | None] = field(default_factory=list)
    numbered: int | None = None
    blanks: list[int] = field(default_factory=list)
    flags: list[int | None] = field(default_factory=list)
    each: int | None = None  # says of the option in each row whether it is right
    subjects: list[int] = field(default_factory=list)
    explanations: list[int] = field(default_factory=list)
    codes: dict[str, str] = field(default_factory=dict)
    kind_title: str = ""
    letters: dict[str, str] = field(default_factory=dict)
    wrong: list[int] = field(default_factory=list)
    names_case: bool = False  # `parent` by a title that can mean nothing but a case
    known: int = 0
    unknown: list[tuple[int, str]] = field(default_factory=list)
    doubled: list[tuple[int, int, str]] = field(default_factory=list)
    score: int | None = None  # marks, or what somebody scored

    def lost(self, rows: Sequence[Sequence[str]]) -> tuple[int, str] | None:
        """A column of options, with its title, that bears the letter or number of another one and
        holds something else: one of both would be lost."""
        for kept, other, title in self.doubled:
            if any(_at(row, other) not in {"", _at(row, kept)} for row in rows):
                return other, title
        return None

    def drop_score(self, rows: Sequence[Sequence[str]], title: str) -> None:
        """Marks are never 0: a column (得分) that holds one says what somebody scored."""
        at = self.score
        if at is not None and any(_ZERO.fullmatch(_at(row, at)) for row in rows):
            del self.places["marks"]
            self.unknown.append((at, title))
            self.score = None

    def count_from(self, rows: Sequence[Sequence[str]]) -> None:
        """Learn by which number the answers count the options, when all answers are numbers: from
        0 when one is 0, from 1 when one is as high as there are options; not when both or neither
        happens. Options that bear numbers say so themselves, unless an answer contradicts them.
        Where true and false are offered, or nothing, 0 and 1 say these."""
        if len(self.keys) != 1:
            return
        at = self.keys[0]
        some = [(_bare(row[at]), row) for row in rows if at < len(row)]
        offered = [(text, self._options_in(row)) for text, row in some if text]
        chosen = [(text, them) for text, them in offered if them and not is_truth_pair(them)]
        if not chosen or not all(_NUMBERS.fullmatch(text) for text, _them in chosen):
            return
        counted = [(_figures(text), len(them)) for text, them in chosen]
        zero = any(0 in numbers for numbers, _many in counted)
        last = any(many > 1 and many in numbers for numbers, many in counted)
        fits = all(max(numbers) <= many for numbers, many in counted)
        if self.numbered is None:
            self.numbered = (0 if zero else 1) if zero != last and fits else None
        elif (zero, last)[self.numbered == 0]:  # what their own numbers do not allow
            self.numbered = 0 if zero and not last and fits else None

    def reads(self, at: int) -> bool:
        """Whether a question needs what stands in this column; its number it does not."""
        return at != self.places.get("label") and all(at != other for other, _title in self.unknown)

    def _options_in(self, row: Sequence[str]) -> list[str]:
        together = self.places.get("together")
        if together is not None and together < len(row):
            return split_cell(row[together])
        places = [at for at in self.options if at is not None and at < len(row)]
        return [row[at] for at in places if row[at].strip()]


def columns_of(titles: Sequence[str]) -> Columns | None:
    """The columns of a header; None unless it names the question and one thing more."""
    named = [(at, name_of(title.strip())) for at, title in enumerate(titles)]
    known = [(at, name) for at, name in named if name is not None]
    found = Columns(known=len({name for _at, name in known}))
    _take_options(found, known, titles)
    for single in SINGLES:
        places = [(name.rank, at) for at, name in known if name.field == single]
        if places:
            found.places[single] = min(places)[1]
    found.names_case = any(name.field == "parent" and not name.rank for _at, name in known)
    stem = found.places.get("stem", -1)
    others = [at for at, name in known if name.field == "stem" and at != stem]
    topics = [at for at in others if titles[at].strip().lower() in TOPICS]
    found.subjects = [at for at, name in known if name.field == "subject" or at in topics]
    found.explanations = [at for at, name in known if name.field in {"explanation", "basis"}]
    keys = [(name.rank, at) for at, name in known if name.field == "key"]
    found.keys = [at for rank, at in keys if rank == min(keys)[0]]
    together = [at for at, name in known if name.field == "together"]
    if len(together) >= FEWEST and not found.options:
        found.options = list(together)
        del found.places["together"]
    if "kind" in found.places:
        found.kind_title = titles[found.places["kind"]].lower()
        found.codes = codes_of(found.kind_title)
    unread = {*others, *_take_scores(found, known)} - {*topics}
    found.unknown = [
        (at, titles[at].strip())
        for at, name in named
        if titles[at].strip() and (name is None or at in unread)
        if at not in found.options
    ]
    _doubled(found, known, titles)
    _take_wrong(found, known)
    more = found.keys or len(found.options) >= FEWEST or found.known > FEWEST
    return found if "stem" in found.places and (more or "together" in found.places) else None


def _at(row: Sequence[str], at: int) -> str:
    return row[at].strip() if at < len(row) else ""


def _doubled(found: Columns, known: list[tuple[int, Name]], titles: Sequence[str]) -> None:
    first: dict[tuple[str, int], int] = {}
    for at, name in known:
        if name.field == "option":
            kept = first.setdefault((name.letter, name.number), at)
            if kept != at:
                found.doubled.append((kept, at, titles[at].strip()))


def _take_scores(found: Columns, known: list[tuple[int, Name]]) -> list[int]:
    """The columns of scores that stand beside marks; a score alone may be the marks."""
    scores = [at for at, name in known if name.field == "marks" and name.rank == 1]
    found.score = next((at for at in scores if at == found.places["marks"]), None)
    return [at for at in scores if at != found.score]


def _bare(text: str) -> str:
    return text.strip().removesuffix(".0").strip("[]()（）【】 ")


def _figures(text: str) -> set[int]:
    return {int(one) for one in re.findall(r"\d+", text)}


def codes_of(title: str) -> dict[str, str]:
    """What digits mean as a kind, when the title says so."""
    return {
        digit: words.kind_of(word)
        for digit, word in _CODE.findall(narrow(title))
        if words.kind_of(word)
    }


def _take_options(found: Columns, known: list[tuple[int, Name]], titles: Sequence[str]) -> None:
    lettered = {
        name.letter: at for at, name in reversed(known) if name.field == "option" and name.letter
    }
    numbers = {
        name.number: at
        for at, name in reversed(known)
        if name.field == "option" and not name.letter
    }
    answers = {name.number: at for at, name in reversed(known) if name.field == "blank"}
    has_key = any(name.field == "key" for _at, name in known)
    has_flags = sum(name.field == "flag" for _at, name in known) >= FEWEST
    figures = _figured(titles)
    if {"A", "B"} <= set(lettered):
        last = max(LETTERS.index(letter) for letter in lettered if _reaches(letter, lettered))
        found.options = [lettered.get(letter) for letter in LETTERS[: last + 1]]
    elif len(numbers) >= FEWEST:
        _take_numbered(found, numbers)
    elif len(figures) >= FEWEST and has_key:
        _take_numbered(found, figures)
    elif len(answers) >= FEWEST and (has_key or has_flags):
        _take_numbered(found, answers)
        answers = {}
    found.blanks = [at for _number, at in sorted(answers.items())]
    _take_flags(found, known)


def _figured(titles: Sequence[str]) -> dict[int, int]:
    """Columns side by side that are called 1, 2, 3 and so on."""
    bare = [title.strip() for title in titles]
    begin = bare.index("1") if "1" in bare else len(bare)
    found: dict[int, int] = {}
    for number, at in enumerate(range(begin, len(bare)), start=1):
        if bare[at] != str(number):
            break
        found[number] = at
    return found


def _take_wrong(found: Columns, known: list[tuple[int, Name]]) -> None:
    """The right answer in one column and each wrong one in another."""
    found.wrong = [at for at, name in known if name.field == "wrong"]
    if found.wrong and not found.options and len(found.keys) == 1:
        found.options = [found.keys[0], *found.wrong]
    else:
        found.wrong = []


def _reaches(letter: str, lettered: dict[str, int]) -> bool:
    """Whether at most one letter is missing on the way up to this one (T and F are no options)."""
    before = LETTERS[: LETTERS.index(letter)]
    return sum(one not in lettered for one in before) <= 1


def _take_numbered(found: Columns, numbers: dict[int, int]) -> None:
    found.numbered = min(numbers)
    found.options = [numbers.get(n) for n in range(min(numbers), max(numbers) + 1)][:26]


def _take_flags(found: Columns, known: list[tuple[int, Name]]) -> None:
    flags = {
        LETTERS.index(name.letter) if name.letter else name.number - (found.numbered or 1): at
        for at, name in known
        if name.field == "flag" and (name.letter or name.number >= 0)
    }
    alone = [at for at, name in known if name.field == "flag" and not name.letter]
    found.each = alone[0] if len(alone) == 1 and not flags else None
    if len(flags) >= FEWEST:
        found.flags = [flags.get(at) for at in range(max(flags) + 1)]


def find_header(rows: Sequence[Sequence[str]]) -> tuple[int, int, Columns] | None:
    """The first and the last row of the header (indexes) and its columns: among the first 15 rows
    the one that names most. None when there is none."""
    best: tuple[int, int, Columns] | None = None
    for at, row in enumerate(rows[:LOOKED_AT]):
        found = columns_of(row)
        last = at
        below = rows[at + 1] if at + 1 < len(rows) else ()
        if _is_second_line(row, below):
            joined = [
                below[i].strip()
                if i < len(below) and below[i].strip()
                else (row[i] if i < len(row) else "")
                for i in range(max(len(row), len(below)))
            ]
            merged = columns_of(joined)
            if merged and (found is None or len(merged.options) > len(found.options)):
                found, last = merged, at + 1
        if found and (best is None or found.known > best[2].known):
            best = (at, last, found)
    return best


def _is_second_line(first: Sequence[str], second: Sequence[str]) -> bool:
    """A line that adds the letters of options below a title over all of them, and nothing else."""
    new = [
        name_of(text.strip())
        for at, text in enumerate(second)
        if text.strip() and (at >= len(first) or text != first[at])
    ]
    return len(new) >= FEWEST and all(one is not None and one.field == "option" for one in new)
