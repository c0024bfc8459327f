"""`make check`: every linter and every rule of the house, two at a time.

All are run and named; exit status 1 when any of them found something.
"""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests import environment
from tests.checks.source import APPS, ROOT

BIN = Path(sys.executable).parent
CODE = (*APPS, "tests", "deploy", "manage.py")
TEMPLATES = tuple(app for app in APPS if any((ROOT / app).rglob("*.html")))
STEPS: dict[str, tuple[str, ...]] = {
    "mypy": ("mypy", *CODE),
    "ruff": ("ruff", "check", "."),
    "format": ("ruff", "format", "--check", "."),
    "layers": ("lint-imports", "--no-cache"),
    "templates": ("djlint", "--lint", "--quiet", *TEMPLATES),
    "migrations": ("python", "manage.py", "makemigrations", "--check", "--dry-run"),
    "django": ("python", "manage.py", "check"),
    "catalogues": ("python", "-m", "tests.checks.catalogues", "--check"),
    "borrowed": ("python", "-m", "tests.checks.borrowed", "--check"),
    "house": ("python", "-m", "tests.checks.house"),
}


def run(name: str) -> bool:
    """Run one step; its output is shown only when it fails."""
    program, *arguments = STEPS[name]
    began = time.monotonic()
    done = subprocess.run(
        [str(BIN / program), *arguments],
        check=False,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.test"},
    )
    passed = done.returncode == 0
    verdict = "ok  " if passed else "FAIL"
    sys.stdout.write(f"{verdict} {name} ({time.monotonic() - began:.1f} s)\n")
    if not passed:
        sys.stdout.write(done.stdout.rstrip() + "\n")
    sys.stdout.flush()
    return passed


def main() -> int:
    wanted = [name for name in STEPS if not sys.argv[1:] or name in sys.argv[1:]]
    with ThreadPoolExecutor(max_workers=2) as pool:
        results = list(pool.map(run, wanted))
    sys.stdout.write("every check holds\n" if all(results) else "some checks do not hold\n")
    return not all(results)


if __name__ == "__main__":
    status = main()
    environment.pytest_unconfigure()
    sys.exit(status)
