"""The confined children of the tests, each forked from a warm one.

To import what makes a PDF costs four times what a short one costs. For each module a server
(`tests/warm_child.py`) is started as `portal.children.run_child` starts a child: the same
interpreter and folder, nothing of our environment. What it forks sets its limits on itself, reads
the content, answers and ends, as a child does that is started anew; `tests/test_warm_children.py`
compares them, and the running platform of the tests starts each anew.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from certificates.roster.sharing import templating
from certificates.uploads import reading as uploads
from exams.formats import reading as questions
from exams.papers import printing
from portal import children
from portal.spreadsheets import reading as spreadsheets
from tests.warm_child import OVER_TIME, send, taken

CALLERS = (printing, questions, spreadsheets, templating, uploads)
OURS = frozenset(caller.CHILD for caller in CALLERS)  # what tests put in their place starts anew


class _Warm:
    """The server of one module; it ends when nobody speaks to it any more."""

    def __init__(self, module: str) -> None:
        self.turn = threading.Lock()
        self.process = subprocess.Popen(
            [sys.executable, "-E", "-s", "-m", "tests.warm_child", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=children.ROOT,
            env=children.ENVIRONMENT,
        )

    def ask(self, arguments: tuple[str, ...], content: bytes, seconds: int) -> tuple[int, bytes]:
        """How a child ended and what it said."""
        assert self.process.stdin
        assert self.process.stdout
        with self.turn:
            send(self.process.stdin, json.dumps([arguments, seconds]).encode(), content)
            return int(taken(self.process.stdout)), taken(self.process.stdout)


class WarmChildren:
    def __init__(self) -> None:
        self.by_module: dict[str, _Warm] = {}
        self.starting = threading.Lock()

    def run_child(
        self, module: str, *arguments: str, content: bytes, seconds: int
    ) -> "subprocess.CompletedProcess[bytes]":
        """What `portal.children.run_child` says."""
        if module not in OURS or any("\0" in argument for argument in arguments):
            return children.run_child(module, *arguments, content=content, seconds=seconds)
        with self.starting:
            if module not in self.by_module:
                self.by_module[module] = _Warm(module)
        ended, said = self.by_module[module].ask(arguments, content, seconds)
        if ended == OVER_TIME:
            raise subprocess.TimeoutExpired(module, seconds)
        return subprocess.CompletedProcess([module, *arguments], ended, said)

    def end(self) -> None:
        for warm in self.by_module.values():
            warm.process.communicate()


@contextmanager
def warm_children() -> Iterator[None]:
    """Meanwhile whoever asks for a confined child is given a warm one."""
    warm = WarmChildren()
    with pytest.MonkeyPatch.context() as patch:
        for caller in CALLERS:
            patch.setattr(caller, "run_child", warm.run_child)
        yield
    warm.end()
