"""Grading a paper: plain values in, frozen values out; knows no framework.

Single choice, true or false and putting in order: all or nothing. Multiple choice by its credit
(`wording.Wording`): as a rule some right and none wrong bring half, any wrong none (the paper says
so). Blanks and matches: a share for each right one. What is written at length brings nothing here
and waits for people to mark it; where nothing was written, nothing waits.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from exams.wording import HALF, LETTERS, OPEN, PER_OPTION, WHOLE

CENT = Decimal("0.01")
PERCENT = 100
# Letters that name options, not B超, AA制, O型, A股, A轮, A级.
LONE_LETTERS = re.compile(r"(?<![A-Za-z0-9])[A-Z]+(?![A-Za-z0-9超制型股轮级])")


@dataclass(frozen=True)
class Asked:
    """A question as asked: `key` in letters of the author's order, `answer` as given.

    `order` lists the author's indexes in the order shown (of the options; of the targets for
    matching); `position` is the place on the paper. An answer is a tuple: the letters as shown that
    were chosen; for `ordering` the letter on each place, for `matching` the letter of the target
    for each option in turn ("" for none); for `fill_blank` the text of each blank; for `open` what
    was written. A case has `parts`, each with its own number, points and answer. A question that
    is `free` brings all its points to everybody who had it: its key was found wrong.
    """

    position: int
    kind: str
    points: Decimal
    key: str
    order: tuple[int, ...]
    answer: tuple[str, ...] = ()
    credit: str = HALF
    accepted: tuple[tuple[str, ...], ...] = ()
    any_order: bool = False
    parts: "tuple[Asked, ...]" = ()
    free: bool = False


@dataclass(frozen=True)
class Marked:
    """What a question brought; `full` when everything was right, `waits` while people have to mark
    something that was written."""

    position: int
    points: Decimal
    full: bool
    waits: bool = False


@dataclass(frozen=True)
class Grade:
    """What a paper came to."""

    score: Decimal
    out_of: Decimal
    passed: bool
    marks: tuple[Marked, ...]

    @property
    def waits(self) -> bool:
        """People have to mark something before this is a result."""
        return any(mark.waits for mark in self.marks)


def authors_letters(shown: Iterable[str], order: Sequence[int]) -> frozenset[str]:
    """Letters as shown, in letters of the author's order.

    Raises ValueError for a letter that was not shown.
    """
    return frozenset(LETTERS[order[LETTERS[: len(order)].index(letter)]] for letter in shown)


def shown_letters(key: Iterable[str], order: Sequence[int]) -> str:
    """Letters of the author's order, as this person saw them, in alphabetical order."""
    return "".join(sorted(LETTERS[order.index(LETTERS.index(letter))] for letter in key))


def right_answer(
    kind: str, key: str, order: Sequence[int], accepted: Sequence[Sequence[str]] = ()
) -> list[str]:
    """The answer that brings all points, in letters as shown in this order (`Asked`)."""
    if kind == "fill_blank":
        return [forms[0] for forms in accepted]
    shown = [LETTERS[order.index(LETTERS.index(letter))] for letter in key]
    return shown if kind in ("matching", "ordering") else sorted(shown)


def as_shown(explanation: str, order: Sequence[int], *, sort: bool = True) -> str:
    """An explanation that speaks of the author's letters, in the letters this person saw.

    Only letters standing alone (“选ABD”, “A错”) that name an option are changed. With `sort`
    letters that stand in alphabetical order still do; those of a right order keep theirs.
    """

    def turn(found: re.Match[str]) -> str:
        letters = found.group()
        if any(LETTERS.index(letter) >= len(order) for letter in letters):
            return letters
        shown = [LETTERS[order.index(LETTERS.index(letter))] for letter in letters]
        in_turn = sort and list(letters) == sorted(letters)
        return "".join(sorted(shown) if in_turn else shown)

    return LONE_LETTERS.sub(turn, explanation)


def mark(asked: Asked) -> Marked:
    """The points of one answer, to the cent; an empty answer brings none."""
    if asked.free:
        return Marked(asked.position, asked.points.quantize(CENT), full=True)
    if asked.parts:
        return _case(asked)
    if asked.kind == OPEN:
        return Marked(asked.position, Decimal("0.00"), full=False, waits=any(asked.answer))
    share = _SHARES[asked.kind](asked) if any(asked.answer) else Decimal(0)
    return Marked(asked.position, (asked.points * share).quantize(CENT), full=share == 1)


def _case(asked: Asked) -> Marked:
    marks = [mark(part) for part in asked.parts]
    return Marked(
        asked.position,
        sum((one.points for one in marks), Decimal("0.00")),
        full=all(one.full for one in marks),
        waits=any(one.waits for one in marks),
    )


def _chosen(asked: Asked) -> Decimal:
    key = frozenset(asked.key)
    chosen = authors_letters(asked.answer, asked.order)
    if chosen == key:
        return Decimal(1)
    if asked.kind != "multiple" or not chosen < key or asked.credit == WHOLE:
        return Decimal(0)
    return Decimal(len(chosen)) / len(key) if asked.credit == PER_OPTION else Decimal("0.5")


def _ordered(asked: Asked) -> Decimal:
    given = [letter and LETTERS[asked.order[LETTERS.index(letter)]] for letter in asked.answer]
    return Decimal(given == list(asked.key))


def _matched(asked: Asked) -> Decimal:
    right = [
        letter != "" and LETTERS[asked.order[LETTERS.index(letter)]] == wanted
        for letter, wanted in zip(asked.answer, asked.key, strict=False)
    ]
    return Decimal(sum(right)) / len(asked.key)


def _filled(asked: Asked) -> Decimal:
    wanted = [{plain(form) for form in forms} for forms in asked.accepted]
    given = [plain(text) for text in asked.answer]
    if not asked.any_order:
        right = sum(text in forms for text, forms in zip(given, wanted, strict=False))
        return Decimal(right) / len(wanted)
    return Decimal(_most_pairs(given, wanted)) / len(wanted)


def _most_pairs(given: Sequence[str], wanted: Sequence[set[str]]) -> int:
    """How many answers find a blank of their own, blanks in any order: a greatest matching."""
    taken: dict[int, int] = {}

    def place(answer: int, seen: set[int]) -> bool:
        for blank, forms in enumerate(wanted):
            if given[answer] not in forms or blank in seen:
                continue
            seen.add(blank)
            if blank not in taken or place(taken[blank], seen):
                taken[blank] = answer
                return True
        return False

    return sum(place(answer, set()) for answer in range(len(given)))


def plain(text: str) -> str:
    """An answer to compare by: one width, no blanks, no punctuation around it, small letters."""
    squeezed = "".join(unicodedata.normalize("NFKC", text).split()).casefold()
    start, end = 0, len(squeezed)
    while start < end and unicodedata.category(squeezed[start])[0] == "P":
        start += 1
    while end > start and unicodedata.category(squeezed[end - 1])[0] == "P":
        end -= 1
    return squeezed[start:end] or squeezed


_SHARES: dict[str, Callable[[Asked], Decimal]] = {
    "single": _chosen,
    "multiple": _chosen,
    "true_false": _chosen,
    "ordering": _ordered,
    "matching": _matched,
    "fill_blank": _filled,
}


def passes(score: Decimal, out_of: Decimal, pass_mark: int) -> bool:
    """`pass_mark` is a percentage; reaching it exactly is enough (Civil Code, art. 1259: "or more"
    includes the number)."""
    return score * PERCENT >= pass_mark * out_of


def grade(questions: Iterable[Asked], pass_mark: int) -> Grade:
    """Grade a paper (`passes`)."""
    asked = tuple(questions)
    marks = tuple(mark(question) for question in asked)
    score = sum((marked.points for marked in marks), Decimal(0))
    out_of = sum((question.points for question in asked), Decimal(0))
    return Grade(score, out_of, passes(score, out_of, pass_mark), marks)
