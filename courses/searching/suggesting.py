"""What to try when nothing was found: fewer words, and titles that are near to what was typed."""

from collections.abc import Iterable
from dataclasses import dataclass

from courses.searching.hits import Hit, hits_of, visible
from courses.searching.models import Entry
from courses.searching.storing import BODY, HEADS, matching
from courses.searching.words import Query, query_of, words_of

LOOKED_AT = 200
SHOWN = 5
MOST_WORDS = 6


@dataclass(frozen=True)
class Fewer:
    """What was typed without one of its words, and how many it finds."""

    typed: str
    count: int


@dataclass(frozen=True)
class Suggestions:
    fewer: list[Fewer]
    near: list[Hit]


def suggest(query: Query) -> Suggestions:
    return Suggestions(_fewer(query), _near(query))


def _fewer(query: Query) -> list[Fewer]:
    """Each word left out in turn, those that find the most first."""
    words = query.typed.split()
    if not 1 < len(words) <= MOST_WORDS:
        return []
    tried = dict.fromkeys(" ".join(words[:at] + words[at + 1 :]) for at in range(len(words)))
    found = [Fewer(typed, _count(query_of(typed))) for typed in tried]
    return sorted((row for row in found if row.count), key=lambda row: -row.count)[:SHOWN]


def _count(query: Query) -> int:
    if not query:
        return 0
    return Entry.objects.filter(visible(), pk__in=matching(query.words, BODY)).count()


def _near(query: Query) -> list[Hit]:
    """Titles and headings that share pairs of characters with it, those that share most first."""
    pairs = {word for word in query.words if len(word) > 1}
    if not pairs:
        return []
    rows = Entry.objects.filter(visible(), pk__in=matching(sorted(pairs), HEADS, any_of=True))
    texts = rows.order_by("-dated", "object_id").values_list("pk", "title", "headings")
    shared = {
        pk: len(pairs & words_of(f"{title}\n{heads}")) for pk, title, heads in texts[:LOOKED_AT]
    }
    return hits_of(_best(shared.items()))


def _best(shared: Iterable[tuple[int, int]]) -> list[int]:
    return [pk for pk, _count in sorted(shared, key=lambda row: -row[1])][:SHOWN]
