"""The real platform for a chaos run: servers that keep what they promise, `deploy.run` upon them,
and a database of candidates."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from deploy import keys, readying
from deploy.place import Place, here
from tests import fingerprint, stack
from tests.chaos import stored
from tests.chaos.broken import unguarded
from tests.chaos.scale import SOUND_SETTINGS, Scale
from tests.databases import KEPT, PostgresTemplate, SqliteFile, locked
from tests.servers import SAFE, Server, postgres_server, redis

DATABASE = "hezhong_chaos"
SEED = "from tests.chaos.{room} import seed; seed({people}, {certified}, {role!r}, {target!r})"
WORKERS = "2"


@dataclass
class Platform:
    """A started platform with its candidates."""

    place: Place
    stack: stack.Stack
    seeded: dict[str, Any]
    postgres: Server | None
    postgres_url: str
    redis_url: str

    @property
    def netloc(self) -> str:
        return f"localhost:{self.place.port}"


def owner_of(place: Place) -> str:
    """The address of the database for the owner of its tables; empty on SQLite."""
    return place.environment.get("HEZHONG_OWNER_DATABASE_URL", "")


def _quiet(_line: str) -> None:
    pass


def _static(place: Place) -> None:
    """Collected once, and lent to each run: collecting takes 15 s."""
    kept = KEPT / "chaos-static"
    with locked("chaos-static"):
        home = here({**place.environment, "HEZHONG_DATA": str(kept)})
        kept.mkdir(parents=True, exist_ok=True)
        keys.make(kept)
        ledger = readying.Ledger(home)
        readying.static_files(home, ledger, _quiet)
        shutil.copytree(kept / "static", place.data / "static", copy_function=_lend)
        readying.Ledger(place).write("static", ledger.done["static"])


def _lend(source: str, target: str) -> None:
    Path(target).hardlink_to(source)


def _seed(place: Place, scale: Scale, role: str) -> dict[str, Any]:
    """By the owner of the tables, whose right it is to give the site's role its own."""
    target = place.data / "candidates.json"
    script = SEED.format(
        room="batch_seeding" if scale.batch else "seeding",
        people=scale.submissions,
        certified=scale.certified,
        role=role,
        target=str(target),
    )
    owner = place.owner or place
    subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", script],
        cwd=fingerprint.ROOT,
        env={**owner.environment, "DJANGO_SETTINGS_MODULE": SOUND_SETTINGS},
        check=True,
        stdin=subprocess.DEVNULL,
    )
    told: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
    return told


def _new_database(server: str) -> None:
    made = PostgresTemplate(server)
    made.migrate_once()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {stack.ROLE} LOGIN".encode())
        connection.execute(f"CREATE DATABASE {DATABASE} TEMPLATE {made.template}".encode())


def _addresses(server: str, broker: str) -> dict[str, str]:
    """The site works as a role of its own, as in a city."""
    if not server:
        return {"DATABASE_URL": "", "REDIS_URL": "", "HEZHONG_OWNER_DATABASE_URL": ""}
    owner, at, rest = server.rpartition("@")
    host = rest.partition("/")[0]
    return {
        "DATABASE_URL": f"postgres://{stack.ROLE}{at}{host}/{DATABASE}",
        "HEZHONG_OWNER_DATABASE_URL": f"{owner}{at}{host}/{DATABASE}",
        "REDIS_URL": f"{broker}/0",
    }


def _ready(data: Path, scale: Scale, addresses: dict[str, str]) -> tuple[Place, dict[str, Any]]:
    """A data directory that `deploy.run` finds up to date."""
    place = here(
        {
            **stack.stack_environment(data),
            **addresses,
            "HEZHONG_DEMO": "0",
            "WEB_WORKERS": WORKERS,
            "DJANGO_SETTINGS_MODULE": scale.settings,
        }
    )
    readying.folders(place)
    (place.data / "static").rmdir()
    keys.make(data)
    ledger = readying.Ledger(place)
    readying.messages(ledger)
    _static(place)
    if place.embedded:
        tables = SqliteFile()
        tables.migrate_once()
        tables.copy_to(place.database)
    readying.Ledger(place).write("tables", readying.state_of_tables(place))
    seeded = _seed(place, scale, "" if place.embedded else stack.ROLE)
    if scale.broken == "no_door":
        with stored.opened(place.database, owner_of(place)) as database:
            unguarded.take_down(database, sqlite=place.embedded)
    return place, seeded


@contextmanager
def standing(scale: Scale) -> Iterator[Platform]:
    """A started platform with `scale.submissions` candidates; stopped in any case."""
    with ExitStack() as held:
        server, url, broker = None, "", ""
        if not scale.sqlite:
            url, server = held.enter_context(postgres_server(SAFE))
            broker = held.enter_context(redis())
            _new_database(url)
        folder = held.enter_context(tempfile.TemporaryDirectory(prefix="hezhong-chaos-"))
        data = Path(folder) / "data"
        data.mkdir()
        place, seeded = _ready(data, scale, _addresses(url, broker))
        started = stack.Stack(data, place.environment)
        held.callback(started.stop)
        started.start()
        yield Platform(place, started, seeded, server, url, broker)
