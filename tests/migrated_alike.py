"""`python -m tests.migrated_alike`: the quick `migrate` of the tests (`tests/migrating.py`) makes
what Django's own makes: tables, indexes, constraints, triggers, functions, and as many rows.

On SQLite and PostgreSQL; two and a half minutes of processor time, so no part of `make test`. Ask
it after an update of Django, and for a migration of a shape that there was not before.
"""

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg

from tests.environment import ROOT  # with secrets of the run's own
from tests.migrating import migrate
from tests.servers import production_shape

SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
TABLES = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind='r'"
OWN = {"sqlite_sequence"}
"""SQLite's own list of counters, which names each table once or, after renaming, twice."""

Migrate = Callable[[dict[str, str]], None]


def by_django(environment: dict[str, str]) -> None:
    settings = {"DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    subprocess.run(
        [sys.executable, "manage.py", "migrate", "--verbosity=0"],
        cwd=ROOT,
        env={**os.environ, **settings, **environment},
        check=True,
    )


def on_sqlite(way: Migrate) -> list[Any]:
    with tempfile.TemporaryDirectory() as folder:
        way({"DATABASE_URL": "", "HEZHONG_DATA": folder})
        with closing(sqlite3.connect(Path(folder) / "hezhong.sqlite3")) as database:
            schema = database.execute(SCHEMA).fetchall()
            tables = [row[1] for row in schema if row[0] == "table" and row[1] not in OWN]
            counts = [f'SELECT count(*) FROM "{name}"' for name in tables]
            rows = [database.execute(count).fetchone() for count in counts]
            return [*schema, *zip(tables, rows, strict=True)]


def on_postgres(way: Migrate) -> list[Any]:
    with production_shape() as servers, tempfile.TemporaryDirectory() as folder:
        url = servers["DATABASE_URL"]
        way({"DATABASE_URL": url, "HEZHONG_DATA": folder})
        dump = ["pg_dump", "--schema-only", url]
        schema = subprocess.run(dump, check=True, capture_output=True, text=True).stdout
        # A word of pg_dump's own, another each time.
        lines = [line for line in schema.splitlines() if not line.startswith("\\")]
        with psycopg.connect(url) as database:
            tables = [name for (name,) in database.execute(TABLES)]
            counts = [f'SELECT count(*) FROM "{name}"'.encode() for name in sorted(tables)]
            rows = [database.execute(count).fetchone() for count in counts]
        return [*lines, *zip(sorted(tables), rows, strict=True)]


def main() -> int:
    differ = 0
    for made in (on_sqlite, on_postgres):
        quick, own = made(migrate), made(by_django)
        found = [line for line in [*quick, *own] if (line in quick) != (line in own)]
        differ += len(found) + (len(quick) != len(own))
        sys.stdout.write(f"{made.__name__}: {len(own)} lines, {len(found)} differ\n")
        sys.stdout.writelines(f"  {line}\n" for line in found[:20])
    return int(differ > 0)


if __name__ == "__main__":
    sys.exit(main())
