"""The page of a search: its hits in words, what to choose among them, what to try instead."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import pgettext

from courses.choices import DisputeKind, Subject
from courses.searching.choices import Kind
from courses.searching.hits import Hit, Narrowed, Ranked, find
from courses.searching.leading import lead
from courses.searching.snippets import Bit, around, marked
from courses.searching.suggesting import suggest
from courses.searching.words import Query

_SUBJECTS, _DISPUTES = dict(Subject.choices), dict(DisputeKind.choices)


@dataclass(frozen=True)
class Line:
    """A hit as it is read: where it leads, its title and the words around the hit, and what it is
    about."""

    url: str
    title: list[Bit]
    snippet: list[Bit]
    kind: Any
    about: Any
    day: Any


@dataclass(frozen=True)
class Tile:
    value: str
    label: Any
    count: int
    current: bool


def shown(query: Query, narrowed: Narrowed, number: Any) -> dict[str, Any]:
    """What the template needs of a query that asks for something."""
    page = find(query, narrowed, number)
    ranked: Any = page.paginator.object_list
    nothing = page.paginator.count == 0
    suggestions = suggest(query) if nothing else None
    return {
        "page": page,
        "lines": [line(hit, query) for hit in page.object_list],
        "tiles": list(_tiles(ranked, narrowed)),
        "lead": lead(query.typed),
        "narrowed": bool(narrowed),
        "fewer": suggestions.fewer if suggestions else [],
        "near": [line(hit, query) for hit in suggestions.near] if suggestions else [],
    }


def _tiles(ranked: Ranked, narrowed: Narrowed) -> Iterator[Tile]:
    everything = pgettext("filter", "all")
    yield Tile("", everything, ranked.counts.total(), not narrowed.kind)
    for value, label in Kind.choices:
        yield Tile(value, label, ranked.counts[value], narrowed.kind == value)


def line(hit: Hit, query: Query) -> Line:
    article, entry = hit.article, hit.entry
    about: Any
    if article is not None:
        statute = article.version.statute
        url = reverse("statutes:article", args=[statute.slug, article.address])
        title, text, about = f"{statute} {entry.title}", article.text, article.place
    else:
        url, title, text = hit.found.url or "", entry.title, f"{entry.headings}\n{entry.body.text}"
        about = _SUBJECTS.get(entry.subject) or _DISPUTES.get(entry.dispute_kind) or ""
    return Line(
        url,
        marked(title, query.parts),
        around(text, query.parts, query.words),
        Kind(entry.kind).label,
        about,
        None if article else entry.dated,
    )
