"""The roster under many hands: promise P20 in its full form.

`python -m tests.chaos.roster [--sqlite] [--machine] [--operations N] [--writers N] [--each N]
[--broken NAME] [--seed N]`: 10,000 operations by 4 writers on a throwaway PostgreSQL, or on a
SQLite file as the embedded shape has it; with `--machine` by Hypothesis, one after the other.
Exit status 1 when anything was wrong; of a broken build that is what shows that the test can see.
"""

import argparse
import importlib
import os
import secrets
import sys
import time
from contextlib import ExitStack
from typing import Any

import django

from tests import environment
from tests.servers import SAFE, postgres

BROKEN = ("two_holders", "no_succession", "no_certificate", "ended_twice")
STEPS = 50


def _say(line: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {line}\n")
    sys.stderr.flush()


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos.roster")
    parser.add_argument("--sqlite", action="store_true", help="instead of PostgreSQL")
    parser.add_argument("--machine", action="store_true", help="Hypothesis, one after the other")
    parser.add_argument("--operations", type=int, default=10_000)
    parser.add_argument("--writers", type=int, default=4)
    parser.add_argument("--each", type=int, default=12, help="operations between checkpoints")
    parser.add_argument("--broken", choices=BROKEN, default="", help="run a broken build")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    return parser.parse_args()


def _set_up(asked: argparse.Namespace, stack: ExitStack) -> None:
    """A migrated database of the run's own, and Django pointed at it."""
    url = "" if asked.sqlite else stack.enter_context(postgres(SAFE))
    os.environ.update(DATABASE_URL=url, REDIS_URL="", DJANGO_SETTINGS_MODULE="portal.settings.test")
    django.setup()
    databases: Any = importlib.import_module("tests.databases")
    own = databases.SqliteFile() if asked.sqlite else databases.PostgresTemplate(url)
    own.create()
    stack.callback(own.drop)


def _run(asked: argparse.Namespace) -> list[str]:
    """Modules that need Django are loaded once it is set up."""
    breaking: Any = importlib.import_module("tests.chaos.broken.roster_builds")
    breaking.build(asked.broken, setattr)
    if asked.machine:
        machine: Any = importlib.import_module("tests.certificates.roster.keepers_machine")
        machine.run(asked.operations // STEPS, STEPS, asked.seed)
        _say(f"{asked.operations // STEPS} walks of at most {STEPS} steps: nothing is wrong")
        return []
    rostering: Any = importlib.import_module("tests.chaos.rostering")
    figures = rostering.run(asked.operations, asked.writers, asked.each, asked.seed, _say)
    sys.stdout.write("".join(f"{line}\n" for line in figures.lines()))
    return list(figures.missing)


def main() -> int:
    asked = _asked()
    _say(f"seed {asked.seed}, {'SQLite' if asked.sqlite else 'PostgreSQL'}")
    began = time.monotonic()
    try:
        with ExitStack() as stack:
            _set_up(asked, stack)
            missing = _run(asked)
    finally:
        environment.pytest_unconfigure()
    sys.stdout.write(f"{time.monotonic() - began:.0f} s\n")
    return bool(missing)


if __name__ == "__main__":
    sys.exit(main())
