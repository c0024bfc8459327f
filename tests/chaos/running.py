"""One chaos run from its first candidate to its verdict."""

import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from deploy.supervising import die_with_parent
from tests import fingerprint
from tests.chaos import acknowledged, judging, stored
from tests.chaos.killing import SHARES, Killer, living
from tests.chaos.platform import Platform, owner_of, standing
from tests.chaos.scale import CLIENTS, SAVES_EACH, SETTLE_SECONDS, SOUND_SETTINGS, Scale

BACK_SECONDS = 90.0
GIVE_UP, BROKEN_GIVE_UP = 240.0, 60.0  # seconds without the reply that is asked for
ASK = """
from django.core.management import CommandError, call_command
try:
    call_command("doctor")
except CommandError as error:
    print(error)
call_command("verify_audit")
print("verified")
"""
LINES_EACH = SAVES_EACH + 2  # the start, the saves, the receipt
Say = Callable[[str], None]


@dataclass
class Figures:
    """What a run came to; nothing in `missing` means that nothing was lost."""

    saves: int = 0
    submissions: int = 0
    done: Counter[str] = field(default_factory=Counter)
    trouble: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    seconds: float = 0.0
    back: float = 0.0
    settled: float | None = None
    certificates: int = 0
    missing: list[judging.Missing] = field(default_factory=list)

    @property
    def kills(self) -> int:
        return sum(self.done[name] for name in SHARES)

    def lines(self) -> list[str]:
        deeds = ", ".join(f"{name} {count}" for name, count in sorted(self.done.items()))
        trouble = ", ".join(f"{name} {count}" for name, count in sorted(self.trouble.items()))
        settled = "not" if self.settled is None else f"in {self.settled:.1f} s"
        answers = f"{self.saves} saves acknowledged and {self.refused} refused as too late"
        return [
            f"{self.submissions} submissions, {answers}",
            f"{self.seconds:.0f} s at work, {self.certificates} certificates",
            f"{self.kills} kills ({deeds})",
            f"tried again after: {trouble or 'nothing'}",
            f"everybody back after {self.back:.1f} s, then settled {settled}",
            *(f"MISSING {one}" for one in self.missing),
            "nothing is missing" if not self.missing else f"{len(self.missing)} promises broken",
        ]


def run(scale: Scale, say: Say) -> Figures:
    """The whole run. Raises what a platform that does not come up raises."""
    say(f"seed {scale.seed}; starting the platform with {scale.submissions} candidates")
    with standing(scale) as platform:
        figures = Figures()
        say(f"{CLIENTS} clients begin")
        logs = _sit(platform, scale, figures, say)
        say(f"candidates done in {figures.seconds:.0f} s; waiting for what is left")
        figures.back = _everybody_is_back(platform)
        say("everybody is back")
        figures.settled = settle(platform)
        say("judging")
        _judge(platform, logs, figures)
        return figures


def _sit(platform: Platform, scale: Scale, figures: Figures, say: Say) -> list[Path]:
    """Let the clients run and the killer kill; the logs of the clients."""
    folder = platform.place.data
    logs = [folder / f"client{n}.log" for n in range(CLIENTS)]
    began = time.monotonic()
    clients = [_client(platform, scale, n, log) for n, log in enumerate(logs)]
    total = scale.submissions * LINES_EACH
    killer = Killer(platform, scale, lambda: _count(logs) / total, say)
    try:
        killer.work_while(lambda: any(client.poll() is None for client in clients))
    finally:
        for client in clients:
            client.kill()
            client.wait()
    figures.seconds = time.monotonic() - began
    figures.done = killer.done
    ends = [client.returncode for client in clients]
    if any(ends):
        figures.missing.append(judging.Missing("a client ended badly", sum(map(bool, ends)), ""))
    if killer.waiting:
        left = len(killer.waiting)
        figures.missing.append(judging.Missing("too quick for the killer", left, ""))
    return logs


def _client(platform: Platform, scale: Scale, n: int, log: Path) -> "subprocess.Popen[bytes]":
    candidates = platform.seeded["candidates"][n::CLIENTS]
    job = log.with_suffix(".json")
    facts = {
        "netloc": platform.netloc,
        "exam": platform.seeded["exam"],
        "candidates": [(one["number"], one["session"]) for one in candidates],
        "log": str(log),
        "thinks": scale.thinks,
        "give_up": BROKEN_GIVE_UP if scale.broken else GIVE_UP,
    }
    job.write_text(json.dumps(facts), encoding="utf-8")
    log.touch()
    return subprocess.Popen(
        [sys.executable, "-m", "tests.chaos.client", str(job)],
        cwd=fingerprint.ROOT,
        stdin=subprocess.DEVNULL,
        preexec_fn=die_with_parent,  # noqa: PLW1509 - a prctl call is safe after a fork
    )


def _count(logs: list[Path]) -> int:
    return sum(log.read_bytes().count(b"\n") for log in logs)


def _everybody_is_back(platform: Platform) -> float:
    """How long that took; a child that died often is started again after up to 30 s."""
    began = time.monotonic()
    end = began + BACK_SECONDS
    while not all(living(platform, name) for name in SHARES):
        if time.monotonic() > end:
            raise TimeoutError(f"not everybody is back:\n{platform.stack.said()[-4000:]}")
        time.sleep(0.1)
    return time.monotonic() - began


def settle(platform: Platform) -> float | None:
    """Seconds until every job is done, every result counts and every act is sealed; None when that
    takes longer than promised."""
    began = time.monotonic()
    with stored.opened(platform.place.database, owner_of(platform.place)) as database:
        while time.monotonic() - began < SETTLE_SECONDS:
            if _is_settled(database):
                return time.monotonic() - began
            time.sleep(0.25)
    return None


def _is_settled(database: stored.Database) -> bool:
    open_jobs = [key for _kind, key, state in stored.jobs(database) if state != "done"]
    return not open_jobs and stored.unsealed(database) == 0


def _judge(platform: Platform, logs: list[Path], figures: Figures) -> None:
    told = acknowledged.read(logs)
    with stored.opened(platform.place.database, owner_of(platform.place)) as database:
        found = stored.read(database, platform.seeded["exam"])
        whole = [] if owner_of(platform.place) else stored.rows(database, "PRAGMA integrity_check")
    people = {one["number"]: one["person"] for one in platform.seeded["candidates"]}
    of_age = frozenset(platform.seeded["of_age"])
    figures.saves, figures.submissions = told.saves, len(told.receipts)
    figures.refused = len(told.refused)
    figures.trouble, figures.certificates = told.trouble, len(found.certificates)
    figures.missing += judging.missing(judging.Run(told, found, people, of_age))
    if figures.settled is None:
        figures.missing.append(judging.Missing("not settled in time", 1, f"{SETTLE_SECONDS:g} s"))
    if whole not in ([], [("ok",)]):
        figures.missing.append(judging.Missing("the database file is broken", 1, str(whole[0])))
    figures.missing += asked_itself(platform)


def asked_itself(platform: Platform) -> list[judging.Missing]:
    """What doctor and the trail's own verification find."""
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "--command", ASK],
        cwd=fingerprint.ROOT,
        env={**platform.place.running, "DJANGO_SETTINGS_MODULE": SOUND_SETTINGS},
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    found = []
    failed = [line for line in done.stdout.splitlines() if line.startswith("FAIL")]
    if failed:
        found.append(judging.Missing("doctor finds failures", len(failed), failed[0]))
    if "verified" not in done.stdout:
        said = (done.stdout + done.stderr)[-500:]
        found.append(judging.Missing("the audit trail does not verify", 1, said))
    return found
