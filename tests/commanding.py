"""Management commands for a running stack, from one process that has loaded the site.

Loading it takes two and a half seconds of processor time, and dozens of tests have a few rows
written. Each command runs in a process of its own, forked from that one, which never opens a
database itself.
"""

import json
import os
import subprocess
import sys
import traceback
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

import django
from django.conf import settings
from django.core.management import execute_from_command_line

from deploy.supervising import die_with_parent

ROOT = Path(__file__).resolve().parent.parent


class Commander:
    """The process that has loaded the site with this environment; it starts when it is asked."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.process: subprocess.Popen[str] | None = None

    def manage(self, *arguments: str) -> str:
        """What the command prints. Raises CalledProcessError as `subprocess.run` does."""
        told = self._ask(list(arguments))
        if told["status"]:
            sys.stderr.write(told["errors"])
            raise subprocess.CalledProcessError(
                told["status"], arguments, told["said"], told["errors"]
            )
        return str(told["said"])

    def _ask(self, arguments: list[str]) -> Any:
        process = self.process = self.process or self._start()
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps(arguments) + "\n")
        process.stdin.flush()
        told = process.stdout.readline()
        if not told:
            raise RuntimeError(f"whoever forks the commands ended: {process.wait()}")
        return json.loads(told)

    def _start(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "tests.commanding"],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=die_with_parent,  # noqa: PLW1509 - a prctl call is safe after a fork
        )

    def dismiss(self) -> None:
        if self.process is not None:
            self.process.communicate()
            self.process = None


def _done(arguments: list[str]) -> dict[str, Any]:
    """One command in a process of its own: its exit status and what it wrote."""
    with TemporaryFile() as said, TemporaryFile() as errors:
        child = os.fork()
        if child == 0:
            os._exit(_act(arguments, said, errors))
        _pid, status = os.waitpid(child, 0)
        return {
            "status": os.waitstatus_to_exitcode(status),
            "said": _read(said),
            "errors": _read(errors),
        }


def _act(arguments: list[str], said: IO[bytes], errors: IO[bytes]) -> int:
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(said.fileno(), 1)
    os.dup2(errors.fileno(), 2)
    try:
        execute_from_command_line(["manage.py", *arguments])
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(bool(end.code))
    except BaseException:  # noqa: BLE001 - told to whoever asked
        traceback.print_exc()
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    return status


def _read(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")


def main() -> None:
    django.setup()
    import_module(settings.ROOT_URLCONF)
    for line in sys.stdin:
        sys.stdout.write(json.dumps(_done(json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
