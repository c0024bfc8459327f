"""`make test`: the whole suite on SQLite and on PostgreSQL, then on the running platform.

1. SQLite and 2. PostgreSQL with Redis, two processes each; 3. the coverage of the verbs;
4. the running platform on PostgreSQL and 5. on SQLite with Chromium. Servers are started on
free ports and stopped even when something fails. Everything is run; the status says whether all
of it passed. Options are handed to pytest: `python -m tests.everything -k certificate`.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from tests.checks import coverage_of_verbs
from tests.servers import production_shape

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "var" / "coverage"
NOTHING_COLLECTED = 5


def pytest(title: str, *arguments: str, given: dict[str, str] | None = None) -> bool:
    sys.stdout.write(f"\n== {title}\n")
    sys.stdout.flush()
    command = [sys.executable, "-m", "pytest", "-q", *arguments, *sys.argv[1:]]
    environment = {**os.environ, **(given or {})}
    status = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    return status in {0, NOTHING_COLLECTED} if sys.argv[1:] else status == 0


def measured(name: str, given: dict[str, str]) -> tuple[list[str], dict[str, str]]:
    """Options and environment of a run whose branch coverage is kept in a file of its own."""
    return ["--cov", "--cov-branch", "--cov-report="], {
        **given,
        "COVERAGE_FILE": str(DATA / name),
    }


def bare() -> dict[str, str]:
    """The embedded shape: nothing that the caller's environment says of servers."""
    return {"DATABASE_URL": "", "REDIS_URL": ""}


def main() -> int:
    began = time.monotonic()
    shutil.rmtree(DATA, ignore_errors=True)
    DATA.mkdir(parents=True)
    passed = []
    parallel = ["-n", "2", "--dist", "worksteal", "-m", "not stack"]
    options, given = measured("sqlite", bare())
    passed.append(pytest("SQLite", *parallel, *options, given=given))
    with production_shape() as servers:
        passed.append(pytest("PostgreSQL and Redis", *parallel, given=servers))
        running = ("-m", "stack and not browser")
        passed.append(pytest("the platform on PostgreSQL", *running, given=servers))
    if not sys.argv[1:]:
        sys.stdout.write("\n")
        passed.append(coverage_of_verbs.main([str(DATA / "sqlite")]) == 0)
    passed.append(pytest("the platform on SQLite, and Chromium", "-m", "stack", given=bare()))
    verdict = "all passed" if all(passed) else "not all passed"
    sys.stderr.write(f"{verdict}, {time.monotonic() - began:.0f} s\n")
    return not all(passed)


if __name__ == "__main__":
    sys.exit(main())
