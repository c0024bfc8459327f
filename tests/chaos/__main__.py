"""`python -m tests.chaos [--sqlite] [--broken NAME] [--kills N] [--submissions N] [--seed N]`

Prints what was done to the platform and what was missing afterwards; exit status 1 when anything
was. With `--broken` the platform runs a build that is broken on purpose: then 1 is what shows that
the test can see.
"""

import argparse
import secrets
import sys
import time
from dataclasses import replace

from tests import environment
from tests.chaos import running, scale


def _say(line: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {line}\n")
    sys.stderr.flush()


def _asked() -> scale.Scale:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos")
    parser.add_argument("--sqlite", action="store_true", help="instead of PostgreSQL and Redis")
    parser.add_argument("--broken", choices=scale.BROKEN, default="", help="run a broken build")
    parser.add_argument("--kills", type=int, help="50, on SQLite 20; 0: a calm run")
    parser.add_argument("--submissions", type=int, help="1000 candidates, of a broken build 60")
    parser.add_argument("--certified", type=int, help="how many may get a certificate")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    given = parser.parse_args()
    form = scale.full(given.seed, sqlite=given.sqlite, broken=given.broken)
    if given.kills is not None:
        form = replace(form, kills=given.kills)
    if given.kills == 0:
        form = replace(form, restarts=0, flushes=0)
    if given.submissions:
        certified = max(given.submissions * form.certified // form.submissions, 1)
        form = replace(form, submissions=given.submissions, certified=certified)
    return replace(form, certified=given.certified) if given.certified else form


def main() -> int:
    try:
        figures = running.run(_asked(), _say)
    finally:
        environment.pytest_unconfigure()
    sys.stdout.write("".join(f"{line}\n" for line in figures.lines()))
    return bool(figures.missing)


if __name__ == "__main__":
    sys.exit(main())
