"""What the database itself holds about the roster, on SQLite and PostgreSQL alike; used by
migrations.

PostgreSQL has exclusion constraints and trigger functions, SQLite triggers of the same meaning;
the same generated cases test both. A later migration that lets SQLite rebuild one of these tables
must put its guards up again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Step = Callable[[Any, Any], None]

SQLITE_TRIGGER = """
CREATE TRIGGER {name} BEFORE {act} ON {table} WHEN {broken}
BEGIN SELECT RAISE(ABORT, '{name}'); END
"""
POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN IF {broken} THEN
RAISE EXCEPTION '{name}' USING ERRCODE = 'integrity_constraint_violation';
END IF; RETURN NEW; END $$
"""
POSTGRES_TRIGGER = """
CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()
"""
EXCLUSION = """
ALTER TABLE {table} ADD CONSTRAINT {name}
EXCLUDE USING gist ({key} WITH =, daterange(starts, ends) WITH &&) {where}
"""
OVERLAPPING = """
EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key} {also}
AND starts < coalesce(NEW.ends, '9999-12-31') AND NEW.starts < coalesce(ends, '9999-12-31'))
"""


@dataclass(frozen=True)
class Guard:
    """A row may not be written when `broken` (SQL over NEW and OLD) holds; `act` INSERT or
    UPDATE."""

    name: str
    table: str
    act: str
    broken: str

    def put_up(self, _apps: Any, editor: Any) -> None:
        words = {"name": self.name, "table": self.table, "act": self.act, "broken": self.broken}
        if editor.connection.vendor == "sqlite":
            editor.execute(SQLITE_TRIGGER.format(**words))
        else:
            distinct = self.broken.replace(" IS NOT OLD.", " IS DISTINCT FROM OLD.")
            editor.execute(POSTGRES_FUNCTION.format(**(words | {"broken": distinct})))
            editor.execute(POSTGRES_TRIGGER.format(**words))

    def take_down(self, _apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "sqlite":
            editor.execute(f"DROP TRIGGER IF EXISTS {self.name}")
        else:
            editor.execute(f"DROP TRIGGER IF EXISTS {self.name} ON {self.table}")
            editor.execute(f"DROP FUNCTION IF EXISTS {self.name}()")


@dataclass(frozen=True)
class NoOverlap:
    """Two rows of the same `key` never cover the same day; `flag` narrows it to rows where that
    column is true."""

    name: str
    table: str
    key: str
    flag: str = ""

    def put_up(self, apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "sqlite":
            self._trigger().put_up(apps, editor)
        else:
            where = f"WHERE ({self.flag})" if self.flag else ""
            words = {"table": self.table, "name": self.name, "key": self.key, "where": where}
            editor.execute(EXCLUSION.format(**words))

    def take_down(self, apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "sqlite":
            self._trigger().take_down(apps, editor)
        else:
            editor.execute(f"ALTER TABLE {self.table} DROP CONSTRAINT IF EXISTS {self.name}")

    def _trigger(self) -> Guard:
        also = f"AND {self.flag} AND NEW.{self.flag}" if self.flag else ""
        broken = OVERLAPPING.format(table=self.table, key=self.key, also=also)
        return Guard(self.name, self.table, "INSERT", broken)


def changed(*columns: str) -> str:
    """SQL: any of the columns differs between OLD and NEW."""
    return "(" + " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in columns) + ")"


def range_operators(_apps: Any, editor: Any) -> None:
    """PostgreSQL needs btree_gist to exclude over a plain column and a range together."""
    if editor.connection.vendor == "postgresql":
        editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
