"""Grading a paper: plain values in, frozen values out; knows no framework.

Single choice and true or false: all or nothing. Multiple choice: all right brings all points, some
right and none wrong half, any wrong none (the paper says so).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

LETTERS = "ABCDEFGH"
HALF = Decimal("0.5")
CENT = Decimal("0.01")
PERCENT = 100


@dataclass(frozen=True)
class Asked:
    """A question as asked: `key` in letters of the author's order, `answer` in letters as shown.

    `order` lists the author's indexes in the order shown; `position` is the place on the paper.
    """

    position: int
    kind: str
    points: Decimal
    key: str
    order: tuple[int, ...]
    answer: tuple[str, ...] = ()


@dataclass(frozen=True)
class Marked:
    """What a question brought; `full` when everything was right."""

    position: int
    points: Decimal
    full: bool


@dataclass(frozen=True)
class Grade:
    """What a paper came to."""

    score: Decimal
    out_of: Decimal
    passed: bool
    marks: tuple[Marked, ...]


def authors_letters(shown: Iterable[str], order: Sequence[int]) -> frozenset[str]:
    """Letters as shown, in letters of the author's order.

    Raises ValueError for a letter that was not shown.
    """
    return frozenset(LETTERS[order[LETTERS[: len(order)].index(letter)]] for letter in shown)


def shown_letters(key: Iterable[str], order: Sequence[int]) -> str:
    """Letters of the author's order, as this person saw them, in alphabetical order."""
    return "".join(sorted(LETTERS[order.index(LETTERS.index(letter))] for letter in key))


def mark(asked: Asked) -> Marked:
    """The points of one answer; an empty answer brings none."""
    key = frozenset(asked.key)
    chosen = authors_letters(asked.answer, asked.order)
    if chosen == key:
        return Marked(asked.position, asked.points, full=True)
    partly = asked.kind == "multiple" and bool(chosen) and chosen < key
    points = (asked.points * HALF).quantize(CENT) if partly else Decimal(0)
    return Marked(asked.position, points, full=False)


def grade(questions: Iterable[Asked], pass_mark: int) -> Grade:
    """Grade a paper. `pass_mark` is a percentage; reaching it exactly is enough (Civil Code, art.
    1259: "or more" includes the number)."""
    asked = tuple(questions)
    marks = tuple(mark(question) for question in asked)
    score = sum((marked.points for marked in marks), Decimal(0))
    out_of = sum((question.points for question in asked), Decimal(0))
    return Grade(score, out_of, score * PERCENT >= pass_mark * out_of, marks)
