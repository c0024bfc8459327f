"""Candidates who come within some seconds and write at their own pace, by the clock, in a process
of their own.

`python -m tests.benchmarks.pacing` takes one line of JSON and answers with what came of each step.
A wait is counted from the moment that a request was due: when the platform is behind, so is nobody
who counts.
"""

import http.client
import json
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from tests.benchmarks.candidates import QUESTIONS, Candidate, Refused, summary

STACK = 512 * 1024  # bytes: hundreds of threads that mostly sleep
AHEAD = 2.0  # seconds until the first one comes


class Pace:
    """What everybody waited for, by step."""

    def __init__(self) -> None:
        self.waits: dict[str, list[tuple[float, str]]] = defaultdict(list)
        self.lock = threading.Lock()

    def step(self, name: str, due: float, act: Callable[[], None]) -> bool:
        """Do it when it is due; False when the platform refused it."""
        time.sleep(max(0.0, due - time.monotonic()))
        error = ""
        try:
            act()
        except (Refused, OSError, http.client.HTTPException) as trouble:
            error = str(trouble) or type(trouble).__name__
        with self.lock:
            self.waits[name].append((time.monotonic() - due, error))
        return not error

    def sit(self, candidate: Candidate, comes: float, every: float, saves: int) -> None:
        """The cover page, the start, the first question, then an answer each so many seconds."""
        if not self.step("cover", comes, candidate.cover):
            return
        if not self.step("start", time.monotonic(), candidate.start):
            return
        self.step("first page", time.monotonic(), candidate.first_page)
        begun = time.monotonic()
        for n in range(saves):
            question = 1 + n % QUESTIONS
            due = begun + (n + 1) * every
            self.step("save", due, lambda: candidate.save(question=question))  # noqa: B023


def run(given: dict[str, Any]) -> dict[str, Any]:
    """All of them, from the first to the last; the waits of each step, and seconds by the clock
    until the last one had started."""
    candidates = [
        Candidate(
            given["port"],
            given["origin"],
            login,
            given["password"],
            given["exam"],
            {given["cookie"]: session},
        )
        for login, session in given["logins"].items()
    ]
    threading.stack_size(STACK)
    pace, first = Pace(), time.monotonic() + AHEAD
    apart = given["spread"] / len(candidates)
    sitting = [
        threading.Thread(
            target=pace.sit, args=(one, first + n * apart, given["every"], given["saves"])
        )
        for n, one in enumerate(candidates)
    ]
    for thread in sitting:
        thread.start()
    for thread in sitting:
        thread.join()
    return {name: summary(came) for name, came in pace.waits.items()}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(json.loads(sys.stdin.readline()))) + "\n")
