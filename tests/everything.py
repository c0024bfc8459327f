"""`make test`: the whole suite on SQLite and on PostgreSQL, then on the running platform.

Four lanes for two cores, so long that both cores work to the end: portal and exams, and all but
these, each on PostgreSQL with Redis and what touches no database, then on SQLite; and the running
platform with Chromium twice, since these tests wait more than they work: for pages, for leases, for
starts; after the first of them the platform on PostgreSQL and Redis. The servers are throwaways on
free ports, stopped even when something fails. All is run, and what each run said is printed at the
end.
Options are handed to pytest: `python -m tests.everything -k certificate`.
"""

import functools
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import slipcover

from deploy.supervising import die_with_parent
from tests.checks import coverage_of_verbs
from tests.servers import NotStarted, production_shape

ROOT = Path(__file__).resolve().parent.parent
SEEN = ROOT / "var" / "verbs-seen.json"
SEEN_IN = [ROOT / "var" / f"verbs-seen-in-lane-{number}.json" for number in (1, 2)]
BARE = {"DATABASE_URL": "", "REDIS_URL": ""}
PAGES = sorted((ROOT / "tests" / "browser").glob("test_*.py"))
FIRST_PAGES = [str(page) for page in PAGES if page.name < "test_passkeys"]  # half of the time
PLATFORM = ("tests/browser", "tests/chaos", "tests/deploy")
"""Where the tests of the running platform lie; tests/conftest.py holds them there."""
ROOMS = ("tests/exams", "tests/portal")  # half of the time: 400 of 830 s of processor time
SUITE = ("-m", "not stack", "--ignore=tests/browser", "-p", "no:playwright")
NOTHING_COLLECTED = 5


@dataclass
class Lane:
    """Runs of pytest one after the other; what they said and whether all passed."""

    environment: dict[str, str]
    passed: bool = True
    said: list[str] = field(default_factory=list)

    def pytest(self, title: str, *arguments: str) -> None:
        began = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", *arguments, *sys.argv[1:]],
            cwd=ROOT,
            env={**os.environ, **self.environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            preexec_fn=die_with_parent,
        )
        good = {0, NOTHING_COLLECTED} if sys.argv[1:] else {0}
        self.passed = self.passed and done.returncode in good
        self.said.append(f"\n== {title}\n{done.stdout}")
        closing = done.stdout.rstrip().rpartition("\n")[2]
        say(f"{title}: {closing} [{time.monotonic() - began:.0f} s]")

    def pytest_on_postgres(self, title: str, *arguments: str) -> None:
        """As `pytest`, with a PostgreSQL and a Redis of the run's own."""
        bare = self.environment
        try:
            with production_shape() as servers:
                self.environment = {**bare, **servers}
                self.pytest(title, *arguments)
        except NotStarted as error:
            self.passed = False
            self.said.append(f"\n== {title}\n{error}\n")
        finally:
            self.environment = bare


def say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def on_both_databases(title: str, seen: Path, *rooms: str) -> Lane:
    """What the tests see of the verbs is noted on PostgreSQL."""
    lane = Lane({"VERBS_SEEN": str(seen)})
    watched = (*SUITE, "-p", "tests.watching", *rooms)
    lane.pytest_on_postgres(f"PostgreSQL and Redis, {title}", *watched)
    lane.environment = BARE
    lane.pytest(f"SQLite, {title}", *SUITE, "--with-database", *rooms)
    return lane


def portal_and_exams() -> Lane:
    return on_both_databases("portal and exams", SEEN_IN[0], *ROOMS)


def all_but_these() -> Lane:
    others = (f"--ignore={room}" for room in ROOMS)
    return on_both_databases("all but portal and exams", SEEN_IN[1], *others)


def in_the_browser() -> Lane:
    lane = Lane(BARE)
    lane.pytest("Chromium, the first pages", "-m", "stack", *FIRST_PAGES)
    title = "the platform on PostgreSQL and Redis"
    lane.pytest_on_postgres(title, "-m", "stack and not browser", *PLATFORM[1:])
    return lane


def on_the_platform() -> Lane:
    lane = Lane(BARE)
    others = [f"--ignore={page}" for page in FIRST_PAGES]
    lane.pytest("Chromium, the other pages, and the platform", "-m", "stack", *PLATFORM, *others)
    return lane


def verbs_are_covered() -> bool:
    """Not asked when only some tests were run."""
    if sys.argv[1:]:
        return True
    seen = [json.loads(lane.read_text(encoding="utf-8")) for lane in SEEN_IN if lane.is_file()]
    if seen:
        SEEN.write_text(json.dumps(functools.reduce(slipcover.merge_coverage, seen)), "utf-8")
    return coverage_of_verbs.main(SEEN) == 0


def main() -> int:
    began = time.monotonic()
    for noted in (SEEN, *SEEN_IN):
        noted.unlink(missing_ok=True)
    lanes: tuple[Callable[[], Lane], ...] = (
        *(portal_and_exams, all_but_these),
        *(in_the_browser, on_the_platform),
    )
    with ThreadPoolExecutor(max_workers=len(lanes)) as pool:
        done = [future.result() for future in [pool.submit(lane) for lane in lanes]]
    covered = verbs_are_covered()
    passed = covered and all(lane.passed for lane in done)
    verdict = "everything passed" if passed else "not everything passed"
    sys.stdout.write(f"\n{verdict} ({time.monotonic() - began:.0f} s)\n")
    for lane in done:
        sys.stdout.write("".join(lane.said))
    return not passed


if __name__ == "__main__":
    sys.exit(main())
