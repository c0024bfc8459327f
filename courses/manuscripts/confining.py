"""Limits a process sets on itself before it opens somebody's file; they cannot be taken off again.

`python -m courses.manuscripts.confining MEGABYTES SECONDS WRITTEN PROGRAM ARGUMENTS…` turns into
another program under the limits. Knows no framework.
"""

import os
import resource
import sys
import sysconfig
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 1_000_000
FORBIDDEN = (
    "socket.", "subprocess.", "os.exec", "os.spawn", "os.posix_spawn", "os.system", "os.fork",
    "ctypes.", "urllib.", "ftplib.", "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link",
    "os.symlink", "os.chmod", "os.truncate", "shutil.", "pty.", "os.kill",
)  # fmt: skip
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Forbidden(BaseException):
    """Something reached for what a reader of files has no business with. No `except Exception`
    of a library swallows it."""


def limit(megabytes: int, seconds: int, written: int = 0) -> None:
    """At most so much memory (address space), time of a processor, and size of a written file."""
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * MEGABYTE, megabytes * MEGABYTE))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (written * MEGABYTE, written * MEGABYTE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def shut_in() -> None:
    """From here on this process opens no connection, starts no program, writes no file, and reads
    none but those of Python and its libraries."""
    names = ("stdlib", "platstdlib", "purelib", "platlib")
    libraries = tuple({str(Path(sysconfig.get_path(name)).resolve()) for name in names})
    ours = tuple(str(ROOT / app) for app in ("courses", "portal"))

    def refuse(event: str, args: tuple[Any, ...]) -> None:
        if event.startswith(FORBIDDEN):
            raise Forbidden(event)
        if event == "open":
            path, mode, flags = args
            if not isinstance(path, int) and not _may_open(path, mode, flags, (*libraries, *ours)):
                raise Forbidden(event)

    sys.addaudithook(refuse)


def _may_open(path: Any, mode: str | None, flags: int, folders: tuple[str, ...]) -> bool:
    if (mode and set(mode) & set("wax+")) or (flags or 0) & WRITING:
        return False
    real = os.path.realpath(os.fsdecode(path))
    return real.startswith(tuple(f"{folder}{os.sep}" for folder in folders))


def main() -> None:
    megabytes, seconds, written = map(int, sys.argv[1:4])
    limit(megabytes, seconds, written)
    os.execvp(sys.argv[4], sys.argv[4:])  # noqa: S606 - that is what it is for; no shell


if __name__ == "__main__":
    main()
