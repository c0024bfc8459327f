"""The confined child that opens a .docx: limits on itself first, then the file, then JSON lines.

The names that are headings wherever they stand alone come as arguments, the file from the standard
input. The first line of the answer is what was read (or `{"refused": …}`), each further line a
picture, drawn anew. With the one argument `--everything` the answer is `{"text": …}`: every word
that the file carries, for the check of an attachment.
"""

import base64
import json
import sys
from typing import Any

from courses.manuscripts.confining import Forbidden, limit, shut_in
from courses.manuscripts.converting import convert
from courses.manuscripts.everything import every_word
from courses.manuscripts.picturing import Picture
from courses.manuscripts.preparing import prepare
from portal.spreadsheets.tables import FileRefused

MEGABYTES = 512
SECONDS = 20  # of one processor
EVERYTHING = "--everything"


def main() -> None:
    limit(MEGABYTES, SECONDS)
    content = sys.stdin.buffer.read()
    shut_in()
    out = sys.stdout
    try:
        lines = _answer(content, sys.argv[1:])
    except FileRefused as refused:
        out.write(json.dumps({"refused": refused.code, "facts": refused.facts}) + "\n")
        return
    except (MemoryError, RecursionError):
        out.write(json.dumps({"refused": "unpacked", "facts": {}}) + "\n")
        return
    except Forbidden:
        out.write(json.dumps({"refused": "unsafe", "facts": {}}) + "\n")
        return
    except Exception:  # noqa: BLE001 - whatever a library makes of a strange file, the answer is no
        out.write(json.dumps({"refused": "damaged", "facts": {}}) + "\n")
        return
    out.writelines(json.dumps(line) + "\n" for line in lines)


def _answer(content: bytes, arguments: list[str]) -> list[dict[str, Any]]:
    if arguments == [EVERYTHING]:
        return [{"text": every_word(content)}]
    prepared = prepare(content, frozenset(arguments))
    return [convert(prepared).as_json(), *map(_drawn, prepared.pictures)]


def _drawn(picture: Picture) -> dict[str, Any]:
    data = base64.b64encode(picture.content).decode()
    return {"form": picture.form, "size": [picture.width, picture.height], "data": data}


if __name__ == "__main__":
    main()
