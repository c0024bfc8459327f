"""Programs of ours that read or make files in a process of their own, with limits on themselves."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = {"LANG": "C.UTF-8", "PYTHONUTF8": "1"}


def run_child(
    module: str, *arguments: str, content: bytes, seconds: int
) -> "subprocess.CompletedProcess[bytes]":
    """What a module says on its standard output when it is given the content, with nothing of our
    environment. Raises subprocess.TimeoutExpired after so many seconds by the clock, and ValueError
    for a NUL in an argument."""
    return subprocess.run(  # noqa: S603 - our own program; the words are arguments, no shell
        [sys.executable, "-E", "-s", "-m", module, *arguments],
        input=content,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=seconds,
        check=False,
        cwd=ROOT,
        env=ENVIRONMENT,
    )
