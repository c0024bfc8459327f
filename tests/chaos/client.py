"""A client process: `python -m tests.chaos.client JOB.json` sits the exam for some candidates, one
after the other. Knows no framework.

Its log is append-only, a line of JSON for each acknowledgement, on the disk before the next step.
"""

import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import Any, TextIO

from tests.chaos.candidate import Candidate
from tests.chaos.line import GaveUp, Line

PATIENT_WITH = 3


class Log:
    """What the server acknowledged to this client."""

    def __init__(self, file: TextIO) -> None:
        self.file = file

    def note(self, what: str, **facts: Any) -> None:
        self.file.write(json.dumps({"what": what, **facts}) + "\n")
        self.file.flush()
        os.fsync(self.file.fileno())


def main(path: str) -> int:
    job = json.loads(Path(path).read_text(encoding="utf-8"))
    trouble: Counter[str] = Counter()
    gave_up = 0
    with Path(job["log"]).open("a", encoding="utf-8") as file:
        log = Log(file)
        for number, session in job["candidates"]:
            try:
                line = Line(job["netloc"], session, job["give_up"], trouble)
                Candidate(number, line, job["exam"], log.note, thinks=job["thinks"]).sit()
            except GaveUp as error:
                log.note("fault", text=f"candidate {number} gave up: {error}")
                gave_up += 1
            if gave_up == PATIENT_WITH:
                return 1
        log.note("trouble", counts=trouble)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
