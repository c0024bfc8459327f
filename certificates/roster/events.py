"""Entries of a person's timeline."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import pgettext

ACT, FACT, FUTURE, WRONG = "act", "fact", "future", "wrong"
POST, CERTIFICATE, LEARNING, ASSESSOR = "posts", "certificates", "learning", "assessor"


@dataclass(frozen=True)
class Event:
    """One entry of the timeline; `weight` act (a legal act), fact, future or wrong (it counts for
    nothing). `mark` says what was entered late or past the gate, `ending` is the id of an ending
    with a page of its own, `other` the id and the name of who was before or came after. `kind` is
    what the timeline is narrowed by."""

    day: date
    title: str
    text: str
    weight: str
    mark: str = ""
    ending: int | None = None
    other: tuple[int, str] | None = None
    kind: str = POST


def joined(parts: Iterable[str]) -> str:
    """Facts of a line, with the wide blank of Chinese or a middle dot between them."""
    return pgettext("between facts of a line", " · ").join(part for part in parts if part)
