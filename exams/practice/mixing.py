"""The order in which a round shows what is answered: by chance, the same for the same seed."""

from collections.abc import Iterable
from typing import TypeVar

from exams.choices import Kind
from exams.models import ItemVersion
from exams.papers.ordering import chance, dice, order_of_options, pinned_by_words

T = TypeVar("T")


def shuffled(things: Iterable[T], seed: str) -> list[T]:
    """The things in an order that depends on the seed and on what they are alone."""
    return sorted(things, key=lambda thing: chance(seed, thing))


def order_shown(version: ItemVersion, kind: str, seed: str) -> tuple[int, ...]:
    """The author's indexes in the order shown, of the options, or for matching of the targets:
    pinned options keep their place; true or false always reads true, false."""
    if kind == Kind.TRUE_FALSE:
        return (0, 1)
    if kind == Kind.FILL_BLANK:
        return ()
    texts, pinned = version.options, {*version.pinned}
    if kind == Kind.MATCHING:
        texts, pinned = version.targets, set()
    if kind in {Kind.SINGLE, Kind.MULTIPLE}:
        pinned |= {*pinned_by_words(texts)}
    return order_of_options(len(texts), pinned, dice(seed, f"practice/{version.pk}"))
