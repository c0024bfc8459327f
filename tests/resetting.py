"""Bringing a PostgreSQL database back to what it held, by the rows that differ.

Another copy of the template costs 0.7 s of processor time, and hundreds of transactional tests
need one after them; most have written a few rows into a few of the tables.
"""

from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import sql

PATIENCE = "2s"
"""For the locks of connections that a test's threads have left open."""

TABLES = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname
"""
SEQUENCES = "SELECT sequencename::text, start_value, last_value FROM pg_sequences"
SHAPE = """
    SELECT md5(string_agg(part, '|' ORDER BY part)) FROM (
        SELECT concat_ws(' ', oid, relname, relkind, relacl) AS part FROM pg_class
            WHERE relnamespace = 'public'::regnamespace
        UNION ALL SELECT concat_ws(' ', attrelid, attname, atttypid, attnotnull, attacl)
            FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
            WHERE relnamespace = 'public'::regnamespace AND attnum > 0
        UNION ALL SELECT concat_ws(' ', oid, tgname, tgenabled) FROM pg_trigger
            WHERE NOT tgisinternal
        UNION ALL SELECT concat_ws(' ', oid, conname, convalidated) FROM pg_constraint
        UNION ALL SELECT concat_ws(' ', oid, proname, md5(prosrc), proacl) FROM pg_proc
            WHERE pronamespace = 'public'::regnamespace
        UNION ALL SELECT concat_ws(' ', oid, nspname, nspacl) FROM pg_namespace
            WHERE nspname NOT LIKE 'pg\\_%'
        UNION ALL SELECT concat_ws(' ', oid, defaclacl) FROM pg_default_acl
    ) AS parts
"""
OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


class AnotherShape(RuntimeError):
    """Tables, triggers, functions or rights are not those of the beginning."""


@dataclass(frozen=True)
class Held:
    """What a database holds: its shape, a digest of each table's rows, its sequences."""

    shape: str
    digests: dict[str, str | None]
    sequences: dict[str, tuple[int, int | None]]


class Beginning:
    """What the database at `url` holds now, to be brought back to later."""

    def __init__(self, url: str) -> None:
        with psycopg.connect(url) as database:
            self.held = _held(database)
            filled = [table for table, digest in self.held.digests.items() if digest]
            self.rows = {table: _copied_out(database, table) for table in filled}

    def bring_back(self, url: str) -> None:
        """Raises AnotherShape, and psycopg's errors when somebody holds a lock."""
        with psycopg.connect(url) as database:
            database.execute(OTHERS)
            database.execute(f"SET lock_timeout = '{PATIENCE}'")
            # Neither foreign keys nor our append-only triggers are asked.
            database.execute("SET session_replication_role = replica")
            found = _held(database)
            if found.shape != self.held.shape:
                raise AnotherShape
            for table, digest in found.digests.items():
                if digest != self.held.digests[table]:
                    self._refill(database, table)
            for name, (start, last) in self.held.sequences.items():
                if found.sequences[name] != (start, last):
                    again = (name, start if last is None else last, last is not None)
                    database.execute("SELECT setval(quote_ident(%s)::regclass, %s, %s)", again)

    def _refill(self, database: psycopg.Connection[Any], table: str) -> None:
        name = sql.Identifier(table)
        database.execute(sql.SQL("DELETE FROM {}").format(name))
        if table in self.rows:
            with database.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(name)) as copy:
                copy.write(self.rows[table])


def _held(database: psycopg.Connection[Any]) -> Held:
    tables = [name for (name,) in database.execute(TABLES)]
    one = sql.SQL("SELECT {}, (SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM {} AS t)")
    each = [one.format(sql.Literal(table), sql.Identifier(table)) for table in tables]
    (shape,) = database.execute(SHAPE).fetchone() or ("",)
    return Held(
        shape=shape,
        digests=dict(database.execute(sql.SQL(" UNION ALL ").join(each)).fetchall()),
        sequences={name: (start, last) for name, start, last in database.execute(SEQUENCES)},
    )


def _copied_out(database: psycopg.Connection[Any], table: str) -> bytes:
    query = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))
    with database.cursor().copy(query) as copy:
        return b"".join(bytes(block) for block in copy)
