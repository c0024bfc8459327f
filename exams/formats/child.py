"""The confined child that reads a file of questions: limits on itself first, then the file.

`python -m exams.formats.child NAME` reads the file from its standard input; NAME is what its owner
calls it. The answer is in lines of JSON (wire.py), or one line `{"unreadable": …, "facts": …}`.
"""

import json
import sys

from courses.manuscripts.confining import Forbidden, limit, shut_in
from exams.formats import wire
from exams.formats.entries import Unreadable
from exams.formats.opening import read
from portal.spreadsheets.tables import FileRefused

MEGABYTES = 800  # of address space: libraries alone map 150
SECONDS = 30  # of one processor
MOST_QUESTIONS = 20_000


def main() -> None:
    limit(MEGABYTES, SECONDS)
    content = sys.stdin.buffer.read()
    shut_in()
    try:
        contents = read(content, sys.argv[1])
        if len(contents.entries) + len(contents.refused) > MOST_QUESTIONS:
            raise Unreadable("long", questions=str(MOST_QUESTIONS))
        sys.stdout.writelines(f"{line}\n" for line in wire.lines(contents))
    except (Unreadable, FileRefused) as refused:
        facts = {name: str(fact) for name, fact in refused.facts.items()}
        _refuse(refused.code, facts)
    except (MemoryError, RecursionError):
        _refuse("unpacked", {})
    except Forbidden:
        _refuse("unsafe", {})
    except Exception:  # noqa: BLE001 - whatever a library makes of a strange file, the answer is no
        _refuse("damaged", {})


def _refuse(code: str, facts: dict[str, str]) -> None:
    sys.stdout.write(json.dumps({"unreadable": code, "facts": facts}) + "\n")


if __name__ == "__main__":
    main()
