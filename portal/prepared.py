"""Queries of every request, written once: Django takes longer to write one than the database to
answer it. PostgreSQL reads and plans each once for a connection.

The rows are asked for anew each time; only the words of the question are remembered.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

import psycopg
from django.db import connection, models
from django.db.models.query import get_related_populators

Row = TypeVar("Row", bound=models.Model)
Value = int | str
BLANK = 7_300_000_000_000  # no row has such a number: it stands where a value will


class _PlannedOnce(psycopg.Cursor[Any]):
    def execute(self, query: Any, params: Any = None, **how: Any) -> Any:
        return super().execute(query, params, **{**how, "prepare": True})


class _Written:
    """The words for one kind of database, and how its rows are read."""

    def __init__(self, query: models.QuerySet[Any, Any], blanks: Sequence[Value]) -> None:
        self.compiler: Any = query.query.get_compiler(connection=connection)
        self.sql, given = self.compiler.as_sql()
        self.parameters = list(given)
        self.places = {at: blanks.index(value) for at, value in enumerate(given) if value in blanks}
        if set(self.places.values()) != set(range(len(blanks))):
            raise ValueError(f"a value has no place of its own in: {self.sql}")
        columns = [column for column, _sql, _alias in self.compiler.select]
        self.converters = self.compiler.get_converters(columns)

    def ask(self, values: Sequence[Value]) -> Iterable[Sequence[Any]]:
        filled = list(self.parameters)
        for at, which in self.places.items():
            filled[at] = values[which]
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.cursor = _PlannedOnce(connection.connection)
            cursor.execute(self.sql, filled)
            rows: Iterable[Sequence[Any]] = cursor.fetchall()
        return self.compiler.apply_converters(rows, self.converters) if self.converters else rows


class Prepared(Generic[Row]):
    """A query over one model. `build` makes it of as many values as `takes` has types (int or
    str); each stands in comparisons with columns of its type, and nowhere else."""

    def __init__(self, build: Callable[..., models.QuerySet[Row, Any]], *takes: type) -> None:
        self.build = build
        self.takes = takes
        self._written: dict[str, _Written] = {}

    def rows(self, *values: Value) -> list[Sequence[Any]]:
        """The rows of a query made by `values_list`."""
        return list(self._words().ask(self._fitting(values)))

    def objects(self, *values: Value) -> list[Row]:
        """The instances that the query would give, with what `select_related` and `annotate` ask
        for."""
        words = self._words()
        make = _maker(words.compiler)
        return [make(row) for row in words.ask(self._fitting(values))]

    def _words(self) -> _Written:
        known = self._written.get(connection.vendor)
        if known is None:
            blanks = [kind(BLANK + n) for n, kind in enumerate(self.takes)]
            known = _Written(self.build(*blanks), blanks)
            self._written[connection.vendor] = known
        return known

    def _fitting(self, values: Sequence[Value]) -> Sequence[Value]:
        if tuple(map(type, values)) != self.takes:
            raise TypeError(f"this query takes {self.takes}, not {values!r}")
        return values


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
