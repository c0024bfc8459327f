"""Reading what staff type from an answer sheet: letters in a row, in groups of five, as quickly as
hands can type them.

`ABCDA` are five answers, `AC ABD B` three; a dash is a question without an answer. Small letters,
full width, blanks and commas are all the same.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, zip_longest

from django.utils.translation import gettext as _

from exams.asking import Question
from exams.choices import Kind
from exams.grading import plain
from exams.responses import AnswerRefused, response

GROUP = 5
LONGEST = 200
NOTHING = frozenset("-.。_—–－0")
TRUE = frozenset("A√✓✔☑TYV对是")
FALSE = frozenset("B×✗✘✕☒XFN错否")
BETWEEN = frozenset(",，、;；/|")
IN_A_ROW = (Kind.SINGLE, Kind.TRUE_FALSE)


@dataclass(frozen=True)
class Placed:
    """A question at its place on a form."""

    position: int
    question: Question

    @property
    def letters(self) -> str:
        """What can be typed, as a hint: the letters of the options, or √×."""
        if self.question.kind == Kind.TRUE_FALSE:
            return "√×"
        shown = self.question.targets or self.question.lines
        return f"{shown[0].letter}–{shown[-1].letter}" if shown else ""


@dataclass(frozen=True)
class Group:
    """A line of the sheet to type: up to five questions of one kind, or one with several lines.
    `run` is the place where questions of this kind begin; a line typed on past its group fills the
    next ones of its run."""

    kind: str
    run: int
    asked: tuple[Placed, ...]

    @property
    def name(self) -> str:
        """The name of its field; each blank has one of its own, numbered."""
        return f"q{self.asked[0].position}"

    @property
    def names(self) -> tuple[str, ...]:
        if self.kind == Kind.FILL_BLANK:
            return tuple(f"{self.name}-{line.letter}" for line in self.asked[0].question.lines)
        return (self.name,)

    @property
    def label(self) -> str:
        first, last = self.asked[0].position, self.asked[-1].position
        return f"{first}–{last}" if last > first else f"{first}"

    @property
    def size(self) -> int:
        return len(self.asked)


@dataclass
class Read:
    """What was understood: an answer for each place, and what could not be, by field."""

    values: dict[int, list[str]] = field(default_factory=dict)
    errors: dict[str, list[str]] = field(default_factory=dict)

    def refuse(self, name: str, why: str) -> None:
        self.errors.setdefault(name, []).append(why)

    def in_order(self) -> list[list[str]]:
        return [self.values[place] for place in sorted(self.values)]


def groups(asked: Sequence[Placed]) -> list[Group]:
    """The lines of a form, in order."""
    found: list[Group] = []
    for kind, held in groupby(asked, key=lambda one: one.question.kind):
        run = list(held)
        size = GROUP if kind in (*IN_A_ROW, Kind.MULTIPLE) else 1
        found += [
            Group(kind, run[0].position, tuple(run[start : start + size]))
            for start in range(0, len(run), size)
        ]
    return found


def read(lines: Sequence[Group], typed: Mapping[str, str]) -> Read:
    """What was typed into the fields of these lines."""
    found = Read()
    for _run, held in groupby(lines, key=lambda line: line.run):
        run = list(held)
        if run[0].kind in (*IN_A_ROW, Kind.MULTIPLE):
            for line, signs in zip(run, _spread(run, typed), strict=True):
                _read_row(line, signs, found)
        else:
            for line in run:
                _read_lines(line, [typed.get(name, "") for name in line.names], found)
    return found


def read_one(one: Placed, text: str) -> list[str]:
    """A single answer, as it is typed where two entries differ. Raises AnswerRefused."""
    kind = one.question.kind
    if kind in IN_A_ROW or kind == Kind.MULTIPLE:
        return _answer(one, "".join(_tokens(kind, text)) or "-")
    if kind == Kind.FILL_BLANK:
        return response(one.question, [part.strip() for part in _halves(text)])
    return _lettered(one, text)


def same(one: Placed, first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether two entries say the same; of words the width and the blanks do not matter."""
    if one.question.kind != Kind.FILL_BLANK:
        return list(first) == list(second)
    pairs = zip_longest(first, second, fillvalue="")
    return all(plain(left) == plain(right) for left, right in pairs)


def written(one: Placed, value: Sequence[str]) -> str:
    """An answer as it is typed."""
    if not any(value):
        return "-"
    if one.question.kind == Kind.TRUE_FALSE:
        return {"A": "√", "B": "×"}[value[0]]
    if one.question.kind == Kind.FILL_BLANK:
        return "；".join(value)
    return "".join(letter or "-" for letter in value)


def _spread(run: Sequence[Group], typed: Mapping[str, str]) -> Iterator[list[str]]:
    """The signs of each line; what is typed past the end of one goes on in the next ones, as far
    as those are empty."""
    over: list[str] = []
    for n, line in enumerate(run):
        signs, over = over or _tokens(line.kind, typed.get(line.name, "")[:LONGEST]), []
        later = run[n + 1] if n + 1 < len(run) else None
        if later and len(signs) > line.size and not typed.get(later.name, "").strip():
            signs, over = signs[: line.size], signs[line.size :]
        yield signs if line.size > 1 or line.kind != Kind.MULTIPLE else _joined(signs)


def _joined(signs: Sequence[str]) -> list[str]:
    """A multiple choice question that stands alone may be typed with blanks between."""
    return ["".join(signs)] if signs else []


def _tokens(kind: str, text: str) -> list[str]:
    """One for each answer: signs where there is one letter each, words where there are more."""
    spaced = "".join(" " if sign in BETWEEN else sign for sign in _upper(text))
    if kind == Kind.MULTIPLE:
        return spaced.split()
    return [sign for sign in spaced if not sign.isspace()]


def _upper(text: str) -> str:
    return unicodedata.normalize("NFKC", text).upper()


def _read_row(line: Group, signs: Sequence[str], found: Read) -> None:
    if len(signs) != line.size:
        found.refuse(line.name, _count_words(line.size, len(signs)))
    for one, sign in zip_longest(line.asked, signs[: line.size], fillvalue=None):
        if one is None:
            continue
        try:
            found.values[one.position] = _answer(one, sign or "-")
        except AnswerRefused as why:
            words = _("Question %(place)s: %(why)s")
            found.refuse(line.name, words % {"place": one.position, "why": str(why)})
            found.values[one.position] = []


def _count_words(wanted: int, typed: int) -> str:
    if not typed:
        return _("Nothing is typed here. Type a dash for each question without an answer.")
    words = _("%(typed)s answers for %(wanted)s questions. Type a dash where there is no answer.")
    return words % {"typed": typed, "wanted": wanted}


def _answer(one: Placed, sign: str) -> list[str]:
    """Raises AnswerRefused."""
    if set(sign) <= NOTHING:
        return []
    if one.question.kind == Kind.TRUE_FALSE:
        if sign in TRUE or sign in FALSE:
            return ["A" if sign in TRUE else "B"]
        raise AnswerRefused(_("“%(sign)s” is neither √ nor ×.") % {"sign": sign[:LONGEST]})
    shown = {line.letter for line in one.question.lines}
    strange = "".join(dict.fromkeys(letter for letter in sign if letter not in shown))
    if strange:
        words = _("there is no option %(letters)s; the options are %(shown)s.")
        raise AnswerRefused(words % {"letters": strange, "shown": one.letters})
    return response(one.question, list(sign))


def _read_lines(line: Group, texts: Sequence[str], found: Read) -> None:
    (one,) = line.asked
    found.values[one.position] = []
    try:
        if line.kind == Kind.FILL_BLANK:
            found.values[one.position] = response(one.question, [_text(text) for text in texts])
        elif not texts[0].strip():
            found.refuse(line.name, _count_words(1, 0))
        else:
            found.values[one.position] = _lettered(one, texts[0])
    except AnswerRefused as why:
        words = _("Question %(place)s: %(why)s")
        found.refuse(line.names[0], words % {"place": one.position, "why": str(why)})


def _text(text: str) -> str:
    """A lone dash is a blank without an answer."""
    stripped = text.strip()
    return "" if stripped and set(_upper(stripped)) <= NOTHING - {"0"} else stripped


def _halves(text: str) -> list[str]:
    return [_text(part) for part in text.replace(";", "；").split("；")]


def _lettered(one: Placed, text: str) -> list[str]:
    """Raises AnswerRefused; a lone dash stands for all lines, else each has its sign."""
    letters, wanted = _letters(text), len(one.question.lines)
    if letters != [""] and len(letters) != wanted:
        raise AnswerRefused(
            _("%(typed)s letters for %(wanted)s places. Type a dash where there is none.")
            % {"typed": len(letters), "wanted": wanted}
        )
    return response(one.question, letters)


def _letters(text: str) -> list[str]:
    """The letter on each line of a matching or an order; a dash where there is none."""
    signs = [sign for sign in _upper(text[:LONGEST]) if not sign.isspace() and sign not in BETWEEN]
    return ["" if sign in NOTHING else sign for sign in signs]
