"""Test databases from a migrated copy: a fresh `migrate` takes seconds, a copy next to
nothing.

The copy lies under `var/test-databases/`, named by a hash of all migrations. Transactional tests
are not followed by a flush, which the append-only triggers refuse, but by the copy again.
"""

import fcntl
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from django.db import connection, connections

from tests import fingerprint
from tests.environment import OUTSIDE, WORKER
from tests.migrating import migrate
from tests.resetting import AnotherShape, Beginning

KEPT = fingerprint.ROOT / "var" / "test-databases"
KEEP_NEWEST = 6
ANEW = 25


class OwnDatabase(Protocol):
    def create(self) -> None:
        """Make this process's own database, migrated, and point Django's connection to it."""

    def restore(self) -> None:
        """Bring it back to the state just after migrating."""

    def drop(self) -> None: ...


@contextmanager
def locked(name: str) -> Iterator[None]:
    """One process at a time builds what others wait for."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def forget_old(pattern: str) -> None:
    found = sorted(KEPT.glob(pattern), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in found[KEEP_NEWEST:]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _point_to(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


class SqliteFile:
    """A file per process, copied with SQLite's own backup interface."""

    def __init__(self) -> None:
        self.copy = KEPT / f"{fingerprint.of_schema()}.sqlite3"
        self.path = Path(os.environ["HEZHONG_DATA"]) / "test.sqlite3"

    def create(self) -> None:
        self.migrate_once()
        _point_to(str(self.path))
        self.restore()

    def migrate_once(self) -> None:
        with locked("sqlite"):
            if not self.copy.is_file():
                self._migrate()

    def _migrate(self) -> None:
        draft = self.copy.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        with tempfile.TemporaryDirectory(prefix="hezhong-migrate-") as folder:
            migrate({"DATABASE_URL": "", "HEZHONG_DATA": folder})
            with closing(sqlite3.connect(Path(folder) / "hezhong.sqlite3")) as database:
                database.execute("VACUUM INTO ?", [str(draft)])
        draft.rename(self.copy)
        forget_old("*.sqlite3")

    def restore(self) -> None:
        connections.close_all()
        self.copy_to(self.path)

    def copy_to(self, path: Path) -> None:
        with (
            closing(sqlite3.connect(f"file:{self.copy}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(path)) as target,
        ):
            source.backup(target)

    def drop(self) -> None:
        connections.close_all()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.path}{suffix}").unlink(missing_ok=True)


def postgres_tool(name: str, url: str, *options: str) -> None:
    """Run psql or pg_dump on the database at `url`."""
    subprocess.run([name, *options, url], check=True, stdout=subprocess.DEVNULL)


def load(dump: Path, url: str) -> None:
    """Run a kept dump on the empty database at `url`, written to the disk once where it is safe."""
    options = ("--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
    postgres_tool("psql", url, *options, f"--file={dump}")


class PostgresTemplate:
    """A database per process, made from a template; the template comes from a kept dump."""

    def __init__(self, server: str = "") -> None:
        """`server` is the address of another one than the test run's."""
        self.server = server or OUTSIDE["DATABASE_URL"]
        state = fingerprint.of_schema()
        self.dump = KEPT / f"{state}.sql"
        self.template = f"hezhong_{state}"
        self.name = f"test_{WORKER or 'main'}"
        self.beginning: Beginning | None = None
        self.restored = 0

    def _url(self, name: str) -> str:
        return urlunsplit(urlsplit(self.server)._replace(path=f"/{name}"))

    def _say(self, *statements: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self._url("postgres"), autocommit=True) as server:
            for statement in statements:
                cursor = server.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def create(self) -> None:
        self.migrate_once()
        self.restore()
        _point_to(self.name)

    def migrate_once(self) -> None:
        with locked("postgres"):
            if not self._say(f"SELECT 1 FROM pg_database WHERE datname = '{self.template}'"):
                self._make_template()

    def _make_template(self) -> None:
        self._say(f"CREATE DATABASE {self.template} TEMPLATE template0 ENCODING 'UTF8'")
        if self.dump.is_file():
            load(self.dump, self._url(self.template))
            return
        migrate({"DATABASE_URL": self._url(self.template)})
        draft = self.dump.with_suffix(".draft")
        postgres_tool("pg_dump", self._url(self.template), f"--file={draft}")
        draft.rename(self.dump)
        forget_old("*.sql")

    def restore(self) -> None:
        """By the rows that differ; now and then, and when more differs, as another copy: rows
        that were taken back lie dead in their tables, as nobody vacuums here."""
        connections.close_all()
        self.restored += 1
        if self.beginning and self.restored % ANEW:
            with suppress(AnotherShape, psycopg.Error):
                self.beginning.bring_back(self._url(self.name))
                return
        self._copy_anew()

    def _copy_anew(self) -> None:
        self._say(
            f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)",
            f"CREATE DATABASE {self.name} TEMPLATE {self.template}",
        )
        self.beginning = self.beginning or Beginning(self._url(self.name))

    def drop(self) -> None:
        connections.close_all()
        self._say(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")


def own_database() -> OwnDatabase:
    return PostgresTemplate() if connection.vendor == "postgresql" else SqliteFile()
