"""Triggers that refuse a row which breaks a promise, on SQLite and on PostgreSQL alike; used by
migrations. A migration that lets SQLite rebuild a guarded table must put its guards up again."""

from dataclasses import dataclass
from typing import Any

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


def changed(*columns: str) -> str:
    """SQL: any of the columns differs between OLD and NEW."""
    return "(" + " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in columns) + ")"
