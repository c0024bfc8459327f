"""Bringing an installation up to date before it starts: keys, messages, static files, tables, demo.

Each step is done again only when what it depends on has changed; `prepared.json` in the data
directory remembers the hashes, so that the second start needs none of them.
`python -m deploy.readying` does the same for a release on a production host.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from deploy import keys
from deploy.place import ROOT, Place, here

APPS = ("portal", "courses", "exams", "certificates")
FOLDERS = ("broker/queue", "broker/control", "cache", "files", "mail", "media", "static")
BEGUN, DONE = "begun", "done"


class Failed(RuntimeError):
    """A step failed; its own output stands above."""


class Ledger:
    """What has been done in a data directory, written down after each step."""

    def __init__(self, place: Place) -> None:
        self.path = place.data / "prepared.json"
        try:
            self.done: dict[str, str] = json.loads(self.path.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            self.done = {}

    def has(self, step: str, state: str) -> bool:
        return self.done.get(step) == state

    def forget(self, step: str) -> None:
        if self.done.pop(step, None) is not None:
            self._keep()

    def write(self, step: str, state: str) -> None:
        self.done[step] = state
        self._keep()

    def _keep(self) -> None:
        draft = self.path.with_suffix(".draft")
        draft.write_text(json.dumps(self.done, indent=1), encoding="utf-8")
        draft.replace(self.path)


def hash_of(paths: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()[:20]


def _files(pattern: str) -> list[Path]:
    found = (path for app in APPS for path in (ROOT / app).rglob(pattern))
    return [path for path in found if path.is_file()]


def manage(place: Place, *arguments: str) -> None:
    """Run a management command. Raises Failed."""
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    if subprocess.run(command, cwd=ROOT, env=place.environment, check=False).returncode:
        raise Failed(f"manage.py {arguments[0]} failed; see above")


def folders(place: Place) -> None:
    for name in FOLDERS:
        (place.data / name).mkdir(parents=True, exist_ok=True)


def messages(ledger: Ledger) -> None:
    """Compile the catalogues with gettext's msgfmt; the result lies beside each catalogue."""
    catalogues = sorted((ROOT / "locale").rglob("*.po"))
    state = hash_of(catalogues)
    compiled = all(path.with_suffix(".mo").is_file() for path in catalogues)
    if compiled and ledger.has("messages", state):
        return
    for path in catalogues:
        command = ["msgfmt", "--output-file", str(path.with_suffix(".mo")), str(path)]
        if subprocess.run(command, check=False).returncode:
            raise Failed(f"msgfmt could not read {path}")
    ledger.write("messages", state)


def state_of_tables(place: Place) -> str:
    """A hash of what shapes the tables, with the database they are in."""
    sources = [*_files("migrations/*.py"), ROOT / "uv.lock", ROOT / "portal/policy/rules.toml"]
    return hash_of(sources) + place.environment.get("DATABASE_URL", "").rpartition("@")[2]


def static_files(place: Place, ledger: Ledger, say: Callable[[str], None]) -> None:
    state = hash_of([*_files("static/**/*"), ROOT / "uv.lock"])
    if ledger.has("static", state) and (place.data / "static" / "staticfiles.json").is_file():
        return
    say("collecting static files")
    manage(place, "collectstatic", "--no-input", "--clear", "-v", "0")
    ledger.write("static", state)


def tables(place: Place, ledger: Ledger, say: Callable[[str], None]) -> None:
    state = state_of_tables(place)
    if ledger.has("tables", state) and (place.database.is_file() or not place.embedded):
        return
    say("bringing the database up to date")
    manage(place.owner or place, "migrate", "--no-input", "-v", "0")
    if place.owner:
        role = unquote(urlsplit(place.environment["DATABASE_URL"]).username or "")
        manage(place.owner, "grant_app_role", role)
    ledger.write("tables", state)


def demo_city(place: Place, ledger: Ledger, say: Callable[[str], None]) -> None:
    """Into a database that was made a moment ago only; an interrupted seeding begins anew, and is
    given up for good when the demo is not wanted any more."""
    if place.demo and ledger.has("demo", BEGUN):
        say("loading the demo city (this happens once)")
        manage(place, "seed_demo")
        ledger.write("demo", DONE)


def _clear_interrupted(place: Place, ledger: Ledger) -> None:
    """A demo city that was left half loaded goes away; nothing else was in that database yet."""
    if not (place.embedded and ledger.has("demo", BEGUN)):
        return
    for suffix in ("", "-wal", "-shm"):
        Path(f"{place.database}{suffix}").unlink(missing_ok=True)
    for name in ("files", "media"):
        shutil.rmtree(place.data / name, ignore_errors=True)
    ledger.forget("demo")


def make_ready(place: Place, say: Callable[[str], None]) -> None:
    """All steps in their order. Raises Failed."""
    ledger = Ledger(place)
    _clear_interrupted(place, ledger)
    folders(place)
    keys.make(place.data)
    if place.demo and place.embedded and not place.database.exists():
        ledger.write("demo", BEGUN)
    messages(ledger)
    static_files(place, ledger, say)
    tables(place, ledger, say)
    demo_city(place, ledger, say)


def _print(line: str) -> None:
    sys.stdout.write(f"hezhong: {line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    make_ready(here(dict(os.environ)), _print)
