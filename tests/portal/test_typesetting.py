"""Loading WeasyPrint starts no other program, and leaves Python's way of looking as it was."""

import subprocess
import sys

from tests.environment import ROOT

COUNTED = """
import ctypes.util, sys
started = []
sys.addaudithook(lambda event, _of: started.append(event) if event == "subprocess.Popen" else None)
found = ctypes.util.find_library
{load}
print(len(started), ctypes.util.find_library is found)
"""


def loaded(load: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", COUNTED.format(load=load)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_no_program_is_started_for_it() -> None:
    assert loaded("from portal.typesetting import HTML") == ["0", "True"]


def test_by_itself_it_starts_many() -> None:
    started, as_before = loaded("from weasyprint import HTML")
    assert int(started) > 0
    assert as_before == "True"
