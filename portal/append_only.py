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


SQLITE_WHEN = """
CREATE TRIGGER {name} BEFORE UPDATE ON {table} WHEN {when}
BEGIN SELECT RAISE(ABORT, '{told}'); END
"""

POSTGRES_WHEN = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {when} THEN
    RAISE EXCEPTION '{told}' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}();
"""


def refuse(name: str, table: str, when: str, told: str) -> Callable[[Any, Any], None]:
    """For `RunPython`: refuse updates of rows of which `when` holds, in SQL that both databases
    know, over OLD and NEW; `told` is the message."""

    def create(_apps: Any, editor: Any) -> None:
        text = SQLITE_WHEN if editor.connection.vendor == "sqlite" else POSTGRES_WHEN
        editor.execute(text.format(name=name, table=table, when=when, told=told), params=None)

    return create


def refuse_no_more(name: str, table: str) -> Callable[[Any, Any], None]:
    """The reverse of `refuse`."""

    def drop(_apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "sqlite":
            editor.execute(f"DROP TRIGGER {name}")
        else:
            editor.execute(f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name}();")

    return drop
