"""Entries of a person's timeline."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import pgettext

ACT, FACT, FUTURE = "act", "fact", "future"


@dataclass(frozen=True)
class Event:
    """One entry of the timeline; `weight` act (a legal act), fact or future. `mark` says what was
    entered late or past the gate, `ending` is the id of an ending with a page of its own, `other`
    the id and the name of who was before or came after."""

    day: date
    title: str
    text: str
    weight: str
    mark: str = ""
    ending: int | None = None
    other: tuple[int, str] | None = None


def joined(parts: Iterable[str]) -> str:
    """Facts of a line, with the wide blank of Chinese or a middle dot between them."""
    return pgettext("between facts of a line", " · ").join(part for part in parts if part)
