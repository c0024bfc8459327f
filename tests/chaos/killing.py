"""The killer: at random moments of a run, named by a seed, a process dies, PostgreSQL is restarted
at once, or the broker is emptied."""

import os
import random
import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from tests.chaos.platform import Platform
from tests.chaos.scale import Scale

# Web server's workers come back in half a second, children of the supervisor only after waits that
# double: shares by which all of them die often and the run still goes on.
SHARES = {"web worker": 10, "worker": 5, "beat": 3, "web": 1}
EARLIEST = 0.02  # of what the candidates are to be told
STUCK = 240.0  # seconds without any acknowledgement

Deed = str


@dataclass
class Killer:
    """`progress` says how much of the run is done, from 0 to 1."""

    platform: Platform
    scale: Scale
    progress: Callable[[], float]
    say: Callable[[str], None]
    done: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.luck = random.Random(self.scale.seed)
        names = self.luck.choices(list(SHARES), list(SHARES.values()), k=self.scale.kills)
        # Each kind at least once, as far as the number goes.
        names[: len(SHARES)] = list(SHARES)[: self.scale.kills]
        if self.scale.only:
            names = [self.scale.only] * self.scale.kills
        deeds = [*names, *["postgres"] * self.scale.restarts, *["broker"] * self.scale.flushes]
        self.luck.shuffle(deeds)
        moments = sorted(self.luck.uniform(EARLIEST, self.scale.latest) for _deed in deeds)
        self.waiting = list(zip(moments, deeds, strict=True))

    def work_while(self, running: Callable[[], bool]) -> None:
        """Until nobody runs any more. Raises TimeoutError when nothing moves."""
        seen, since = -1.0, time.monotonic()
        while running():
            now = self.progress()
            if now != seen:
                seen, since = now, time.monotonic()
            elif time.monotonic() - since > STUCK:
                raise TimeoutError(f"nothing was acknowledged for {STUCK:g} s")
            if self.waiting and now >= self.waiting[0][0]:
                self._act(self.waiting[0][1])
            time.sleep(0.02)

    def _act(self, deed: Deed) -> None:
        """What cannot be done now gives way to what can; who is down already is killed later."""
        if deed == "postgres" and self.platform.postgres:
            began = time.monotonic()
            self.platform.postgres.restart_at_once()
            self.say(f"PostgreSQL restarted in {time.monotonic() - began:.1f} s")
        elif deed == "broker":
            self._empty_broker()
        elif not self._kill(deed):
            self.waiting.append((self.waiting.pop(0)[0], deed))
            self.waiting.sort(key=lambda one: one[0])
            return
        self.waiting.pop(0)
        self.done[deed] += 1
        self.say(f"{self.progress():.0%}: {deed}")

    def _kill(self, name: Deed) -> bool:
        pids = living(self.platform, name)
        if not pids:
            return False
        os.kill(self.luck.choice(pids), signal.SIGKILL)
        return True

    def _empty_broker(self) -> None:
        if self.scale.sqlite:
            folder = self.platform.place.data / "broker"
            gone = folder.rename(folder.with_name(f"gone{self.done['broker']}"))
            shutil.rmtree(gone, ignore_errors=True)
            return
        port = str(urlsplit(self.platform.redis_url).port)
        subprocess.run(["redis-cli", "-p", port, "flushall"], check=True, stdout=subprocess.DEVNULL)


def living(platform: Platform, name: Deed) -> list[int]:
    """The processes that run under this name now."""
    if name == "web worker":
        return [pid for pid in children(platform.stack.pid("web")) if alive(pid)]
    pid = platform.stack.pid(name)
    return [pid] if alive(pid) else []


def children(parent: int) -> list[int]:
    try:
        text = Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [int(pid) for pid in text.split()]


def alive(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"
