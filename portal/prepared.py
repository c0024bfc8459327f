"""Queries of every request, written once: Django takes longer to write one than the database to
answer it. PostgreSQL reads and plans each once for a connection.

The rows are asked for anew each time; only the words of the question are remembered.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any, Generic, TypeVar

import psycopg
from django.db import NotSupportedError, connection, models
from django.db.models.query import get_related_populators

Row = TypeVar("Row", bound=models.Model)
Value = int | str | date
BLANK = 7_300_000_000_000  # no row has such a number: it stands where a value will
LAST_YEARS = 9_900
LARGEST = 2**63 - 1


class _PlannedOnce(psycopg.Cursor[Any]):
    def execute(self, query: Any, params: Any = None, **how: Any) -> Any:
        return super().execute(query, params, **{**how, "prepare": True})


def planned(sql: str, values: Sequence[Any]) -> Sequence[Sequence[Any]]:
    """Say a statement of few different wordings, as every request says it; its rows, none when it
    gives none.

    When a release changes a column, a connection that planned before cannot answer any more: then
    another one does. Within a transaction that would lose what was done: it fails, and is planned
    anew after it is rolled back."""
    try:
        return _said(sql, values)
    except NotSupportedError:
        if connection.in_atomic_block:
            raise
        connection.connection.close()
        connection.close()
        return _said(sql, values)


def _said(sql: str, values: Sequence[Any]) -> Sequence[Sequence[Any]]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.cursor = _PlannedOnce(connection.connection)
        cursor.execute(sql, values)
        rows: Sequence[Sequence[Any]] = cursor.fetchall() if cursor.description else ()
    return rows


class _Written:
    """The words for one kind of database, and how its rows are read."""

    def __init__(self, query: models.QuerySet[Any, Any], blanks: Sequence[Value]) -> None:
        self.compiler: Any = query.query.get_compiler(connection=connection)
        self.sql, given = self.compiler.as_sql()
        self.parameters = list(given)
        shown = [_as_given(blank) for blank in blanks]
        self.places = {at: shown.index(value) for at, value in enumerate(given) if value in shown}
        if set(self.places.values()) != set(range(len(blanks))):
            raise ValueError(f"a value has no place of its own in: {self.sql}")
        columns = [column for column, _sql, _alias in self.compiler.select]
        self.converters = self.compiler.get_converters(columns)

    def ask(self, values: Sequence[Value]) -> Iterable[Sequence[Any]]:
        filled = list(self.parameters)
        for at, which in self.places.items():
            filled[at] = _as_given(values[which])
        rows = planned(self.sql, filled)
        return self.compiler.apply_converters(rows, self.converters) if self.converters else rows


def _as_given(value: Value) -> Any:
    """A value as Django gives it to this kind of database."""
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _blank(kind: type, number: int) -> Value:
    if kind is date:
        return date(LAST_YEARS + number, 1, 1)
    blank: Value = kind(BLANK + number)
    return blank


class Prepared(Generic[Row]):
    """A query over one model. `build` makes it of as many values as `takes` has types (int, str or
    date); each stands in comparisons with columns of its type, and nowhere else."""

    def __init__(self, build: Callable[..., models.QuerySet[Row, Any]], *takes: type) -> None:
        self.build = build
        self.takes = takes
        self._written: dict[str, _Written] = {}

    def rows(self, *values: Value) -> list[Sequence[Any]]:
        """The rows of a query made by `values_list`; none for a number that fits no column."""
        fitting = self._fitting(values)
        return [] if _too_large(fitting) else list(self._words().ask(fitting))

    def objects(self, *values: Value) -> list[Row]:
        """The instances that the query would give, with what `select_related` and `annotate` ask
        for."""
        fitting = self._fitting(values)
        if _too_large(fitting):
            return []
        words = self._words()
        make = _maker(words.compiler)
        return [make(row) for row in words.ask(fitting)]

    def _words(self) -> _Written:
        known = self._written.get(connection.vendor)
        if known is None:
            blanks = [_blank(kind, n) for n, kind in enumerate(self.takes)]
            known = _Written(self.build(*blanks), blanks)
            self._written[connection.vendor] = known
        return known

    def _fitting(self, values: Sequence[Value]) -> Sequence[Value]:
        fit = len(values) == len(self.takes) and all(
            isinstance(value, kind) and not isinstance(value, bool | datetime)
            for value, kind in zip(values, self.takes, strict=True)
        )
        if not fit:
            raise TypeError(f"this query takes {self.takes}, not {values!r}")
        # A name of an enumeration is given as the text it stands for.
        return [str(value) if isinstance(value, str) else value for value in values]


def _too_large(values: Sequence[Value]) -> bool:
    return any(isinstance(value, int) and abs(value) > LARGEST for value in values)


class OfSome:
    """Plain rows about some people, or other things, by their ids: for one of them, as each page
    asks, in prepared words."""

    def __init__(self, build: Callable[..., models.QuerySet[Any, Any]]) -> None:
        self.build = build
        self.one: Prepared[Any] = Prepared(lambda pk: build([pk]), int)

    def rows(self, ids: Iterable[int], **narrowed: Any) -> list[Sequence[Any]]:
        """`narrowed` by more than the ids, in the words that `build` takes, nothing is prepared."""
        wanted = list(ids)
        if len(wanted) == 1 and not narrowed:
            return self.one.rows(wanted[0])
        return list(self.build(wanted, **narrowed))


def _maker(compiler: Any) -> Callable[[Sequence[Any]], Any]:
    """How a row becomes an instance: as Django's own `ModelIterable` does it."""
    select, about, named = compiler.select, compiler.klass_info, compiler.annotation_col_map or {}
    model, places = about["model"], about["select_fields"]
    start, end = places[0], places[-1] + 1
    fields = [column.target.attname for column, _sql, _alias in select[start:end]]
    populators_of: Any = get_related_populators
    populators = populators_of(about, select, connection.alias)

    def make(row: Sequence[Any]) -> Any:
        found = model.from_db(connection.alias, fields, row[start:end])
        for populator in populators:
            populator.populate(row, found)
        for name, at in named.items():
            setattr(found, name, row[at])
        return found

    return make
