"""Who writes the table of attempts: the modules that docs/tour.md names, and nobody else. Every
test of the exams watches what its own connection writes (conftest.py), for itself and for its
module; other threads it does not see."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from django.db import connection

from tests.checks.source import ROOT

WRITERS = {
    "exams/attempts.py",  # begins
    "exams/storing.py",  # the statements of answering and ending
    "exams/answering.py",  # another window writes
    "exams/crediting.py",  # a later deadline
    "exams/pausing.py",  # the clock stands; a later deadline
}
HANDED_ON = (".venv/", "var/", "portal/scope.py")  # the manager of scopes writes for others
WRITES = re.compile(r'\b(?:INSERT INTO|UPDATE|DELETE FROM) "?exams_attempt"?\s')


def nearest(frame: FrameType | None) -> str:
    """Our file that is nearest to a statement, by its path below the root."""
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(ROOT) and path != Path(__file__):
            name = path.relative_to(ROOT).as_posix()
            if not name.startswith(HANDED_ON):
                return name
        frame = frame.f_back
    return ""


@contextmanager
def watched() -> Iterator[set[str]]:
    """The files that wrote attempts and may not; what a test itself writes is its own affair."""
    strangers: set[str] = set()

    def watch(execute: Callable[..., Any], sql: str, *how: Any) -> Any:
        if WRITES.search(sql):
            name = nearest(sys._getframe())
            if name not in WRITERS and not name.startswith("tests/"):
                strangers.add(name)
        return execute(sql, *how)

    with connection.execute_wrapper(watch):
        yield strangers
