"""A child that dies is started again, later each time; stopping leaves nobody behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from deploy import supervising
from deploy.place import ROOT
from deploy.supervising import Child, Supervisor

STUBBORN = """
import signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
time.sleep(600)
"""
PARENT = """
import pathlib, subprocess, sys, time
started = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
pathlib.Path(sys.argv[1]).write_text(str(started.pid))
time.sleep(600)
"""
SUPERVISOR = """
import os, sys, time
from deploy.supervising import Child
made = Child("sleeper", [sys.executable, "-c", "import time; time.sleep(600)"], dict(os.environ))
made.start()
print(made.process.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def lines() -> list[str]:
    return []


@pytest.fixture
def supervisor(lines: list[str]) -> Iterator[Supervisor]:
    made = Supervisor([], lines.append)
    yield made
    made.stop()


def child(supervisor: Supervisor, program: str, *arguments: str) -> Child:
    command = [sys.executable, "-c", program, *arguments]
    made = Child("sleeper", command, dict(os.environ), wait=0.05)
    supervisor.children.append(made)
    supervisor.start(made)
    return made


def lives(pid: int) -> bool:
    with suppress(ProcessLookupError, FileNotFoundError):
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        return state != "Z"
    return False


def until_restarted(supervisor: Supervisor, made: Child, before: int) -> int:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        supervisor.look_after()
        if made.process is not None and made.process.pid != before:
            return made.process.pid
        time.sleep(0.01)
    raise TimeoutError


def pid_of(made: Child) -> int:
    assert made.process is not None
    return made.process.pid


def test_a_killed_child_is_started_again(supervisor: Supervisor, lines: list[str]) -> None:
    made = child(supervisor, "import time; time.sleep(600)")
    before = pid_of(made)
    os.kill(before, signal.SIGKILL)
    after = until_restarted(supervisor, made, before)
    assert lines == [
        f"sleeper started (pid {before})",
        "sleeper ended (SIGKILL); starting it again in 0.05 s",
        f"sleeper started (pid {after})",
    ]


def test_a_child_that_keeps_dying_waits_longer_each_time(supervisor: Supervisor) -> None:
    made = child(supervisor, "raise SystemExit(3)")
    waits = []
    for _round in range(3):
        waits.append(made.wait)
        until_restarted(supervisor, made, pid_of(made))
    assert waits == [0.05, 0.1, 0.2]


def test_a_child_that_lived_long_is_started_at_once(
    supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervising, "STEADY", 0.0)
    made = child(supervisor, "import time; time.sleep(600)")
    made.wait = 30
    os.kill(pid_of(made), signal.SIGKILL)
    until_restarted(supervisor, made, pid_of(made))


def test_what_a_dead_child_had_started_is_ended_too(supervisor: Supervisor, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    made = child(supervisor, PARENT, str(note))
    grandchild = wait_for_pid(note)
    os.kill(pid_of(made), signal.SIGKILL)
    until_restarted(supervisor, made, pid_of(made))
    assert not lives(grandchild)


def wait_for_pid(note: Path) -> int:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        with suppress(FileNotFoundError, ValueError):
            return int(note.read_text())
        time.sleep(0.01)
    raise TimeoutError


def test_stopping_ends_a_child_that_ignores_the_polite_way(
    supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervising, "PATIENCE", 0.2)
    made = child(supervisor, STUBBORN)
    time.sleep(0.3)
    pid = pid_of(made)
    supervisor.stop()
    assert not lives(pid)


def test_children_end_with_a_supervisor_that_was_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as killed:
        assert killed.stdout is not None
        pid = int(killed.stdout.readline())
        assert lives(pid)
        killed.kill()
    end = time.monotonic() + 5
    while lives(pid) and time.monotonic() < end:
        time.sleep(0.02)
    assert not lives(pid)
