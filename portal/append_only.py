"""Triggers that make a table append-only, on SQLite and on PostgreSQL alike; used by migrations."""

from collections.abc import Callable
from typing import Any

SQLITE = """
CREATE TRIGGER {table}_no_{act} BEFORE {ACT} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""

POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION hezhong_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME
USING ERRCODE = 'integrity_constraint_violation'; END $$
"""

POSTGRES = """
CREATE TRIGGER {table}_no_{act} BEFORE {ACT} ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION hezhong_append_only()
"""


def forbid(table: str, *acts: str) -> Callable[[Any, Any], None]:
    """For `RunPython`: forbid the acts ("update", "delete"; on PostgreSQL "truncate" too) on a
    table."""

    def create(_apps: Any, editor: Any) -> None:
        vendor = editor.connection.vendor
        if vendor == "postgresql":
            editor.execute(POSTGRES_FUNCTION, params=None)  # its % is not ours
        for act in acts if vendor == "sqlite" else (*acts, "truncate"):
            statement = SQLITE if vendor == "sqlite" else POSTGRES
            editor.execute(statement.format(table=table, act=act, ACT=act.upper()), params=None)

    return create


def allow(table: str, *acts: str) -> Callable[[Any, Any], None]:
    """The reverse of `forbid`."""

    def drop(_apps: Any, editor: Any) -> None:
        vendor = editor.connection.vendor
        for act in acts if vendor == "sqlite" else (*acts, "truncate"):
            where = "" if vendor == "sqlite" else f" ON {table}"
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}{where}")

    return drop
