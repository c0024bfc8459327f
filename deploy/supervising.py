"""Children of one command: started in process groups of their own, started again when they die."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from deploy.place import ROOT

FIRST_WAIT = 0.5  # seconds before the first new start; doubled each time
LONGEST_WAIT = 30.0
STEADY = 30.0  # a child that lived this long is healthy again
PATIENCE = 5.0  # seconds between the polite and the hard end
SET_PARENT_DEATH_SIGNAL = 1  # prctl(2)

_libc = ctypes.CDLL(None)


def die_with_parent() -> None:
    """In a child, before its program: even `kill -9` of its parent leaves nobody behind."""
    _libc.prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)


@dataclass
class Child:
    """A program under supervision."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(repr=False)
    process: subprocess.Popen[bytes] | None = None
    wait: float = FIRST_WAIT
    started: float = 0.0
    due: float = 0.0

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - the supervisor has one thread
        )

    def signal_group(self, number: int) -> None:
        """To the child and all it has started; those may outlive it."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)

    def group_lives(self) -> bool:
        if self.process is None:
            return False
        self.process.poll()
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, 0)
            return True
        return False


class Supervisor:
    """Keeps its children running until it is asked to stop."""

    def __init__(self, children: list[Child], say: Callable[[str], None]) -> None:
        self.children = children
        self.say = say
        self.stopping = False

    def ask_to_stop(self, *_signal: object) -> None:
        self.stopping = True

    def start(self, child: Child) -> None:
        child.start()
        if child.process is not None:
            self.say(f"{child.name} started (pid {child.process.pid})")

    def look_after(self) -> None:
        """One round: note who died, start again whose time has come."""
        now = time.monotonic()
        for child in self.children:
            if child.process is None:
                if child.due and now >= child.due:
                    self.start(child)
                continue
            status = child.process.poll()
            if status is not None:
                self._died(child, status, now)

    def _died(self, child: Child, status: int, now: float) -> None:
        child.signal_group(signal.SIGKILL)
        if now - child.started >= STEADY:
            child.wait = FIRST_WAIT
        how = signal.Signals(-status).name if status < 0 else f"status {status}"
        self.say(f"{child.name} ended ({how}); starting it again in {child.wait:g} s")
        child.process = None
        child.due = now + child.wait
        child.wait = min(child.wait * 2, LONGEST_WAIT)

    def stop(self) -> None:
        """All at once: politely, then hard; returns when no process of any group is left."""
        for child in self.children:
            if child.process is not None:
                with suppress(ProcessLookupError):
                    child.process.send_signal(signal.SIGTERM)
        end = time.monotonic() + PATIENCE
        while self._anybody_left() and time.monotonic() < end:
            time.sleep(0.05)
        for child in self.children:
            child.signal_group(signal.SIGKILL)
        while self._anybody_left():
            time.sleep(0.02)

    def _anybody_left(self) -> bool:
        return any(child.group_lives() for child in self.children)
