"""The running platform for browser and chaos tests: the same `deploy.run` as `make run`.

The demo city comes from a kept copy, so that starting takes seconds; on PostgreSQL (DATABASE_URL
is set) the tables come from a kept dump.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from deploy import keys, readying
from deploy.place import Place, here
from deploy.supervising import die_with_parent
from tests import fingerprint
from tests.commanding import Commander
from tests.databases import (
    KEPT,
    PostgresTemplate,
    SqliteFile,
    forget_old,
    load,
    locked,
    postgres_tool,
)
from tests.environment import OUTSIDE
from tests.servers import free_port

STARTED = re.compile(r"^hezhong: (\w+) started \(pid (\d+)\)$", re.MULTILINE)
NAME = "hezhong_stack"
ROLE = "hezhong_site"
# Not while the demo city is made: a transaction of seeding keeps a lease of 6 s from being renewed.
HURRIED = {"DJANGO_SETTINGS_MODULE": "tests.hurried"}
# Otherwise each run's worker prints the demo city's certificates anew: 40 s of processor time.
WORK = "from portal.jobs.working import work_all; work_all()"


class StackFailed(RuntimeError):
    """The stack did not do what was asked in time; the message ends with its log."""


class Stack:
    """A started platform. `kill` and `restarted` speak of "web", "worker" and "beat"."""

    def __init__(self, data: Path, environment: dict[str, str]) -> None:
        self.data = data
        self.environment = environment
        self.base_url = f"http://localhost:{environment['PORT']}"
        self.log = data / "run.log"
        self.process: subprocess.Popen[bytes] | None = None
        self.commander = Commander(environment)

    def start(self, seconds: float = 180) -> None:
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "deploy.run"],
                cwd=fingerprint.ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                preexec_fn=die_with_parent,  # noqa: PLW1509 - a prctl call is safe after a fork
            )
        self.wait_for_line("Ctrl-C stops everything", seconds)

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def wait_for_line(self, part: str, seconds: float) -> None:
        end = time.monotonic() + seconds
        while part not in self.said():
            if time.monotonic() > end or (self.process and self.process.poll() is not None):
                raise StackFailed(f"never said {part!r}:\n{self.said()[-4000:]}")
            time.sleep(0.05)

    def pid(self, name: str) -> int:
        """The process that runs under this name now, or did last."""
        pids = [int(pid) for child, pid in STARTED.findall(self.said()) if child == name]
        if not pids:
            raise StackFailed(f"{name} never started:\n{self.said()[-4000:]}")
        return pids[-1]

    def pids(self) -> dict[str, int]:
        return {name: int(pid) for name, pid in STARTED.findall(self.said())}

    def kill(self, name: str, number: int = signal.SIGKILL) -> int:
        """Kill a child's main process; its pid."""
        pid = self.pid(name)
        os.kill(pid, number)
        return pid

    def restarted(self, name: str, before: int, seconds: float = 20) -> int:
        """Wait until another process than `before` runs under this name; its pid."""
        end = time.monotonic() + seconds
        while (pid := self.pid(name)) == before:
            if time.monotonic() > end:
                raise StackFailed(f"{name} was not started again:\n{self.said()[-4000:]}")
            time.sleep(0.05)
        return pid

    def manage(self, *arguments: str) -> str:
        """What a management command prints about this stack's data."""
        return self.commander.manage(*arguments)

    def stop(self, number: int = signal.SIGTERM, seconds: float = 15) -> int:
        """Ask the supervisor to stop; its exit status."""
        if self.process is None:
            return 0
        self.process.send_signal(number)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise StackFailed(f"did not stop:\n{self.said()[-4000:]}") from None
        finally:
            self.process = None


def stack_environment(data: Path) -> dict[str, str]:
    """What the tests' own settings say is taken away again: this is a run of its own."""
    port = free_port()
    return {
        **OUTSIDE,
        "HEZHONG_DATA": str(data),
        "HEZHONG_PUBLIC_URL": f"http://localhost:{port}",
        "HEZHONG_LEAST_FREE_MB": "1",
        "DJANGO_SETTINGS_MODULE": "portal.settings.base",
        "PORT": str(port),
        "WEB_WORKERS": "1",
    }


def _database_url(role: str = "") -> str:
    """The stack's database, as its owner or as the role of the site."""
    given = urlsplit(OUTSIDE.get("DATABASE_URL", ""))
    if not given.netloc:
        return ""
    login = f"{role}@{given.hostname}:{given.port}" if role else given.netloc
    return urlunsplit(given._replace(path=f"/{NAME}", netloc=login))


def _new_database(template: str) -> None:
    with psycopg.connect(OUTSIDE["DATABASE_URL"], autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)".encode())
        known = server.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone()
        if not known:
            server.execute(f"CREATE ROLE {ROLE} LOGIN".encode())
        server.execute(f"CREATE DATABASE {NAME} TEMPLATE {template} ENCODING 'UTF8'".encode())


def _build(draft: Path, dump: Path | None) -> None:
    """A data directory with the demo city, by the steps of `make run`."""
    place = _place(draft)
    ledger = readying.Ledger(place)
    readying.folders(place)
    keys.make(draft)
    readying.messages(ledger)
    if dump is None:
        tables = SqliteFile()
        tables.migrate_once()
        tables.copy_to(place.database)
    else:
        made = PostgresTemplate()
        made.migrate_once()
        _new_database(made.template)
    readying.static_files(place, ledger, lambda _line: None)
    readying.tables(place, ledger, lambda _line: None)
    readying.manage(place, "seed_demo")
    readying.manage(place, "shell", "--command", WORK)
    if dump is not None:
        postgres_tool("pg_dump", _database_url(), f"--file={dump}")
    ledger.write("demo", readying.DONE)


def _place(data: Path) -> Place:
    environment = stack_environment(data)
    if environment.get("DATABASE_URL"):
        environment["DATABASE_URL"] = _database_url(ROLE)
        environment["HEZHONG_OWNER_DATABASE_URL"] = _database_url()
    return here(environment)


def _take_over_static(draft: Path) -> None:
    """Static files of an older copy: collecting them takes 15 s and they rarely change."""
    older = sorted(KEPT.glob("demo-*/static/staticfiles.json"), key=lambda p: p.stat().st_mtime)
    if older:
        shutil.copytree(older[-1].parent, draft / "static")
        done = json.loads((older[-1].parent.parent / "prepared.json").read_text(encoding="utf-8"))
        kept = {"static": done.get("static", "")}
        (draft / "prepared.json").write_text(json.dumps(kept), encoding="utf-8")


def demo_data() -> tuple[Path, Path | None]:
    """The kept data directory with the demo city and, on PostgreSQL, the dump of its tables."""
    shape = "postgres" if OUTSIDE.get("DATABASE_URL") else "sqlite"
    kept = KEPT / f"demo-{shape}-{fingerprint.of_demo()}"
    dump = kept / "demo.sql" if shape == "postgres" else None
    with locked(f"demo-{shape}"):
        if not kept.is_dir():
            draft = kept.with_suffix(".draft")
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir(parents=True)
            _take_over_static(draft)
            _build(draft, draft / "demo.sql" if dump else None)
            draft.rename(kept)
            forget_old(f"demo-{shape}-*")
    return kept, dump


@contextmanager
def running() -> Iterator[Stack]:
    """A started stack with the demo city; stopped in any case."""
    kept, dump = demo_data()
    with tempfile.TemporaryDirectory(prefix="hezhong-stack-") as folder:
        data = Path(folder) / "data"
        shutil.copytree(kept, data)
        if dump is not None:
            _new_database("template0")
            load(dump, _database_url())
        stack = Stack(data, {**_place(data).environment, **HURRIED})
        try:
            stack.start()
            yield stack
        finally:
            try:
                stack.commander.dismiss()
            finally:
                stack.stop()
