"""What rooms above put beside a question of the bank: a part of its page, and ways to narrow the
list."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from exams.models import Item


@dataclass(frozen=True)
class Part:
    """A part of a question's page: a template with what it shows, and a static style sheet."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    style: str = ""


@dataclass(frozen=True)
class Way:
    """A way to narrow the list: its words (translated when read), and the ids of the questions."""

    words: Any
    items: Callable[[], QuerySet[Any]]


_parts: list[Callable[[Item], Part | None]] = []
_ways: dict[str, Way] = {}


def on_its_page(provider: Callable[[Item], Part | None]) -> Callable[[Item], Part | None]:
    """Let a room above show something on a question's page, to whoever may open that."""
    _parts.append(provider)
    return provider


def parts(item: Item) -> list[Part]:
    return [part for provider in _parts if (part := provider(item))]


def shown_as(name: str, way: Way) -> None:
    """Let a room above narrow the list by `?show=name`."""
    _ways[name] = way


def choices() -> list[tuple[str, Any]]:
    return [(name, way.words) for name, way in _ways.items()]


def narrowed(rows: QuerySet[Item], name: str) -> QuerySet[Item]:
    """The rows that a way leads to; all of them by one that nobody knows."""
    way = _ways.get(name)
    return rows.filter(pk__in=way.items()) if way else rows
