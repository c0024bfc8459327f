"""A question of a round before it is answered. Nothing here reads a key or an explanation."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from exams.choices import Kind
from exams.delivering import option_texts
from exams.models import ItemVersion
from exams.practice.choosing import OWN
from exams.practice.mixing import order_shown
from exams.practice.models import PracticeAnswer, Round
from exams.practice.pool import still_there, version_of
from exams.wording import BLANK, LETTERS

PlaceState = Literal["open", "right", "wrong", "gone"]


@dataclass(frozen=True)
class Place:
    """A question of a round by its place, and what became of it."""

    position: int
    item_id: int
    state: PlaceState


@dataclass(frozen=True)
class Line:
    """An option, a target or a blank as shown; `given` is what was answered there: "chosen" for an
    option that was, the text of a blank, the letter matched to an option, its place in order."""

    letter: str
    text: str
    given: str = ""


@dataclass(frozen=True)
class Question:
    """`lines` are what is answered: options, entries to match or to order, blanks."""

    version_id: int
    kind: str
    subject: str
    stem: str
    lines: tuple[Line, ...]
    targets: tuple[Line, ...] = ()

    @property
    def label(self) -> str:
        return str(Kind(self.kind).label)

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text that is shown before the answer."""
        return (self.stem, *(line.text for line in (*self.lines, *self.targets)))

    @property
    def places(self) -> range:
        """The places of an order, from 1."""
        return range(1, len(self.lines) + 1)


def places(of: Round) -> tuple[Place, ...]:
    """The questions of a round in their order; two queries."""
    rows = PracticeAnswer.objects.unscoped(OWN).filter(round=of)
    answers: dict[int, bool] = dict(rows.values_list("position", "right"))
    there = still_there(of.items)

    def state(position: int, item_id: int) -> PlaceState:
        if item_id not in there:
            return "gone"
        if position not in answers:
            return "open"
        return "right" if answers[position] else "wrong"

    return tuple(Place(n, item, state(n, item)) for n, item in enumerate(of.items, start=1))


def question(of: Round, position: int, given: Sequence[str] = ()) -> Question | None:
    """The question at a place with what was `given` so far (`drawn`); None when it is practised no
    more."""
    version = version_of(of.items[position - 1])
    if version is None:
        return None
    return drawn(version, order_of(of, version), given)


def order_of(of: Round, version: ItemVersion) -> tuple[int, ...]:
    """The order in which a round shows what is answered."""
    return order_shown(version, version.item.kind, of.seed)


def drawn(version: ItemVersion, order: Sequence[int], given: Sequence[str]) -> Question:
    """A version as shown in an order, with what was answered: letters chosen, or what stands at
    each line (the text of a blank, the letter matched, the place in the order)."""
    kind = version.item.kind
    targets: tuple[Line, ...] = ()
    if kind == Kind.FILL_BLANK:
        lines = _filled(version.stem.count(BLANK), given)
    elif kind == Kind.MATCHING:
        targets = tuple(Line(LETTERS[n], version.targets[index]) for n, index in enumerate(order))
        lines = _listed(version.options, [*given, *[""] * len(version.options)])
    elif kind == Kind.ORDERING:
        entries = [version.options[index] for index in order]
        lines = _listed(entries, [*given, *[""] * len(entries)])
    else:
        texts = option_texts(version, kind, order)
        chosen = ["chosen" if letter in given else "" for letter in LETTERS]
        lines = _listed(texts, chosen)
    return Question(version.pk, kind, version.item.subject, version.stem, lines, targets)


def _filled(blanks: int, given: Sequence[str]) -> tuple[Line, ...]:
    texts = [*given, *[""] * blanks]
    return tuple(Line(str(n), "", texts[n - 1]) for n in range(1, blanks + 1))


def _listed(texts: Sequence[str], given: Sequence[str]) -> tuple[Line, ...]:
    return tuple(
        Line(letter, text, said) for letter, text, said in zip(LETTERS, texts, given, strict=False)
    )
