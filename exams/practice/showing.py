"""A question of a round before it is answered. Nothing here reads a key or an explanation."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from exams.asking import Question, drawn
from exams.models import ItemVersion
from exams.practice.choosing import OWN
from exams.practice.mixing import order_shown
from exams.practice.models import PracticeAnswer, Round
from exams.practice.pool import still_there, version_of

PlaceState = Literal["open", "right", "wrong", "gone"]


@dataclass(frozen=True)
class Place:
    """A question of a round by its place, and what became of it."""

    position: int
    item_id: int
    state: PlaceState


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
