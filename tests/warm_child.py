"""The server of a warm child: `python -m tests.warm_child MODULE` imports the module, and for each
call forks a process that becomes what `python -m MODULE` would be. Knows no framework.

A call is two parts on its standard input, arguments and seconds as JSON and the content; the answer
is two parts on its standard output, how the child ended and what it said.
"""

import importlib
import json
import os
import select
import sys
import tempfile
import time
from contextlib import suppress
from types import ModuleType
from typing import IO, NoReturn

AT_ONCE = 65_536
KILLED = -9
OVER_TIME = 1_000  # how a child has ended that was still there after its seconds


def send(to: IO[bytes], *parts: bytes) -> None:
    for part in parts:
        to.write(b"%d\n" % len(part))
        to.write(part)
    to.flush()


def taken(source: IO[bytes]) -> bytes:
    """What was sent. Raises EOFError when nobody sends any more."""
    size = source.readline()
    if not size:
        raise EOFError
    return source.read(int(size))


def serve(module: ModuleType) -> None:
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    while True:
        try:
            arguments, seconds = json.loads(taken(asked))
        except EOFError:
            return
        ended, said = _forked(module, arguments, taken(asked), seconds)
        send(answers, b"%d" % ended, said)


def _forked(
    module: ModuleType, arguments: list[str], content: bytes, seconds: int
) -> tuple[int, bytes]:
    out_of, into = os.pipe()
    with tempfile.TemporaryFile() as given:
        given.write(content)
        given.seek(0)
        child = os.fork()
        if not child:
            _become(module, arguments, given.fileno(), into)
    os.close(into)
    try:
        return _heard(child, out_of, time.monotonic() + seconds)
    finally:
        os.close(out_of)


def _heard(child: int, out_of: int, until: float) -> tuple[int, bytes]:
    said: list[bytes] = []
    while True:
        left = until - time.monotonic()
        if left <= 0 or not select.select([out_of], [], [], left)[0]:
            os.kill(child, -KILLED)
            os.waitpid(child, 0)
            return OVER_TIME, b""
        piece = os.read(out_of, AT_ONCE)
        if not piece:
            return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), b"".join(said)
        said.append(piece)


def _become(module: ModuleType, arguments: list[str], given: int, into: int) -> NoReturn:
    os.dup2(given, 0)
    os.dup2(into, 1)
    os.closerange(3, AT_ONCE)
    sys.argv = [str(module.__file__), *arguments]
    # As under the locale of a child that is started anew, also what is no text passes.
    sys.stdin = os.fdopen(0, errors="surrogateescape")
    sys.stdout = os.fdopen(1, "w", errors="surrogateescape")
    ended = 1
    try:
        module.main()
        ended = 0
    except SystemExit as why:
        ended = why.code if isinstance(why.code, int) else int(why.code is not None)
    finally:
        with suppress(Exception):
            sys.stdout.flush()
        os._exit(ended)


if __name__ == "__main__":
    serve(importlib.import_module(sys.argv[1]))
