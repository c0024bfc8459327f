"""The search of Wagtail's own screens, choosers and `QuerySet.search`, by the words of `words`.

One backend for both databases: what differs between them lies in `storing`. Wagtail's signals,
its outbox tasks and `manage.py wagtail_update_index` drive it like any other.
"""

from collections import OrderedDict
from collections.abc import Iterable
from functools import reduce
from operator import and_, or_
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from modelsearch.backends.base import (
    BaseIndex,
    BaseSearchBackend,
    BaseSearchQueryCompiler,
    BaseSearchResults,
    FilterFieldError,
)
from modelsearch.index import get_indexed_models
from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText
from modelsearch.utils import get_content_type_pk, get_descendants_content_types_pks

from courses.searching import storing
from courses.searching.models import Entry
from courses.searching.sources import source_of
from courses.searching.words import Query, query_of

NOTHING = Q(pk__in=[])


class Index(BaseIndex):
    """All objects in one index."""

    def add_items(self, model: Any, items: Iterable[Any]) -> None:
        storing.put(get_content_type_pk(model), [source_of(item) for item in items])

    def delete_item(self, item: Any) -> None:
        types = get_descendants_content_types_pks(type(item))
        storing.forget(Entry.objects.filter(content_type_id__in=types, object_id=item.pk))

    def reset(self) -> None:
        storing.forget(Entry.objects.all())


class Rebuilder:
    """Drops what is gone, then lets the index be written over, a hundred entries at a time, while
    people go on searching it."""

    def __init__(self, index: Index) -> None:
        self.index = index

    def start(self) -> Index:
        kept = {ContentType.objects.get_for_model(model): model for model in get_indexed_models()}
        for entry_type in ContentType.objects.filter(pk__in=Entry.objects.values("content_type")):
            entries = Entry.objects.filter(content_type=entry_type)
            model = kept.get(entry_type)
            if model is not None:
                rows = model.get_indexed_objects().filter(pk=OuterRef("object_id"))
                entries = entries.filter(~Exists(rows))
            storing.forget(entries)
        return self.index

    def finish(self) -> None:
        """Nothing is left to do."""


class Compiler(BaseSearchQueryCompiler):
    """Whole words, anywhere; those in the title come first."""

    DEFAULT_OPERATOR = "and"
    HANDLES_ORDER_BY_EXPRESSIONS = True
    LAST_WORD_IS_BEGUN = False
    column = storing.BODY

    def search(self, start: int | None, stop: int | None, score_field: str | None) -> Any:
        found = self.queryset.filter(self._where(self.query, self._column()))
        if self.order_by_relevance or score_field:
            found = found.annotate(**{score_field or "_score": self._score()})
        if self.order_by_relevance:
            found = found.order_by(f"-{score_field or '_score'}", "-pk")
        elif not found.query.order_by:
            found = found.order_by("-pk")
        return found[start:stop]

    def filter_field(self, name: str) -> Any:
        return self._get_filterable_field(name)

    def _column(self) -> str:
        return storing.TITLE if self.fields and set(self.fields) == {"title"} else self.column

    def _score(self) -> Case:
        in_title = When(self._where(self.query, storing.TITLE), then=Value(2))
        return Case(in_title, default=Value(1), output_field=IntegerField())

    def _where(self, query: Any, column: str) -> Q:
        if isinstance(query, MatchAll):
            return ~NOTHING
        if isinstance(query, Not):
            return ~self._where(query.subquery, column)
        if isinstance(query, Boost):
            return self._where(query.subquery, column)
        if isinstance(query, And):
            return reduce(and_, (self._where(part, column) for part in query.subqueries))
        if isinstance(query, Or):
            return reduce(or_, (self._where(part, column) for part in query.subqueries))
        if isinstance(query, PlainText | Phrase | Fuzzy):
            return self._words(query, column)
        raise NotImplementedError(type(query).__name__)

    def _words(self, query: Any, column: str) -> Q:
        typed = query.query_string
        if getattr(query, "operator", "and") == "or":
            parts = (self._holding(query_of(part), column) for part in typed.split())
            return reduce(or_, parts, NOTHING)
        return self._holding(query_of(typed), column)

    def _holding(self, asked: Query, column: str) -> Q:
        words, begun = asked.words, ""
        if self.LAST_WORD_IS_BEGUN and words and words[-1].isascii():
            words, begun = words[:-1], words[-1]
        if not words and not begun:
            return NOTHING
        entries = Entry.objects.filter(
            content_type_id__in=get_descendants_content_types_pks(self.queryset.model),
            pk__in=storing.matching(words, column, begun=begun),
        )
        return Q(pk__in=entries.values("object_id"))


class AutocompleteCompiler(Compiler):
    """By what is typed of a title; the last word, if it is written in Latin letters, begun only."""

    LAST_WORD_IS_BEGUN = True
    column = storing.TITLE


class Results(BaseSearchResults):
    supports_facet = True

    def get_queryset(self) -> QuerySet[Any]:
        found: QuerySet[Any] = self.query_compiler.search(self.start, self.stop, self._score_field)
        return found

    def _do_search(self) -> list[Any]:
        return list(self.get_queryset())

    def _do_count(self) -> int:
        return self.get_queryset().count()

    def facet(self, field_name: str) -> OrderedDict[Any, int]:
        """How many were found by each value of a field, the most frequent first.

        Raises FilterFieldError for a field that its model does not name as a filter.
        """
        if self.query_compiler.filter_field(field_name) is None:
            raise FilterFieldError(f"no filter: {field_name}", field_name=field_name)
        rows = self.query_compiler.search(None, None, None).order_by().values(field_name)
        counted = rows.annotate(count=Count("pk")).order_by("-count")
        return OrderedDict((row[field_name], row["count"]) for row in counted)


class SearchBackend(BaseSearchBackend):
    query_compiler_class = Compiler
    autocomplete_query_compiler_class = AutocompleteCompiler
    index_class = Index
    results_class = Results
    rebuilder_class = Rebuilder
