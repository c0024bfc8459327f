"""The index on disk: writing what was read of objects, and asking which hold some words.

The words of an entry are written once each (nothing is ranked by how often they come), by column:
`title`; `heads`, which is title and headings; `body`, which is everything.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from courses.searching.models import Body, Entry
from courses.searching.sources import Source
from courses.searching.words import VERSION, words_of

TITLE, HEADS, BODY = "title", "heads", "body"
AT_ONCE = 100  # entries to a transaction: on SQLite nobody else writes meanwhile

_INSERT = {
    "sqlite": "INSERT INTO searching_words (rowid, title, heads, body) VALUES (%s, %s, %s, %s)",
    "postgresql": (
        "INSERT INTO searching_words (rowid, title, heads, body) VALUES"
        " (%s, array_to_tsvector(%s), array_to_tsvector(%s), array_to_tsvector(%s))"
    ),
}
_SELECT = {
    "sqlite": "SELECT rowid FROM searching_words WHERE searching_words MATCH %s",
    "postgresql": "SELECT searching_holding('{column}', %s::tsquery)",
}


def put(content_type_id: int, sources: Sequence[Source]) -> None:
    """Write the entries of objects of one type, in place of older ones."""
    for start in range(0, len(sources), AT_ONCE):
        _put(content_type_id, sources[start : start + AT_ONCE])


def _put(content_type_id: int, sources: Sequence[Source]) -> None:
    with transaction.atomic():
        ids = [source.object_id for source in sources]
        forget(Entry.objects.filter(content_type_id=content_type_id, object_id__in=ids))
        entries = Entry.objects.bulk_create(_entry(content_type_id, source) for source in sources)
        Body.objects.bulk_create(
            Body(entry=entry, text=source.body)
            for entry, source in zip(entries, sources, strict=True)
        )
        rows = [
            (entry.pk, *columns(source)) for entry, source in zip(entries, sources, strict=True)
        ]
        with connection.cursor() as cursor:
            cursor.executemany(_INSERT[connection.vendor], rows)


def _entry(content_type_id: int, source: Source) -> Entry:
    values = {name: value for name, value in vars(source).items() if name != "body"}
    return Entry(content_type_id=content_type_id, made_by=VERSION, **values)


def columns(source: Source) -> list[Any]:
    """The words of title, heads and body as this database takes them."""
    title = words_of(source.title)
    heads = title | words_of(source.headings)
    sets = (title, heads, heads | words_of(source.body))
    return [_column(words) for words in sets]


def _column(words: Iterable[str]) -> Any:
    return " ".join(words) if connection.vendor == "sqlite" else list(words)


def forget(entries: QuerySet[Entry]) -> int:
    """Take entries and their words out; how many."""
    with transaction.atomic():
        ids = list(entries.values_list("pk", flat=True))
        with connection.cursor() as cursor:
            cursor.executemany(
                "DELETE FROM searching_words WHERE rowid = %s", [(pk,) for pk in ids]
            )
        Entry.objects.filter(pk__in=ids).delete()
    return len(ids)


def matching(words: Sequence[str], column: str, *, begun: str = "", any_of: bool = False) -> RawSQL:
    """A subquery: the numbers of the entries that hold all words in the column (any of them, with
    `any_of`), and, if `begun` is given, a word beginning so. There must be at least one of them.

    Words hold letters, digits and Chinese only (see `words`): they need no escaping.
    """
    if connection.vendor == "sqlite":
        terms = [f'"{word}"' for word in words] + ([f'"{begun}" *'] if begun else [])
        joined = (" OR " if any_of else " AND ").join(terms)
        return RawSQL(_SELECT["sqlite"], [f"{{{column}}} : ({joined})"])  # noqa: S611
    terms = [f"'{word}'" for word in words] + ([f"'{begun}':*"] if begun else [])
    joined = (" | " if any_of else " & ").join(terms)
    return RawSQL(_SELECT["postgresql"].format(column=column), [joined])  # noqa: S611
