"""The confined child that opens a .docx: limits on itself first, then the file, then JSON lines.

The names that are headings wherever they stand alone come as arguments, the file from the standard
input. The first line of the answer is what was read (or `{"refused": …}`), each further line a
picture, drawn anew.
"""

import base64
import json
import sys

from courses.manuscripts.confining import Forbidden, limit, shut_in
from courses.manuscripts.converting import convert
from courses.manuscripts.preparing import prepare
from portal.spreadsheets.tables import FileRefused

MEGABYTES = 512
SECONDS = 20  # of one processor


def main() -> None:
    limit(MEGABYTES, SECONDS)
    content = sys.stdin.buffer.read()
    shut_in()
    out = sys.stdout
    try:
        prepared = prepare(content, frozenset(sys.argv[1:]))
        made = convert(prepared)
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
    out.write(json.dumps(made.as_json()) + "\n")
    for picture in prepared.pictures:
        data = base64.b64encode(picture.content).decode()
        size = [picture.width, picture.height]
        out.write(json.dumps({"form": picture.form, "size": size, "data": data}) + "\n")


if __name__ == "__main__":
    main()
